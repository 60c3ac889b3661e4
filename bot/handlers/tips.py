"""Tips on request, and what people say of them."""

from dataclasses import replace

from bot.domain import selection
from bot.domain.profile import Profile
from bot.domain.selection import Choice, Reason
from bot.domain.suitability import sign_instead_of_tips
from bot.handlers.context import Desk
from bot.handlers.turns import Turn, Visit, on_command, on_tap
from bot.views import callbacks, tips
from bot.views.screen import Screen


def tip_now(visit: Visit, desk: Desk) -> Turn:
    """Another tip at once; the daily one is not touched."""
    profile = visit.member
    choice = selection.select_tip(desk.library, profile)
    if choice is None:
        return Turn((_instead_of_a_tip(desk, profile),), in_place=False)
    seen = replace(profile, taste=selection.with_seen(profile.taste, choice.suitable.tip.id))
    return Turn((_screen(visit, choice),), in_place=False, profile=seen)


def _instead_of_a_tip(desk: Desk, profile: Profile) -> Screen:
    found = sign_instead_of_tips(desk.library, profile.conditions)
    return tips.urgent_screen(*found) if found else tips.nothing_suits()


def _screen(visit: Visit, choice: Choice, *, longer: bool = False) -> Screen:
    may_rate = visit.profile is not None and visit.profile.keeps_health_answers
    suitable = choice.suitable
    return tips.tip_screen(suitable.tip, suitable.wording, choice.reason, may_rate=may_rate, longer=longer)


def open_tip(visit: Visit, desk: Desk, tip_id: str) -> Turn:
    """A tip from a link, through the person's own filter."""
    choice = selection.find_tip(desk.library, visit.profile, tip_id, Reason.ASKED)
    if choice is not None:
        return Turn((_screen(visit, choice),))
    tip = desk.library.tips.get(tip_id)
    return Turn((tips.not_for_you(tip, _knows(visit)) if tip else Screen(tips.TIP_RETIRED),))


def more(visit: Visit, desk: Desk, tap: callbacks.ShowMore) -> Turn:
    choice = selection.find_tip(desk.library, visit.profile, tap.tip, tap.reason)
    if choice is None:
        return _gone(visit, desk, tap.tip)
    if choice.suitable.wording.more is None:
        return Turn(toast=tips.NO_MORE_STEPS)
    return Turn((_screen(visit, choice, longer=True),))


def why(visit: Visit, desk: Desk, tap: callbacks.ShowWhy) -> Turn:
    choice = selection.find_tip(desk.library, visit.profile, tap.tip, tap.reason)
    if choice is None:
        return _gone(visit, desk, tap.tip)
    screen = tips.why_screen(desk.library, choice.suitable.tip, tap.reason, _knows(visit))
    return Turn((screen,), in_place=False)


def _knows(visit: Visit) -> bool:
    """Whether the health checklist has been answered."""
    return visit.profile is not None and visit.profile.conditions is not None


def _gone(visit: Visit, desk: Desk, tip_id: str) -> Turn:
    tip = desk.library.tips.get(tip_id)
    if tip is None:
        return Turn(toast=tips.TIP_RETIRED)
    return Turn((tips.not_for_you(tip, _knows(visit)),), in_place=False)


def rate(visit: Visit, desk: Desk, tap: callbacks.RateTip) -> Turn:
    """An opinion changes what comes; it is kept with consent only."""
    profile = visit.member
    if not profile.keeps_health_answers:
        return Turn(toast=tips.OPINION_NOT_KEPT)
    if tap.tip not in desk.library.tips:
        return Turn(toast=tips.TIP_RETIRED)
    taste = selection.with_opinion(profile.taste, tap.tip, tap.helpful)
    said = tips.RATED_HELPFUL if tap.helpful else tips.RATED_NOT_FOR_ME
    return Turn(toast=said, profile=replace(profile, taste=taste))


HANDLERS = (
    on_command("tip", lambda visit, desk, _: tip_now(visit, desk)),
    on_tap(callbacks.NextTip, lambda visit, desk, _: tip_now(visit, desk)),
    on_tap(callbacks.ShowMore, more),
    on_tap(callbacks.ShowWhy, why),
    on_tap(callbacks.RateTip, rate),
)
