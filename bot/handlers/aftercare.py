"""What people answer to an alarm: whether the sign is there, whether they got help, that it was a mistake."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain import alarm
from bot.domain.alarm import ALARMS, Answer, AssessmentRecord, Source
from bot.domain.alarm_words import bare_answer, parse_help_answer, parse_sign_answer
from bot.domain.profile import Kind
from bot.domain.sign_check import Reply
from bot.domain.states import IDLE, HelpAsked, Idle, SignAsked
from bot.domain.timing import is_quiet
from bot.domain.triage import CALM, Assessment, Urgency, assess
from bot.handlers.alarm import NOT_TO_BE_LOST, UNNAMED, all_signs, raise_alarm, told, unnamed_sign
from bot.handlers.context import Desk
from bot.handlers.standing import still_holds
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import alarm as views
from bot.views import callbacks

AFTERCARE = frozenset({Kind.FOLLOW_UP, Kind.ADVICE})


def sign_answered(visit: Visit, desk: Desk, sign: str, answer: Reply, beside: Assessment = CALM) -> Turn:
    """Yes and "not sure" raise the alarm; no says what to watch for. `beside`: what else the answer told.
    A stranger's question has no record."""
    seek_help = desk.library.help_in(visit.country)
    is_known = seek_help.has_sign(sign)
    if not is_known and sign != UNNAMED:
        return all_signs(visit, desk)
    state = IDLE if visit.state == SignAsked(sign) else None
    record = _open_question(visit, sign)
    answered = (replace(record, answer=Answer(answer.value)),) if record else ()
    if answer is Reply.NO:
        turn = _not_there(visit, record)
        screen = views.not_there(seek_help.find_sign(sign)[1] if is_known else None)
        denied = tuple(replace(one, answer=Answer.NO) if one == record else one for one in visit.records)
        after = replace(visit, profile=turn.profile or visit.profile, records=denied)
        return replace(turn, screens=(screen, *still_holds(after, desk)), records=answered, state=state)
    turn = _yes(visit, desk, sign, beside) if is_known else unnamed_sign(visit, desk)
    cancel = turn.cancel | {Kind.ADVICE}
    return replace(turn, records=(*answered, *turn.records), state=state, cancel=cancel)


def _yes(visit: Visit, desk: Desk, sign: str, beside: Assessment) -> Turn:
    found = alarm.of_signs(desk.library.help_in(visit.country), sign)
    if beside.level not in ALARMS:
        return raise_alarm(visit, desk, found, Source.TEXT)
    first, second = sorted((found, beside), key=lambda one: -one.level.rank)
    both = Assessment(first.level, tuple(dict.fromkeys((*first.signs, *second.signs))))
    return raise_alarm(visit, desk, both, Source.TEXT)


def typed_answer(visit: Visit, desk: Desk, text: str) -> Turn | None:
    """An answer about a sign or about help, in words; None where the text is none."""
    if isinstance(visit.state, HelpAsked):
        return _typed_about_help(visit, desk, bare_answer(text), parse_help_answer(text))
    sign, answer = _sign_asked(visit), parse_sign_answer(text)
    if sign is not None and answer:
        beside = CALM if bare_answer(text) else assess(text, desk.library.lexicon)
        return sign_answered(visit, desk, sign, answer, beside)
    if visit.profile is None:  # of strangers it is not known what they were asked
        is_yes = bare_answer(text) in {Reply.YES, Reply.NOT_SURE}
        return unnamed_sign(visit, desk) if is_yes else None
    if visit.is_quiet and isinstance(visit.state, Idle | SignAsked):
        return _typed_about_help(visit, desk, None, parse_help_answer(text))
    return None


def _typed_about_help(visit: Visit, desk: Desk, answer: Reply | None, helped: Answer | None) -> Turn | None:
    if helped is None and answer:
        helped = Answer.GOT_HELP if answer is Reply.YES else Answer.NOT_YET
    if helped is None:
        return None
    if helped is Answer.NOT_YET:
        return not_yet(visit, desk, callbacks.NotYet())
    return replace(got_help(visit, desk, callbacks.GotHelp(helped is Answer.SAFE)), state=IDLE)


def _sign_asked(visit: Visit) -> str | None:
    """The sign of the question that is open: the one that waits, or that stands beside one of /start."""
    if isinstance(visit.state, SignAsked):
        return visit.state.sign
    if not visit.is_asked or visit.is_quiet or not isinstance(visit.state, NOT_TO_BE_LOST | Idle):
        return None
    record = visit.alarm
    return record.signs[0] if record and record.level is Urgency.ASK and record.signs else UNNAMED


def _open_question(visit: Visit, sign: str) -> AssessmentRecord | None:
    """The question about a sign, as long as nothing came after it."""
    record = visit.alarm
    is_open = record and record.level is Urgency.ASK and record.answer is None and sign in record.signs
    return record if is_open else None


def _not_there(visit: Visit, record: AssessmentRecord | None) -> Turn:
    """What "no" ends: the advice to come, and a quiet that only the question had brought. An alarm before it
    stands, with its quiet and its question of the next day."""
    if visit.profile is None or (record is None and (visit.profile.keeps_health_answers or visit.is_quiet)):
        return Turn()  # an old button
    if record is None:
        return Turn(cancel=frozenset({Kind.ADVICE}))
    others = alarm.standing([one for one in visit.records if one != record], visit.now)
    profile = alarm.ruled_out(visit.profile, record, others, visit.now)
    is_over = profile.quiet_until is None
    return Turn(profile=profile, cancel=AFTERCARE if is_over else frozenset({Kind.ADVICE}))


def got_help(visit: Visit, _: Desk, tap: callbacks.GotHelp) -> Turn:
    """Quiet ends (after a crisis, once a day is over), and nothing asks again."""
    if visit.profile is None:
        return Turn((views.glad(None, visit.today),), in_place=False)
    profile = alarm.helped(visit.profile, visit.now, visit.records, is_safe=tap.after_crisis)
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
    stands = alarm.standing(visit.records, visit.now) or (visit.alarm,)
    advised = alarm.advised_on(desk.library.help_in(visit.country), stands)
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
