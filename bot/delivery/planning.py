"""Due profiles become pending deliveries: one transaction a batch."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import selection, subscription
from bot.domain.delivery import NewDelivery
from bot.domain.errors import DomainError
from bot.domain.library import Library
from bot.domain.profile import Kind, Profile
from bot.domain.schedule import Slot
from bot.domain.suitability import sign_instead_of_tips
from bot.log import get_logger, new_error_id, where
from bot.storage import answers, deliveries, people
from bot.storage.unit import Unit

BATCH = 200  # profiles a transaction
_SET_ASIDE = timedelta(days=1)


def plan_due(unit: Unit, library: Library, now: datetime) -> int:
    """Plan what is due; the number of profiles dealt with. 0 means that nothing is left to plan."""
    return sum(_plan_kind(unit, library, kind, now) for kind in Kind)


def _plan_kind(unit: Unit, library: Library, kind: Kind, now: datetime) -> int:
    due, unreadable = people.due_profiles(unit, kind, now, BATCH)
    for profile_id in unreadable:
        _set_aside(unit, kind, profile_id, now, None)
    moved: list[tuple[Profile, Profile, Slot | None]] = []
    for profile in due:
        try:
            moved.append((profile, *subscription.planned(profile, kind, now)))
        except DomainError as error:
            _set_aside(unit, kind, profile.id, now, error)
    answered = _answered(unit, moved) if kind is Kind.CHECKIN else set()
    changed = [
        (_plan_one(unit, library, after, kind, slot, before.id in answered), before)
        for before, after, slot in moved
    ]
    people.save_profiles(unit, changed)
    if stale := sum(slot is None for _, _, slot in moved):
        get_logger().info("slots skipped: too late, or paused", kind=kind.value, count=stale)
    return len(due) + len(unreadable)


def _answered(unit: Unit, moved: Iterable[tuple[Profile, Profile, Slot | None]]) -> set[int]:
    """Who has already checked in for the day they are about to be asked about."""
    by_day: dict[Slot, list[int]] = {}
    for profile, _, slot in moved:
        if slot is not None:
            by_day.setdefault(slot, []).append(profile.id)
    return {person for slot, ids in by_day.items() for person in answers.who_answered(unit, ids, slot.day)}


def _plan_one(
    unit: Unit, library: Library, after: Profile, kind: Kind, slot: Slot | None, answered: bool
) -> Profile:
    """Insert the delivery a profile is due, and give the profile as it is to be saved."""
    if slot is None or answered:
        return after
    only_urgent = sign_instead_of_tips(library, after.conditions) is not None
    choice = selection.select_tip(library, after) if kind is Kind.TIP else None
    if kind is Kind.CHECKIN and only_urgent:
        return after  # the urgent message comes in the tip's slot, and nothing beside it
    if kind is Kind.TIP and choice is None and not only_urgent:
        return after  # not one tip suits: nothing is better than the wrong thing
    new = NewDelivery(
        profile_id=after.id,
        kind=kind,
        slot=slot.day.isoformat(),
        slot_at=slot.at,
        due_at=slot.at,
        tip=choice.suitable.tip.id if choice else None,
        reason=choice.reason if choice else None,
    )
    if not deliveries.plan_delivery(unit, new) or choice is None:
        return after  # where nothing was planned, the slot was served before
    return replace(after, taste=selection.with_seen(after.taste, choice.suitable.tip.id))


def _set_aside(unit: Unit, kind: Kind, profile_id: int, now: datetime, error: Exception | None) -> None:
    details = where(error) if error else {"error": "unreadable row"}
    get_logger().error("profile set aside for a day", id=new_error_id(), kind=kind.value, **details)
    people.postpone(unit, kind, profile_id, now + _SET_ASIDE)
