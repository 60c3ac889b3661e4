"""Danger is heard before anything else, and what the words did besides is not lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarm import Answer, AssessmentRecord, Source, quietened
from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.profile import ROUTINE, Consent, Kind, Profile, Status
from bot.domain.selection import Reason
from bot.domain.sign_check import Reply
from bot.domain.states import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HelpAsked,
    HourAsked,
    NoteAsked,
    PainAsked,
    SignAsked,
    State,
    StressAsked,
    ZoneAsked,
)
from bot.domain.timing import QUIET
from bot.domain.triage import CALM, Assessment, Lexicon, Urgency
from bot.handlers import checkin, feedback, hearing, leaving, reference, settings, tips
from bot.handlers.aftercare import AFTERCARE, got_help, not_yet, sign_answered
from bot.handlers.alarm import UNNAMED, raise_alarm
from bot.handlers.context import Desk
from bot.handlers.free_text import answered, typed
from bot.handlers.hearing import heard
from bot.handlers.visit import Feedback, Turn, Visit
from bot.views import callbacks
from bot.views.screen import Button
from tests.member import MEMBER, NOW, TODAY

DECLINED = replace(MEMBER, consent=Consent(given=False, version=1, at=NOW))
CHECKIN = CheckIn(TODAY, 6, 4)
ALARMS = [Urgency.EMERGENCY, Urgency.CRISIS, Urgency.URGENT]
SIGN_OF = {
    Urgency.EMERGENCY: "e-saddle", Urgency.CRISIS: "u-mind", Urgency.URGENT: "u-fever",
    Urgency.SOON: "s-weeks", Urgency.ASK: "e-both-legs",
}  # fmt: skip
BEGINS = {
    Urgency.EMERGENCY: "<b>Call your", Urgency.CRISIS: "I&#x27;m so sorry", Urgency.URGENT: "<b>Get medical",
    Urgency.SOON: "<b>See a health", Urgency.ASK: "I want to get this right",
}  # fmt: skip
STATES: list[State] = [
    IDLE, ConsentAsked(), ZoneAsked(), HourAsked(Kind.TIP), ConditionsAsked(frozenset({"cancer"})),
    PainAsked(TODAY), StressAsked(TODAY, 6), NoteAsked(TODAY), FeedbackAsked(), SignAsked("u-fever"),
]  # fmt: skip
WORDS = "whatever was written here by somebody"


def visit(state: State = IDLE, profile: Profile | None = MEMBER) -> Visit:
    return Visit(7, profile, state, NOW, checkin=CHECKIN)


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> Callable[[Urgency], None]:
    """Makes every text be heard as a level."""

    def hear(level: Urgency) -> None:
        assessment = Assessment(level, (SIGN_OF[level],)) if level in SIGN_OF else CALM

        def assess(_: str, __: Lexicon) -> Assessment:
            return assessment

        monkeypatch.setattr(hearing, "assess", assess)

    return hear


def turn_of(desk: Desk, seen: Visit, text: str = WORDS) -> Turn:
    return answered(seen, desk, text)


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
@pytest.mark.parametrize("level", SIGN_OF)
def test_in_every_state_the_only_answer_is_the_one_of_the_level(
    desk: Desk, hears: Callable[[Urgency], None], state: State, level: Urgency
) -> None:
    hears(level)
    joining = replace(MEMBER, status=Status.JOINING, started_on=None)
    is_joining = isinstance(state, ConsentAsked | ZoneAsked | HourAsked | ConditionsAsked)
    turn = turn_of(desk, visit(state, joining if is_joining else MEMBER))
    [screen] = turn.screens
    if level is Urgency.ASK and isinstance(state, SignAsked):
        level = Urgency.EMERGENCY  # in doubt twice
        assert turn.state == IDLE
    assert screen.text.startswith(BEGINS[level])
    if level in ALARMS:
        assert turn.profile is not None
        assert turn.profile.quiet_until == NOW + QUIET
        assert turn.cancel >= ROUTINE | {Kind.ADVICE}
        assert turn.plan is not None
        assert turn.plan.kind is Kind.FOLLOW_UP
    else:
        assert (turn.profile or MEMBER).quiet_until is None
        assert not turn.cancel & ROUTINE


@pytest.mark.parametrize("level", SIGN_OF)
def test_a_note_scores_and_feedback_are_still_kept(
    desk: Desk, hears: Callable[[Urgency], None], level: Urgency
) -> None:
    hears(level)
    assert turn_of(desk, visit(NoteAsked(TODAY))).keep == replace(CHECKIN, note=WORDS)
    assert turn_of(desk, visit(FeedbackAsked())).keep == Feedback(WORDS)
    kept = turn_of(desk, visit(PainAsked(TODAY)), "6 4").keep
    assert isinstance(kept, CheckIn)
    assert (kept.pain, kept.stress) == (6, 4)


@pytest.mark.parametrize(
    "state",
    [
        ConsentAsked(),
        ZoneAsked(),
        HourAsked(Kind.TIP),
        ConditionsAsked(frozenset({"cancer"})),
        PainAsked(TODAY),
    ],
    ids=lambda state: type(state).__name__,
)
@pytest.mark.parametrize("level", ALARMS)
def test_a_question_that_the_words_do_not_answer_stays_open(
    desk: Desk, hears: Callable[[Urgency], None], level: Urgency, state: State
) -> None:
    hears(level)
    assert turn_of(desk, visit(state)).state in {None, state}


def test_a_text_too_long_to_take_in_is_heard_all_the_same(
    desk: Desk, hears: Callable[[Urgency], None]
) -> None:
    hears(Urgency.EMERGENCY)
    assert turn_of(desk, visit(), "x " * 2000).screens[0].text.startswith("<b>Call")


@pytest.mark.parametrize("level", SIGN_OF)
def test_a_stranger_is_answered_and_nothing_of_them_is_kept(
    desk: Desk, hears: Callable[[Urgency], None], level: Urgency
) -> None:
    hears(level)
    turn = turn_of(desk, visit(profile=None))
    assert turn.screens[0].text.startswith(BEGINS[level])
    assert (turn.profile, turn.state, turn.plan, turn.keep) == (None, None, None, None)
    assert [record.level for record in turn.records] == [level], "counted, without a person"


COMMANDS: dict[str, Callable[[Visit, Desk, str], Turn]] = {
    "feedback": feedback.feedback, "checkin": checkin.command, "time": settings.tip_time,
    "timezone": settings.time_zone, "pause": settings.pause, "stop": leaving.stop,
}  # fmt: skip


@pytest.mark.parametrize("profile", [None, MEMBER, DECLINED], ids=["stranger", "member", "declined"])
@pytest.mark.parametrize("name", COMMANDS)
def test_words_after_a_command_are_heard_even_where_the_command_is_refused(
    desk: Desk, hears: Callable[[Urgency], None], name: str, profile: Profile | None
) -> None:
    hears(Urgency.CRISIS)
    turn = heard(desk, WORDS, lambda visit: COMMANDS[name](visit, desk, WORDS))(visit(profile=profile))
    assert [screen.text.startswith("I&#x27;m so sorry") for screen in turn.screens] == [True]
    if name == "stop" and profile:
        assert turn.profile is not None
        assert turn.profile.status is Status.STOPPED


@pytest.mark.parametrize(
    ("words", "level", "is_look_up"),
    [
        ("cancer", Urgency.URGENT, True),
        ("osteoporosis", Urgency.SOON, True),
        ("osteoporosis", Urgency.EMERGENCY, False),
        ("heat", Urgency.ASK, True),
        ("sciatica", Urgency.URGENT, True),
        ("sciatica leg pain", Urgency.URGENT, False),
        ("heat makes it numb", Urgency.ASK, False),
        ("qwxz vbnm", Urgency.URGENT, False),  # finds nothing
        ("i have cancer and my back hurts badly at night", Urgency.URGENT, False),
        ("osteoporosis and my groin is numb", Urgency.EMERGENCY, False),
        ("groin is numb", Urgency.EMERGENCY, False),
        ("cancer", Urgency.CRISIS, False),
    ],
)
def test_only_the_bare_name_of_a_page_is_no_report_unless_it_tells_of_an_emergency(
    desk: Desk, hears: Callable[[Urgency], None], words: str, level: Urgency, is_look_up: bool
) -> None:
    hears(level)
    turn = heard(desk, words, lambda visit: reference.condition_by_name(visit, desk, words), looks_up=True)(
        visit()
    )
    assert (turn.screens[0].text.startswith(BEGINS[level])) != is_look_up


def test_calm_words_change_nothing(desk: Desk, hears: Callable[[Urgency], None]) -> None:
    hears(Urgency.NONE)
    for state in STATES:
        assert turn_of(desk, visit(state)) == typed(visit(state), desk, WORDS)


def test_where_there_is_more_than_a_crisis_both_are_answered_each_in_its_own_message(desk: Desk) -> None:
    both = raise_alarm(visit(), desk, Assessment(Urgency.EMERGENCY, ("e-saddle", "u-mind")))
    first, second = both.screens
    assert first.text.startswith(BEGINS[Urgency.EMERGENCY])
    assert "harm" not in first.text
    assert second.text.startswith(BEGINS[Urgency.CRISIS])


# --- one question where words leave it unclear -------------------------------------------------------


def asked(seen: Visit, desk: Desk) -> Turn:
    return raise_alarm(seen, desk, Assessment(Urgency.ASK, ("e-both-legs",)), Source.TEXT)


def test_a_question_waits_where_nothing_is_lost_and_names_its_sign_only_with_consent(
    desk: Desk,
) -> None:
    assert (
        asked(visit(), desk).state == asked(visit(NoteAsked(TODAY)), desk).state == SignAsked("e-both-legs")
    )
    assert asked(visit(profile=DECLINED), desk).state == SignAsked(UNNAMED), "nothing about health in it"
    for state in (ConsentAsked(), ZoneAsked(), HourAsked(Kind.TIP), ConditionsAsked()):
        assert asked(visit(state), desk).state is None


def test_a_question_plans_the_advice_in_place_of_an_earlier_one(desk: Desk) -> None:
    for profile in (MEMBER, DECLINED):
        turn = asked(visit(profile=profile), desk)
        assert turn.plan is not None
        assert (turn.plan.kind, (turn.plan.due_at - NOW).total_seconds()) == (Kind.ADVICE, 15 * 60)
        assert turn.cancel == {Kind.ADVICE}
        assert "e-both-legs" not in turn.plan.slot


ASK_RECORD = AssessmentRecord(Urgency.ASK, ("e-both-legs",), NOW, Source.TEXT, id=5)


@pytest.mark.parametrize("text", ["yes", "not sure", "idk", "no"])
def test_a_typed_answer_is_as_good_as_a_tap(desk: Desk, text: str) -> None:
    seen = replace(visit(SignAsked("e-both-legs")), records=(ASK_RECORD,))
    turn = turn_of(desk, seen, text)
    assert turn.screens[0].text.startswith("Thank you" if text == "no" else "<b>Call")
    assert turn.state == IDLE
    assert turn.records[0].id == 5
    assert Kind.ADVICE in turn.cancel
    assert (turn.profile is not None and turn.profile.quiet_until is not None) == (text != "no")


def test_yes_to_a_sign_that_can_wait_is_no_alarm_and_ends_the_advice_to_come(desk: Desk) -> None:
    record = replace(ASK_RECORD, signs=("s-weeks",))
    turn = sign_answered(replace(visit(), records=(record,)), desk, "s-weeks", Reply.YES)
    assert turn.screens[0].text.startswith(BEGINS[Urgency.SOON])
    assert (turn.profile, turn.plan, turn.cancel) == (None, None, frozenset({Kind.ADVICE}))


def test_words_that_are_no_answer_leave_the_question_open(desk: Desk) -> None:
    seen = replace(visit(SignAsked("e-both-legs")), records=(ASK_RECORD,))
    turn = turn_of(desk, seen, "hello there")
    assert turn.state is None
    assert turn.records == ()
    assert "both legs" in turn.screens[0].text
    assert "If you can't, treat it as yes. Call" in turn.screens[0].text


def test_an_old_no_does_not_answer_what_came_after(desk: Desk) -> None:
    later = AssessmentRecord(Urgency.EMERGENCY, ("e-saddle",), NOW, Source.TEXT, id=6)
    seen = replace(visit(profile=quietened(MEMBER, NOW)), records=(later,))
    turn = sign_answered(seen, desk, "e-both-legs", Reply.NO)
    assert (turn.records, turn.cancel, turn.profile) == ((), frozenset(), None)


def test_a_sign_that_the_library_has_no_more_leads_to_the_list(desk: Desk) -> None:
    for answer in Reply:
        turn = sign_answered(visit(), desk, "retired-sign", answer)
        assert turn.screens[0].text.startswith("<b>Call your emergency number now</b>")


def test_what_can_wait_takes_nothing_away_from_what_the_words_did(
    desk: Desk, hears: Callable[[Urgency], None]
) -> None:
    first = NewDelivery(7, Kind.TIP, "2026-03-02", NOW, NOW)
    for level, plan in ((Urgency.SOON, Kind.TIP), (Urgency.URGENT, Kind.FOLLOW_UP)):
        hears(level)
        turn = heard(desk, WORDS, lambda _: Turn(plan=first))(visit())
        assert turn.plan is not None
        assert turn.plan.kind is plan


# --- afterwards --------------------------------------------------------------------------------------


def test_whoever_got_help_gets_tips_again_and_is_asked_no_more(desk: Desk) -> None:
    record = AssessmentRecord(Urgency.URGENT, ("u-fever",), NOW, Source.TEXT, id=5)
    seen = replace(visit(profile=quietened(MEMBER, NOW)), records=(record,))
    turn = got_help(seen, desk, callbacks.GotHelp(after_crisis=False))
    assert "Your next tip comes tomorrow at 08:00" in turn.screens[0].text
    assert turn.cancel == AFTERCARE
    assert turn.records == (replace(record, answer=Answer.GOT_HELP),)
    assert not turn.in_place, "the advice stays to be read"


def test_whoever_writes_that_they_are_safe_hears_nothing_light_for_a_day_just_as_with_the_button(
    desk: Desk,
) -> None:
    record = AssessmentRecord(Urgency.CRISIS, ("u-mind",), NOW, Source.TEXT, id=5)
    seen = replace(visit(profile=quietened(MEMBER, NOW)), records=(record,))
    tapped, written = (
        got_help(seen, desk, callbacks.GotHelp(after_crisis=True)),
        turn_of(desk, seen, "I'm safe"),
    )
    for turn in (tapped, written):
        assert turn.profile is not None
        assert turn.profile.quiet_until == NOW + timedelta(days=1)
        assert turn.records == (replace(record, answer=Answer.SAFE),)


def test_not_yet_after_a_tap_of_the_check_still_claims_no_single_sign(desk: Desk) -> None:
    record = AssessmentRecord(Urgency.EMERGENCY, ("e-saddle", "e-bladder"), NOW, Source.CHECKLIST, id=5)
    [screen] = not_yet(replace(visit(), records=(record,)), desk, callbacks.NotYet()).screens
    assert "one or more of these" in screen.text
    assert not any(button.label.startswith("I tapped") for row in screen.rows for button in row)


def test_the_message_in_place_of_tips_names_the_number_of_the_country(desk: Desk) -> None:
    member = replace(MEMBER, conditions={"clot-suspected": TODAY}, country="gb")
    [screen] = tips.tip_now(visit(profile=member), desk).screens
    assert "111" in screen.text
    assert "911" not in screen.text


def test_not_yet_shows_the_advice_again_or_the_list_where_nothing_was_recorded(desk: Desk) -> None:
    record = AssessmentRecord(Urgency.URGENT, ("u-fever",), NOW, Source.TEXT, id=5)
    turn = not_yet(replace(visit(), records=(record,)), desk, callbacks.NotYet())
    assert turn.screens[0].text.startswith("<b>Get medical help today")
    assert turn.records == (replace(record, answer=Answer.NOT_YET),)
    for seen in (visit(profile=DECLINED), visit(profile=None)):
        assert not_yet(seen, desk, callbacks.NotYet()).screens[0].text.startswith("<b>Call your")


def test_while_it_is_quiet_every_way_to_a_tip_says_why_they_rest(desk: Desk) -> None:
    seen = visit(profile=quietened(MEMBER, NOW))
    tip = next(iter(desk.library.tips))
    ways = (
        tips.tip_now(seen, desk),
        tips.command(seen, desk, "heat"),
        tips.open_tip(seen, desk, tip),
        tips.more(seen, desk, callbacks.ShowMore(tip, Reason.ASKED)),
        tips.saved(seen, desk),
        settings.resume(seen, desk),
    )
    for turn in ways:
        assert "Tips rest until Wednesday 4 March" in turn.screens[0].text
        assert turn.profile is None
    technique = reference.technique_by_name(seen, desk, "shiatsu")
    assert "Shiatsu" in technique.screens[0].text


@pytest.mark.parametrize(
    ("text", "state", "begins"),
    [
        ("yes", HelpAsked(), "Thank you"), ("not yet", HelpAsked(), "<b>Get"), ("no", HelpAsked(), "<b>Get"),
        ("idk", HelpAsked(), "<b>Get"), ("I got help", IDLE, "Thank you"),
        ("i did", HelpAsked(), "Thank you"), ("Yes, I did.", HelpAsked(), "Thank you"),
        ("not really", HelpAsked(), "<b>Get"), ("i did", IDLE, "What I said still holds"),
        ("yes", IDLE, "What I said still holds"),
    ],
)  # fmt: skip
def test_the_follow_up_can_be_answered_in_words(desk: Desk, text: str, state: State, begins: str) -> None:
    record = AssessmentRecord(Urgency.URGENT, ("u-fever",), NOW, Source.TEXT, id=5)
    seen = replace(visit(state, quietened(MEMBER, NOW)), records=(record,))
    assert turn_of(desk, seen, text).screens[0].text.startswith(begins)


def test_while_it_is_quiet_no_words_bring_the_offer_of_a_tip(desk: Desk) -> None:
    seen = visit(profile=quietened(MEMBER, NOW))
    for text in ("hello there", "heat", "breathing", "shiatsu", "my pain does not stop"):
        [screen] = turn_of(desk, seen, text).screens
        taps = {type(button.tap) for row in screen.rows for button in row if isinstance(button, Button)}
        assert not taps & {callbacks.NextTip, callbacks.OpenTip}


def test_finishing_start_while_it_is_quiet_promises_and_plans_no_tip(desk: Desk) -> None:
    quiet = quietened(MEMBER, NOW)
    joining = replace(quiet, status=Status.JOINING, started_on=None, tip_time=None, checklist_answered=True)
    turn = settings.hour_typed(visit(HourAsked(Kind.TIP), joining), desk, Kind.TIP, "8")
    assert turn.plan is None
    assert "Tips rest until" in turn.screens[0].text
    assert turn.profile is not None
    assert turn.profile.status is Status.ACTIVE
    assert (turn.profile.next_tip_at or NOW) > NOW + QUIET
