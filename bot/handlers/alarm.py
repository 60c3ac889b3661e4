"""What follows when danger was heard, whether somebody wrote it or ticked it."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain import alarm
from bot.domain.alarm import ALARMS, Answer, AssessmentRecord, Source
from bot.domain.dialogue import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    HelpAsked,
    HourAsked,
    SignAsked,
    ZoneAsked,
)
from bot.domain.library import Level
from bot.domain.profile import ROUTINE, Kind
from bot.domain.sign_check import CRISIS_SIGNS, Reply
from bot.domain.triage import Assessment, Urgency
from bot.handlers.context import Desk
from bot.handlers.turns import Turn, Visit, on_tap
from bot.views import alarm as views
from bot.views import callbacks
from bot.views.reference import help_screen
from bot.views.screen import Screen

AFTERCARE = frozenset({Kind.FOLLOW_UP, Kind.ADVICE})
_NOT_TO_BE_LOST = ConditionsAsked | ConsentAsked | ZoneAsked | HourAsked


def raise_alarm(visit: Visit, desk: Desk, assessment: Assessment, source: Source = Source.CHECKLIST) -> Turn:
    """The fixed wording for a level. At an alarm, what is planned is cancelled, quiet begins, and one
    question is planned for the next day. `soon` is only said; what is unclear is asked."""
    if assessment.level is Urgency.ASK:
        return ask_about(visit, desk, assessment, source)
    record = AssessmentRecord(assessment.level, assessment.signs, visit.now, source)
    told = Turn(_told(visit, desk, assessment), in_place=False, records=(record,))
    if assessment.level not in ALARMS or visit.profile is None:
        return told
    return replace(
        told,
        profile=alarm.quietened(visit.profile, visit.now),
        cancel=ROUTINE | {Kind.ADVICE},
        plan=alarm.follow_up(visit.profile, visit.now),
    )


def _told(visit: Visit, desk: Desk, assessment: Assessment) -> tuple[Screen, ...]:
    """The words of support come too where there is more than a crisis, in a message of their own."""
    seek_help = desk.library.help_in(visit.country)
    screens = (views.alarm(seek_help, assessment),)
    if assessment.level is Urgency.CRISIS or CRISIS_SIGNS.isdisjoint(assessment.signs):
        return screens
    return (*screens, views.alarm(seek_help, Assessment(Urgency.CRISIS)))


def ask_about(visit: Visit, desk: Desk, assessment: Assessment, source: Source) -> Turn:
    """One plain question. Whoever writes on in doubt instead of answering one gets the advice."""
    seek_help = desk.library.help_in(visit.country)
    sign = next(filter(seek_help.has_sign, assessment.signs), None)
    if sign is None:
        return _all_signs(visit, desk)
    if isinstance(visit.state, SignAsked) and seek_help.has_sign(visit.state.sign):
        both = alarm.of_signs(seek_help, *dict.fromkeys((sign, visit.state.sign)))
        return replace(raise_alarm(visit, desk, both, source), state=IDLE)
    record = AssessmentRecord(Urgency.ASK, (sign,), visit.now, source)
    asked = Turn((views.question(seek_help.find_sign(sign)[1]),), in_place=False, records=(record,))
    if visit.profile is None:
        return asked
    may_wait = visit.profile.keeps_health_answers and not isinstance(visit.state, _NOT_TO_BE_LOST)
    return replace(
        asked,
        state=SignAsked(sign) if may_wait else None,
        cancel=frozenset({Kind.ADVICE}),
        plan=alarm.advice(visit.profile, visit.now),
    )


def sign_answered(visit: Visit, desk: Desk, sign: str, answer: Reply) -> Turn:
    """Yes and "not sure" raise the alarm; no says what to watch for. A stranger's question has no record."""
    seek_help = desk.library.help_in(visit.country)
    if not seek_help.has_sign(sign):
        return _all_signs(visit, desk)
    state = IDLE if visit.state == SignAsked(sign) else None
    record = _open_question(visit, sign)
    answered = (replace(record, answer=Answer(answer.value)),) if record else ()
    if answer is Reply.NO:
        turn = _not_there(visit, record)
        screen = views.not_there(seek_help.find_sign(sign)[1])
        return replace(turn, screens=(screen,), records=answered, state=state)
    turn = raise_alarm(visit, desk, alarm.of_signs(seek_help, sign), Source.TEXT)
    cancel = turn.cancel | {Kind.ADVICE}
    return replace(turn, records=(*answered, *turn.records), state=state, cancel=cancel)


