"""Due profiles become pending deliveries: one transaction a batch."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import selection, subscription, timing
from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.errors import DomainError
from bot.domain.library import Library
from bot.domain.needs import needs
from bot.domain.profile import SCHEDULED, Kind, Profile
from bot.domain.schedule import Slot
from bot.domain.selection import Moment, Reason
from bot.domain.suitability import sign_instead_of_tips
from bot.domain.summary import summary_is_due
from bot.log import get_logger, new_error_id, where
from bot.storage import answers, deliveries, people
from bot.storage.unit import Unit

BATCH = 20  # profiles a transaction: answers wait for it, some 10 ms
_SET_ASIDE = timedelta(days=1)


def plan_due(unit: Unit, library: Library, now: datetime) -> int:
    """Plan what is due; the number of profiles dealt with. 0 means that nothing is left to plan."""
    return sum(_plan_kind(unit, library, kind, now) for kind in SCHEDULED)


def _plan_kind(unit: Unit, library: Library, kind: Kind, now: datetime) -> int:
    due, unreadable = people.due_profiles(unit, kind, now, BATCH)
    for profile_id in unreadable:
        _set_aside(unit, kind, profile_id, now, None)
    moved: list[tuple[Profile, Profile, Slot | None]] = []
    for profile in due:
        try:
            moved.append((profile, *timing.planned(profile, kind, now)))
        except DomainError as error:
            _set_aside(unit, kind, profile.id, now, error)
    serve = _tips(unit, library, moved) if kind is Kind.TIP else _checkins(unit, library, moved)
    changed = [(after if slot is None else serve(after, slot), before) for before, after, slot in moved]
    people.save_profiles(unit, changed)
    if stale := sum(slot is None for _, _, slot in moved):
        get_logger().info("slots skipped: too late, or paused", kind=kind.value, count=stale)
    return len(due) + len(unreadable)


Moved = Sequence[tuple[Profile, Profile, Slot | None]]  # as read, moved on, and the slot to serve now
Serve = Callable[[Profile, Slot], Profile]  # plans what a profile is due, and gives it as it is to be saved


def _tips(unit: Unit, library: Library, moved: Moved) -> Serve:
    """Plans tips, with what each person's last check-in asks for."""
    recent = answers.recent(unit, {before.id: slot.day for before, _, slot in moved if slot})

    def serve(after: Profile, slot: Slot) -> Profile:
        told = recent.get(after.id, [])
        choice = selection.select_tip(library, after, Moment(slot.day, needs(told, slot.day)))
        if choice is None and not sign_instead_of_tips(library, after.conditions):
            return after  # not one tip suits: nothing is better than the wrong thing
        tip, reason = (choice.suitable.tip.id, choice.reason) if choice else (None, None)
        if not deliveries.plan_delivery(unit, _new(after, Kind.TIP, slot, tip, reason)):
            return after  # the slot was served before
        if choice is None:
            return after
        return _with_company(unit, selection.served(after, choice), slot, told)

    return serve


def _with_company(unit: Unit, profile: Profile, slot: Slot, told: Sequence[CheckIn]) -> Profile:
    """What comes beside a tip: the question about the checklist or the week in short, one at a time."""
    if subscription.review_is_due(profile, slot.day):
        deliveries.plan_delivery(unit, _new(profile, Kind.REVIEW, slot))
    elif summary_is_due(profile, told, slot.day):
        deliveries.plan_delivery(unit, _new(profile, Kind.SUMMARY, slot))
        return replace(profile, summarised_on=slot.day)
    return profile


def _checkins(unit: Unit, library: Library, moved: Moved) -> Serve:
    """Plans check-ins, but for whoever has answered already."""
    by_day: dict[date, list[int]] = {}
    for profile, _, slot in moved:
        if slot is not None:
            by_day.setdefault(slot.day, []).append(profile.id)
    answered = {person for day, ids in by_day.items() for person in answers.who_answered(unit, ids, day)}

    def serve(after: Profile, slot: Slot) -> Profile:
        # The urgent message comes in the tip's slot, and nothing beside it.
        if after.id not in answered and not sign_instead_of_tips(library, after.conditions):
            deliveries.plan_delivery(unit, _new(after, Kind.CHECKIN, slot))
        return after

    return serve


def _new(
    profile: Profile, kind: Kind, slot: Slot, tip: str | None = None, reason: Reason | None = None
) -> NewDelivery:
    return NewDelivery(
        profile_id=profile.id,
        kind=kind,
        slot=slot.day.isoformat(),
        slot_at=slot.at,
        due_at=slot.at,
        tip=tip,
        reason=reason,
    )


def _set_aside(unit: Unit, kind: Kind, profile_id: int, now: datetime, error: Exception | None) -> None:
    details = where(error) if error else {"error": "unreadable row"}
    get_logger().error("profile set aside for a day", id=new_error_id(), kind=kind.value, **details)
    people.postpone(unit, kind, profile_id, now + _SET_ASIDE)
