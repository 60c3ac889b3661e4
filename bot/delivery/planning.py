"""Due profiles become pending deliveries: one transaction a batch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain import selection, subscription, timing
from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.errors import DomainError
from bot.domain.library import Library
from bot.domain.needs import needs
from bot.domain.profile import SCHEDULED, Kind, Profile
from bot.domain.schedule import Slot
from bot.domain.selection import Choice, Moment, Reason
from bot.domain.suitability import sign_instead_of_tips
from bot.domain.summary import summary_is_due
from bot.log import get_logger, new_error_id, where
from bot.storage import answers, deliveries, people
from bot.storage.unit import Unit

BATCH = 32  # profiles a transaction: answers wait for it, some 10 ms
_SET_ASIDE = timedelta(days=1)


def plan_due(unit: Unit, library: Library, now: datetime) -> int:
    """Plan what is due; the number of profiles dealt with. 0 means that nothing is left to plan."""
    return sum(_plan_kind(unit, library, kind, now) for kind in SCHEDULED)


def _plan_kind(unit: Unit, library: Library, kind: Kind, now: datetime) -> int:
    due, unreadable = people.due_profiles(unit, kind, now, BATCH)
    for profile_id in unreadable:
        _set_aside(unit, kind, profile_id, now, None)
    moved: list[_Moved] = []
    for profile in due:
        try:
            moved.append(_Moved(profile, *timing.planned(profile, kind, now)))
        except DomainError as error:
            _set_aside(unit, kind, profile.id, now, error)
    to_serve = [one for one in moved if one.slot is not None]
    served = _tips(unit, library, to_serve) if kind is Kind.TIP else _checkins(unit, library, to_serve)
    people.save_profiles(unit, [(served.get(one.before.id, one.after), one.before) for one in moved])
    if stale := len(moved) - len(to_serve):
        get_logger().info("slots skipped: too late, or paused", kind=kind.value, count=stale)
    return len(due) + len(unreadable)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A profile as it was read and moved on to its next slot, and the slot to serve now."""

    before: Profile
    after: Profile
    slot: Slot | None

    @property
    def day(self) -> date:
        assert self.slot is not None  # noqa: S101  those without one are not served
        return self.slot.day


def _tips(unit: Unit, library: Library, due: Sequence[_Moved]) -> dict[int, Profile]:
    """Plan tips, with what each person's last check-in asks for; the profiles of those who were served."""
    recent = answers.recent(unit, {one.before.id: one.day for one in due})
    chosen: dict[int, Choice] = {}
    new: list[NewDelivery] = []
    for one in due:
        profile, asks = one.after, needs(recent.get(one.after.id, []), one.day)
        choice = selection.select_tip(library, profile, Moment(one.day, asks))
        if choice:
            chosen[profile.id] = choice
            new.append(_new(one, Kind.TIP, choice.suitable.tip.id, choice.reason))
        elif sign_instead_of_tips(library, profile.conditions):
            new.append(_new(one, Kind.TIP))
        # Else not one tip suits: nothing is better than the wrong thing.
    planned = deliveries.plan_routine(unit, new)  # without those whose slot was served before
    served = [one for one in due if one.after.id in planned & chosen.keys()]
    company = [_company(one, recent.get(one.after.id, [])) for one in served]
    deliveries.plan_routine(unit, [beside for beside in company if beside])
    return {
        one.after.id: _served(one, chosen[one.after.id], beside)
        for one, beside in zip(served, company, strict=True)
    }


def _company(one: _Moved, told: Sequence[CheckIn]) -> NewDelivery | None:
    """What comes beside a tip: the question about the checklist or the week in short, one at a time."""
    if subscription.review_is_due(one.after, one.day):
        return _new(one, Kind.REVIEW)
    return _new(one, Kind.SUMMARY) if summary_is_due(one.after, told, one.day) else None


def _served(one: _Moved, choice: Choice, beside: NewDelivery | None) -> Profile:
    profile = selection.served(one.after, choice)
    is_told = beside is not None and beside.kind is Kind.SUMMARY
    return replace(profile, summarised_on=one.day) if is_told else profile


def _checkins(unit: Unit, library: Library, due: Sequence[_Moved]) -> dict[int, Profile]:
    """Plan check-ins, but for whoever has answered already. That changes no profile."""
    by_day: dict[date, list[int]] = {}
    for one in due:
        by_day.setdefault(one.day, []).append(one.after.id)
    answered = {person for day, ids in by_day.items() for person in answers.who_answered(unit, ids, day)}
    # The urgent message comes in the tip's slot, and nothing beside it.
    asked = [
        one
        for one in due
        if one.after.id not in answered and not sign_instead_of_tips(library, one.after.conditions)
    ]
    deliveries.plan_routine(unit, [_new(one, Kind.CHECKIN) for one in asked])
    return {}


def _new(one: _Moved, kind: Kind, tip: str | None = None, reason: Reason | None = None) -> NewDelivery:
    assert one.slot is not None  # noqa: S101  those without one are not served
    return NewDelivery(
        profile_id=one.after.id,
        kind=kind,
        slot=one.day.isoformat(),
        slot_at=one.slot.at,
        due_at=one.slot.at,
        tip=tip,
        reason=reason,
    )


def _set_aside(unit: Unit, kind: Kind, profile_id: int, now: datetime, error: Exception | None) -> None:
    details = where(error) if error else {"error": "unreadable row"}
    get_logger().error("profile set aside for a day", id=new_error_id(), kind=kind.value, **details)
    people.postpone(unit, kind, profile_id, now + _SET_ASIDE)
