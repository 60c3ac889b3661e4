"""The check of warning signs, by tapping. It answers strangers too, and keeps nothing."""

from dataclasses import replace

from bot.domain import selection
from bot.domain.sign_check import Asking, Question, Reply, follow, so_far
from bot.domain.triage import CALM, Assessment
from bot.handlers.alarm import raise_alarm
from bot.handlers.context import Desk
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, sign_check

Form = tuple[Question, ...]


def opened(visit: Visit, desk: Desk) -> Turn:
    """The short form, in a message of its own: what it was opened from is still of use."""
    return replace(_shown(visit, desk, desk.library.help_in(visit.country).checks.short, ""), in_place=False)


def more(visit: Visit, desk: Desk, tap: callbacks.MoreQuestions) -> Turn:
    """The long form asks about no emergency, so it goes only with a short one of the same day."""
    if tap.day != visit.today:
        return _begun_again(visit, desk)
    return replace(_shown(visit, desk, desk.library.help_in(visit.country).checks.long, ""), in_place=False)


def answered(visit: Visit, desk: Desk, tap: callbacks.AnswerSign) -> Turn:
    form, asking = _standing(visit, desk, tap)
    if asking:
        return _shown(visit, desk, form, asking.given_with(tap.reply))
    asked = next((question for question in form if question.id == tap.question), None)
    if asked and asked.signs and tap.reply is not Reply.NO:
        return raise_alarm(visit, desk, Assessment(asked.urgency, asked.signs))
    return _outdated(visit, desk, form, tap)


def back(visit: Visit, desk: Desk, tap: callbacks.AskSign) -> Turn:
    form, asking = _standing(visit, desk, tap)
    return _shown(visit, desk, form, asking.given) if asking else _outdated(visit, desk, form, tap)


def _outdated(visit: Visit, desk: Desk, form: Form, tap: callbacks.AskSign | callbacks.AnswerSign) -> Turn:
    """A check of another day begins again, but a yes in it is not lost."""
    found = so_far(form, _conditions(visit), tap.given)
    return _begun_again(visit, desk) if found in (None, CALM) else raise_alarm(visit, desk, found)


def _standing(
    visit: Visit, desk: Desk, tap: callbacks.AskSign | callbacks.AnswerSign
) -> tuple[Form, Asking | None]:
    """Where a button stands; nowhere if its answers are not of today or lead somewhere else by now."""
    form = desk.library.help_in(visit.country).checks.form_with(tap.question)
    match _followed(visit, form, tap.given):
        case Asking(question) as asking if question.id == tap.question and tap.day == visit.today:
            return form, asking
        case _:
            return form, None


def _followed(visit: Visit, form: Form, given: str) -> Asking | Assessment | None:
    return follow(form, _conditions(visit), given)


def _conditions(visit: Visit) -> frozenset[str] | None:
    return selection.known_conditions(visit.profile) if visit.profile else None


def _shown(visit: Visit, desk: Desk, form: Form, given: str) -> Turn:
    """The next question; or the end, which is an alarm as soon as one sign was named."""
    seek_help = desk.library.help_in(visit.country)
    match _followed(visit, form, given):
        case Asking() as asking:
            return Turn((sign_check.question(asking, visit.today, seek_help.emergency_line),))
        case Assessment() as found if found != CALM:
            return raise_alarm(visit, desk, found)
        case _ if form == seek_help.checks.short:
            return Turn((sign_check.short_done(visit.today, seek_help),))
        case _:
            return Turn((sign_check.long_done(seek_help),))


def _begun_again(visit: Visit, desk: Desk) -> Turn:
    turn = _shown(visit, desk, desk.library.help_in(visit.country).checks.short, "")
    return replace(turn, screens=(turn.screens[0].with_first_line(sign_check.BEGIN_AGAIN),))


HANDLERS = (
    on_tap(callbacks.CheckSigns, lambda visit, desk, _: opened(visit, desk)),
    on_tap(callbacks.MoreQuestions, more),
    on_tap(callbacks.AskSign, back),
    on_tap(callbacks.AnswerSign, answered),
)
