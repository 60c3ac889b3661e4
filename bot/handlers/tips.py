"""Tips on request, and what people say of them."""

from dataclasses import replace

from bot.domain import selection
from bot.domain.library import Tip
from bot.domain.profile import Profile
from bot.domain.selection import Choice, Moment, Reason
from bot.domain.suitability import held_back, sign_instead_of_tips
from bot.domain.taste import with_opinion, with_saved
from bot.handlers.alarm import unless_quiet
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.search import tips_about
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, tips
from bot.views.screen import Screen


@unless_quiet
def command(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/tip`, or `/tip heat` for tips about something."""
    return tips_about(visit, desk, words) if words.strip() else tip_now(visit, desk)


@unless_quiet
def tip_now(visit: Visit, desk: Desk) -> Turn:
    """Another tip at once; the daily one is not touched."""
    profile = visit.member
    choice = selection.select_tip(desk.library, profile, Moment(visit.today, visit.needs))
    if choice is None:
        return Turn((_instead_of_a_tip(desk, profile),), in_place=False)
    return Turn((_screen(visit, desk, choice),), in_place=False, profile=selection.served(profile, choice))


def _instead_of_a_tip(desk: Desk, profile: Profile) -> Screen:
    found = sign_instead_of_tips(desk.library, profile.conditions, profile.country)
    return tips.urgent_screen(*found) if found else tips.nothing_suits()


def _screen(visit: Visit, desk: Desk, choice: Choice, *, longer: bool = False) -> Screen:
    tip, wording = choice.suitable.tip, choice.suitable.wording
    around = tips.frame(visit.profile, tip.id, desk.bot_name)
    return tips.tip_screen(tip, wording, choice.reason, around, longer=longer)


@unless_quiet
def open_tip(visit: Visit, desk: Desk, tip_id: str) -> Turn:
    """A tip from a link, through the person's own filter."""
    choice = selection.find_tip(desk.library, visit.profile, tip_id, Reason.ASKED)
    if choice is not None:
        return Turn((_screen(visit, desk, choice),))
    tip = desk.library.tips.get(tip_id)
    return Turn((_not_for_you(visit, desk, tip) if tip else Screen(tips.TIP_RETIRED),))


@unless_quiet
def more(visit: Visit, desk: Desk, tap: callbacks.ShowMore) -> Turn:
    choice = selection.find_tip(desk.library, visit.profile, tap.tip, tap.reason)
    if choice is None:
        return _gone(visit, desk, tap.tip)
    if choice.suitable.wording.more is None:
        return Turn(toast=tips.NO_MORE_STEPS)
    return Turn((_screen(visit, desk, choice, longer=True),))


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
    return Turn((_not_for_you(visit, desk, tip),), in_place=False)


def _not_for_you(visit: Visit, desk: Desk, tip: Tip) -> Screen:
    conditions = selection.known_conditions(visit.profile) if visit.profile else None
    return tips.not_for_you(tip, held_back(desk.library, tip, conditions), known=_knows(visit))


def rate(visit: Visit, desk: Desk, tap: callbacks.RateTip) -> Turn:
    """An opinion changes what comes; it is kept with consent only."""
    profile = visit.member
    if not profile.keeps_health_answers:
        return Turn(toast=tips.OPINION_NOT_KEPT)
    if tap.tip not in desk.library.tips:
        return Turn(toast=tips.TIP_RETIRED)
    taste = with_opinion(profile.taste, tap.tip, tap.helpful)
    said = tips.RATED_HELPFUL if tap.helpful else tips.RATED_NOT_FOR_ME
    return Turn(toast=said, profile=replace(profile, taste=taste))


def save(visit: Visit, desk: Desk, tap: callbacks.SaveTip) -> Turn:
    """Kept or let go; the tip stays where it stands."""
    if tap.tip not in desk.library.tips:
        return Turn(toast=tips.TIP_RETIRED)
    profile = visit.member
    kept = replace(profile, taste=with_saved(profile.taste, tap.tip, tap.kept))
    return Turn(toast=tips.SAVED if tap.kept else tips.LET_GO, profile=kept)


@unless_quiet
def saved(visit: Visit, desk: Desk, page: int = 0) -> Turn:
    """What was kept, the newest first; a tip that has been retired since is left out."""
    known = [
        desk.library.tips[tip_id]
        for tip_id in reversed(visit.member.taste.saved)
        if tip_id in desk.library.tips
    ]
    return Turn((tips.saved_list(known, page),))


HANDLERS = (
    on_command("tip", command, needs=True, looks_up=True),
    on_tap(callbacks.NextTip, lambda visit, desk, _: tip_now(visit, desk), needs=True),
    on_command("saved", lambda visit, desk, _: saved(visit, desk)),
    on_tap(callbacks.ShowSaved, lambda visit, desk, tap: saved(visit, desk, tap.page)),
    on_tap(callbacks.SaveTip, save),
    on_tap(
        callbacks.OpenTip, lambda visit, desk, tap: replace(open_tip(visit, desk, tap.tip), in_place=False)
    ),
    on_tap(callbacks.ShowMore, more),
    on_tap(callbacks.ShowWhy, why),
    on_tap(callbacks.RateTip, rate),
)
