"""The health checklist: ticking, reviewing, forgetting it."""

from bot.domain import subscription
from bot.domain.dialogue import Answer, ChecklistDone, Plain, Ticked
from bot.domain.library import Condition
from bot.domain.profile import Profile
from bot.domain.states import ConditionsAsked
from bot.handlers.context import Desk
from bot.handlers.conversation import ask, converse, question
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import about, callbacks, checklist, consent, settings


def opened(visit: Visit, desk: Desk) -> Turn:
    """Opens with what is known ticked; without consent, consent comes first."""
    profile = visit.member
    if not profile.keeps_health_answers:
        return Turn((consent.question(kept=False),), in_place=False)
    state = ConditionsAsked(frozenset(profile.conditions or ()))
    return Turn((ask(visit, desk, state, visit.member),), in_place=False, state=state)


def answered(visit: Visit, desk: Desk, answer: Answer) -> Turn:
    """A tap on the checklist. Where the ticks are not at hand any more (an old screen, another question
    since), it opens again with what is known: "Done" must never store what the person did not see."""
    profile = visit.member
    if not profile.keeps_health_answers:
        return Turn((consent.question(kept=False),))
    if isinstance(answer, Ticked) and answer.condition not in desk.library.conditions:
        return Turn(toast=about.retired_button())
    if isinstance(visit.state, ConditionsAsked):
        return converse(visit, desk, visit.state, answer)
    known = ConditionsAsked(frozenset(profile.conditions or ()))
    if answer is Plain.SKIPPED and profile.conditions is None:
        twice = profile.checklist_answered
        return Turn(toast=settings.checklist_saved(None)) if twice else converse(visit, desk, known, answer)
    return question(visit, desk, known, checklist.CHECK_AGAIN)


def forgotten(visit: Visit, desk: Desk) -> Turn:
    """Back to knowing nothing, from a button that says so."""
    return converse(visit, desk, ConditionsAsked(), Plain.SKIPPED)


def reviewed(visit: Visit, desk: Desk) -> Turn:
    """What is ticked, to confirm or to strike off."""
    ticked = _ticked(desk, visit.member)
    return Turn((checklist.review(ticked) if ticked else checklist.nothing_to_review(),))


def _ticked(desk: Desk, profile: Profile) -> list[Condition]:
    conditions = desk.library.conditions
    return [conditions[key] for key in conditions if key in (profile.conditions or ())]


def confirmed(visit: Visit, desk: Desk) -> Turn:
    """All still so: each condition is asked about again when its time comes."""
    if not visit.member.conditions:
        return Turn((checklist.nothing_to_review(),))
    profile = subscription.conditions_confirmed(visit.member, desk.library.conditions, visit.today)
    return Turn((checklist.confirmed(),), profile=profile)


def dropped(visit: Visit, desk: Desk, tap: callbacks.DropCondition) -> Turn:
    """One has passed; the others are still to be confirmed."""
    profile = subscription.without_condition(visit.member, tap.condition)
    ticked = _ticked(desk, profile)
    screen = checklist.review(ticked) if ticked else settings.saved(settings.checklist_saved(0))
    return Turn((screen,), profile=profile)


HANDLERS = (
    on_tap(callbacks.OpenChecklist, lambda visit, desk, _: opened(visit, desk)),
    on_tap(callbacks.Tick, lambda v, d, tap: answered(v, d, Ticked(tap.condition, tap.on))),
    on_tap(callbacks.FinishChecklist, lambda v, d, _: answered(v, d, ChecklistDone())),
    on_tap(callbacks.SkipChecklist, lambda v, d, _: answered(v, d, Plain.SKIPPED)),
    on_tap(callbacks.ForgetChecklist, lambda visit, desk, _: forgotten(visit, desk)),
    on_tap(callbacks.ReviewChecklist, lambda visit, desk, _: reviewed(visit, desk)),
    on_tap(callbacks.ConfirmChecklist, lambda visit, desk, _: confirmed(visit, desk)),
    on_tap(callbacks.DropCondition, dropped),
    on_tap(callbacks.NothingChanged, lambda _, __, ___: Turn((checklist.unchanged(),))),
)