def typed_answer(visit: Visit, desk: Desk, text: str) -> Turn | None:
    """An answer about a sign or about help, in words; None where the text is none."""
    answer, got_it = alarm.parse_sign_answer(text), alarm.parse_help_answer(text)
    if isinstance(visit.state, SignAsked) and answer:
        return sign_answered(visit, desk, visit.state.sign, answer)
    if isinstance(visit.state, HelpAsked) and answer:
        got_it = answer is Reply.YES
    if got_it is None or not (visit.is_quiet or isinstance(visit.state, HelpAsked)):
        return None
    if got_it:
        return replace(got_help(visit, desk, callbacks.GotHelp(after_crisis=False)), state=IDLE)
    return not_yet(visit, desk, callbacks.NotYet())


def _open_question(visit: Visit, sign: str) -> AssessmentRecord | None:
    """The question about a sign, as long as nothing came after it."""
    record = visit.alarm
    is_open = record and record.level is Urgency.ASK and record.answer is None and sign in record.signs
    return record if is_open else None


def _not_there(visit: Visit, record: AssessmentRecord | None) -> Turn:
    """What "no" ends: the advice to come, and a quiet that only the question had brought."""
    if visit.profile is None or (record is None and visit.profile.keeps_health_answers):
        return Turn()  # an old button
    if record is None:
        return Turn(cancel=frozenset({Kind.ADVICE}))
    profile = alarm.ruled_out(visit.profile, record, visit.now)
    is_over = profile.quiet_until is None
    return Turn(profile=profile, cancel=AFTERCARE if is_over else frozenset({Kind.ADVICE}))


def got_help(visit: Visit, _: Desk, tap: callbacks.GotHelp) -> Turn:
    """Quiet ends, and nothing asks again."""
    if visit.profile is None:
        return Turn((views.glad(None, visit.today),), in_place=False)
    profile = alarm.helped(visit.profile, visit.now, after_crisis=tap.after_crisis)
    return Turn(
        (views.glad(profile, visit.today),),
        in_place=False,
        profile=profile,
        cancel=AFTERCARE,
        records=_answered(visit, Answer.GOT_HELP),
    )


def not_yet(visit: Visit, desk: Desk, _: callbacks.NotYet) -> Turn:
    """The advice again, where it is known which; the list of signs where it is not."""
    if visit.alarm is None:
        return _all_signs(visit, desk)
    advised = alarm.advised(desk.library.help_in(visit.country), visit.alarm)
    return Turn(_told(visit, desk, advised), in_place=False, records=_answered(visit, Answer.NOT_YET))


def _all_signs(visit: Visit, desk: Desk) -> Turn:
    """Where it is not known which sign it was."""
    return Turn((help_screen(desk.library.help_in(visit.country), Level.EMERGENCY),), in_place=False)


def _answered(visit: Visit, answer: Answer) -> tuple[AssessmentRecord, ...]:
    return (replace(visit.alarm, answer=answer),) if visit.alarm else ()


def unless_quiet(decide: Callable[..., Turn]) -> Callable[..., Turn]:
    """A decision that brings tips; while it is quiet, a line on why they rest in its place."""

    def decision(visit: Visit, *rest: object) -> Turn:
        if visit.profile is not None and visit.is_quiet:
            return Turn((views.resting(visit.profile, visit.today),), in_place=False)
        return decide(visit, *rest)

    return decision


HANDLERS = (
    on_tap(callbacks.ConfirmSign, lambda v, d, tap: sign_answered(v, d, tap.sign, tap.reply), alarm=True),
    on_tap(callbacks.GotHelp, got_help, alarm=True),
    on_tap(callbacks.NotYet, not_yet, alarm=True),
)
