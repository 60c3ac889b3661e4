"""What people answer to an alarm: whether the sign is there, whether they got help, that it was a mistake."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain import alarm
from bot.domain.alarm import Answer, AssessmentRecord, Source
from bot.domain.alarm_words import parse_help_answer, parse_sign_answer
from bot.domain.profile import Kind
from bot.domain.sign_check import Reply
from bot.domain.states import IDLE, HelpAsked, SignAsked
from bot.domain.timing import is_quiet
from bot.domain.triage import Urgency
from bot.handlers.alarm import all_signs, raise_alarm, told
from bot.handlers.context import Desk
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import alarm as views
from bot.views import callbacks

AFTERCARE = frozenset({Kind.FOLLOW_UP, Kind.ADVICE})


def sign_answered(visit: Visit, desk: Desk, sign: str, answer: Reply) -> Turn:
    """Yes and "not sure" raise the alarm; no says what to watch for. A stranger's question has no record."""
    seek_help = desk.library.help_in(visit.country)
    if not seek_help.has_sign(sign):
        return all_signs(visit, desk)
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
    answer, helped = parse_sign_answer(text), parse_help_answer(text)
    if isinstance(visit.state, SignAsked) and answer:
        return sign_answered(visit, desk, visit.state.sign, answer)
    if isinstance(visit.state, HelpAsked) and answer:
        helped = Answer.GOT_HELP if answer is Reply.YES else Answer.NOT_YET
    if helped is None or not (visit.is_quiet or isinstance(visit.state, HelpAsked)):
        return None
    if helped is Answer.NOT_YET:
        return not_yet(visit, desk, callbacks.NotYet())
    return replace(got_help(visit, desk, callbacks.GotHelp(helped is Answer.SAFE)), state=IDLE)


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
        records=_answered(visit, Answer.SAFE if tap.after_crisis else Answer.GOT_HELP),
    )


def not_yet(visit: Visit, desk: Desk, _: callbacks.NotYet) -> Turn:
    """The advice again, where it is known which; the list of signs where it is not."""
    if visit.alarm is None:
        return all_signs(visit, desk)
    advised = alarm.advised(desk.library.help_in(visit.country), visit.alarm)
    screens = told(visit, desk, advised, visit.alarm.source)
    return Turn(screens, in_place=False, records=_answered(visit, Answer.NOT_YET))


def taken_back(visit: Visit, _: Desk, tap: callbacks.TakeBack) -> Turn:
    """A mistaken tap of the check: what it made quiet goes on as before, and the record says no."""
    at, before = (datetime.fromtimestamp(seconds, UTC) for seconds in (tap.at, tap.before))
    profile = visit.profile and alarm.taken_back(visit.profile, at, before if tap.before else None, visit.now)
    if profile is None:
        return Turn(toast=views.NOTHING_TO_TAKE_BACK)
    record = visit.alarm
    is_ours = record and record.source is Source.CHECKLIST and int(record.at.timestamp()) == tap.at
    return Turn(
        (views.taken_back(profile, visit.today),),
        in_place=False,
        profile=profile,
        cancel=frozenset() if is_quiet(profile, visit.now) else frozenset({Kind.FOLLOW_UP}),
        records=(replace(record, answer=Answer.NO),) if record and is_ours else (),
    )


def _answered(visit: Visit, answer: Answer) -> tuple[AssessmentRecord, ...]:
    return (replace(visit.alarm, answer=answer),) if visit.alarm else ()


HANDLERS = (
    on_tap(callbacks.ConfirmSign, lambda v, d, tap: sign_answered(v, d, tap.sign, tap.reply), alarm=True),
    on_tap(callbacks.GotHelp, got_help, alarm=True),
    on_tap(callbacks.NotYet, not_yet, alarm=True),
    on_tap(callbacks.TakeBack, taken_back, alarm=True),
)
