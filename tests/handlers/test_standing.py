"""An alarm stands until help was found: nothing that is written afterwards makes it milder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarm import Answer, AssessmentRecord, Source, quietened
from bot.domain.checkin import CheckIn
from bot.domain.profile import Kind, Profile, Status
from bot.domain.sign_check import Reply
from bot.domain.states import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    HelpAsked,
    HourAsked,
    NoteAsked,
    PainAsked,
    SignAsked,
    State,
    ZoneAsked,
)
from bot.domain.timing import QUIET
from bot.domain.triage import CALM, Assessment, Lexicon, Urgency
from bot.handlers import aftercare, hearing
from bot.handlers.aftercare import got_help, not_yet, sign_answered
from bot.handlers.alarm import UNNAMED, raise_alarm
from bot.handlers.context import Desk
from bot.handlers.free_text import answered
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks
from bot.views.alarm import STILL_HOLDS
from tests.member import MEMBER, NOW, TODAY

from .test_hearing import DECLINED

HOUR = timedelta(hours=1)
CALL, TODAY_HELP, SUPPORT = "<b>Call your emergency", "<b>Get medical help today", "I&#x27;m so sorry"
Hear = Callable[[Assessment], None]


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Hear:
    """Makes every text that is no bare answer be heard as one thing."""

    def hear(heard: Assessment) -> None:
        def assess(_: str, __: Lexicon) -> Assessment:
            return heard

        for module in (hearing, aftercare):
            monkeypatch.setattr(module, "assess", assess)

    return hear


def record(level: Urgency, *signs: str, **more: object) -> AssessmentRecord:
    made = AssessmentRecord(level, signs, NOW, Source.TEXT, id=5)
    return replace(made, **more)  # type: ignore[arg-type]


EMERGENCY = record(Urgency.EMERGENCY, "e-saddle")
URGENT, CRISIS = record(Urgency.URGENT, "u-fever", id=6), record(Urgency.CRISIS, "u-mind", id=7)


def after(*records: AssessmentRecord, state: State = IDLE, profile: Profile = MEMBER) -> Visit:
    """Somebody a while after alarms, the newest first."""
    quiet = quietened(profile, NOW)
    return Visit(7, quiet, state, NOW + HOUR, checkin=CheckIn(TODAY, 6, 4), records=records)


def said(turn: Turn) -> str:
    return "\n\n".join(screen.text for screen in turn.screens)


@pytest.mark.parametrize(
    "heard",
    [
        CALM, Assessment(Urgency.SOON, ("s-weeks",)), Assessment(Urgency.URGENT, ("u-strain",)),
        Assessment(Urgency.ASK, ("u-fever",)), Assessment(Urgency.ASK, ("e-saddle",)),
    ],
    ids=lambda heard: heard.level.value,
)  # fmt: skip
def test_after_an_emergency_whatever_ranks_below_it_brings_it_again(
    desk: Desk, hear: Hear, heard: Assessment
) -> None:
    hear(heard)
    for text in ("is it serious", "heat", "x " * 2000):
        turn = answered(after(EMERGENCY), desk, text)
        assert said(turn).startswith(f"{STILL_HOLDS}\n\n{CALL}")
        assert TODAY_HELP not in said(turn)
        assert "judge" not in said(turn)
        assert (turn.profile is not None) == (heard.level is Urgency.URGENT), "its quiet begins anew"


@pytest.mark.parametrize(
    ("stands", "heard", "begins", "also"),
    [
        ([URGENT], Assessment(Urgency.EMERGENCY, ("e-saddle",)), CALL, ""),
        ([EMERGENCY], Assessment(Urgency.CRISIS, ("u-mind",)), SUPPORT, ""),
        ([EMERGENCY], Assessment(Urgency.ASK, ("u-mind",)), "I want to get this right", ""),
        ([URGENT], Assessment(Urgency.ASK, ("e-saddle",)), "I want to get this right", ""),
        ([CRISIS], Assessment(Urgency.URGENT, ("u-dvt",)), STILL_HOLDS, TODAY_HELP),
        ([CRISIS], CALM, STILL_HOLDS, SUPPORT),
        ([URGENT, EMERGENCY], CALM, STILL_HOLDS, CALL),
        ([CRISIS, EMERGENCY], CALM, STILL_HOLDS, SUPPORT),
        ([CRISIS, EMERGENCY], CALM, STILL_HOLDS, CALL),
        ([], CALM, STILL_HOLDS, "One of these signs is enough"),
        ([], Assessment(Urgency.SOON, ("s-age",)), STILL_HOLDS, "One of these signs is enough"),
        ([], Assessment(Urgency.URGENT, ("u-dvt",)), STILL_HOLDS, TODAY_HELP),
    ],
)
def test_what_goes_beyond_the_alarm_is_heard_and_nothing_of_it_is_forgotten(
    desk: Desk, hear: Hear, stands: list[AssessmentRecord], heard: Assessment, begins: str, also: str
) -> None:
    hear(heard)
    turn = answered(after(*stands), desk, "whatever was written")
    assert said(turn).startswith(begins)
    assert also in said(turn)


def test_once_help_was_found_words_are_met_as_ever(desk: Desk, hear: Hear) -> None:
    hear(CALM)
    turn = answered(after(replace(CRISIS, answer=Answer.SAFE)), desk, "thank you so much")
    assert STILL_HOLDS not in said(turn)


def test_answers_to_what_was_asked_are_still_answers(desk: Desk, hear: Hear) -> None:
    hear(CALM)
    kept = answered(after(EMERGENCY, state=PainAsked(TODAY)), desk, "6 4").keep
    assert isinstance(kept, CheckIn)
    noted = answered(after(EMERGENCY, state=NoteAsked(TODAY)), desk, "since the garden").keep
    assert isinstance(noted, CheckIn)
    assert noted.note == "since the garden"
    assert answered(after(EMERGENCY, state=HourAsked(Kind.TIP)), desk, "9:30").profile is not None


def test_a_question_that_was_not_answered_comes_after_the_alarm_and_none_about_scores(
    desk: Desk, hear: Hear
) -> None:
    hear(CALM)
    joining = replace(MEMBER, status=Status.JOINING, started_on=None)
    for state in (ConsentAsked(), ZoneAsked(), HourAsked(Kind.TIP), ConditionsAsked()):
        turn = answered(after(EMERGENCY, state=state, profile=joining), desk, "qwxz vbnm")
        assert said(turn).startswith(STILL_HOLDS)
        assert (len(turn.screens), turn.state) == (2, state)
    turn = answered(after(EMERGENCY, state=PainAsked(TODAY)), desk, "qwxz vbnm")
    assert (len(turn.screens), turn.state) == (1, PainAsked(TODAY))


# --- answers about a sign ----------------------------------------------------------------------------


def asked(sign: str = "e-both-legs", profile: Profile | None = MEMBER, state: State | None = None) -> Visit:
    records = (record(Urgency.ASK, sign),) if profile is MEMBER else ()
    return Visit(7, profile, state or SignAsked(sign), NOW, records=records, is_asked=profile is not None)


@pytest.mark.parametrize("text", ["not really", "no, not really", "nope", "no"])
@pytest.mark.parametrize("state", [SignAsked("e-both-legs"), SignAsked(UNNAMED), IDLE, ConsentAsked()])
def test_not_really_is_a_no_and_never_a_cry_for_help(desk: Desk, text: str, state: State, hear: Hear) -> None:
    hear(Assessment(Urgency.CRISIS, ("u-mind",)))
    turn = answered(asked(profile=DECLINED, state=state), desk, text)
    assert said(turn).startswith("Thank you for telling me")
    assert turn.cancel == {Kind.ADVICE}


def test_what_is_said_beside_a_yes_is_heard_too(desk: Desk, hear: Hear) -> None:
    hear(Assessment(Urgency.CRISIS, ("u-mind",)))
    turn = answered(asked(), desk, "yes and I can't go on")
    assert CALL in said(turn)
    assert SUPPORT in said(turn)
    hear(CALM)
    assert said(answered(asked(), desk, "yes please help")).startswith(CALL)


def test_words_that_are_heard_are_an_alarm_though_a_sign_was_asked_about(desk: Desk, hear: Hear) -> None:
    hear(Assessment(Urgency.URGENT, ("u-fever",)))
    assert said(answered(asked(), desk, "i am shivering")).startswith(TODAY_HELP)


def test_scores_are_kept_and_the_question_stays(desk: Desk, hear: Hear) -> None:
    hear(CALM)
    turn = answered(asked(), desk, "6 4")
    assert isinstance(turn.keep, CheckIn)
    assert turn.state is None
    assert "both legs" in turn.screens[-1].text


@pytest.mark.parametrize("text", ["yes", "not sure", "Yeah"])
def test_without_consent_and_while_joining_a_typed_yes_leads_to_help(desk: Desk, text: str) -> None:
    joining = replace(DECLINED, status=Status.JOINING, started_on=None)
    for state in (SignAsked(UNNAMED), ConsentAsked(), ZoneAsked(), HourAsked(Kind.TIP), IDLE):
        turn = answered(asked(profile=joining, state=state), desk, text)
        assert said(turn).startswith(CALL)
        assert turn.profile is not None
        assert turn.profile.quiet_until == NOW + QUIET
    with_consent = answered(asked("u-fever", state=ConditionsAsked()), desk, text)
    assert said(with_consent).startswith(TODAY_HELP), "the record knows which it was"
    assert with_consent.state is None
    stranger = answered(asked(profile=None, state=IDLE), desk, text)
    assert said(stranger).startswith(CALL)
    assert stranger.records == ()


def test_a_yes_where_nothing_was_asked_about_a_sign_is_no_alarm(desk: Desk) -> None:
    joining = replace(DECLINED, status=Status.JOINING, started_on=None)
    turn = answered(Visit(7, joining, ConsentAsked(), NOW), desk, "yes")
    assert turn.state == ConsentAsked()
    assert turn.profile is None


def test_in_doubt_twice_without_consent_brings_the_whole_list(desk: Desk) -> None:
    unclear = Assessment(Urgency.ASK, ("u-fever",))
    turn = raise_alarm(asked(profile=DECLINED, state=SignAsked(UNNAMED)), desk, unclear, Source.TEXT)
    assert said(turn).startswith(CALL)
    assert turn.state == IDLE
    turn = raise_alarm(asked(profile=DECLINED, state=ZoneAsked()), desk, unclear, Source.TEXT)
    assert said(turn).startswith(CALL), "else each doubt would put the advice off"
    assert turn.state is None


# --- what ends quiet, and what does not --------------------------------------------------------------


def test_no_to_a_later_question_leaves_the_alarm_before_it_its_quiet_and_its_question(desk: Desk) -> None:
    before = replace(EMERGENCY, at=NOW - 9 * HOUR)
    later = record(Urgency.ASK, "e-both-legs", id=9)
    seen = replace(after(later, before), now=NOW + HOUR)
    turn = sign_answered(seen, desk, "e-both-legs", Reply.NO)
    assert turn.profile is not None
    assert turn.profile.quiet_until == before.at + QUIET
    assert turn.cancel == {Kind.ADVICE}
    assert STILL_HOLDS in said(turn)


@pytest.mark.parametrize("text", ["I got help", "i did", "yes i did", "yes", "I'm safe"])
@pytest.mark.parametrize("records", [(CRISIS,), (URGENT, CRISIS), ()])
def test_after_a_crisis_whatever_ends_the_quiet_nothing_light_comes_for_a_day(
    desk: Desk, text: str, records: tuple[AssessmentRecord, ...]
) -> None:
    member = MEMBER if records else DECLINED
    turn = answered(after(*records, state=HelpAsked(), profile=member), desk, text)
    assert turn.profile is not None
    assert turn.profile.quiet_until == NOW + timedelta(days=1)
    tapped = got_help(after(*records, profile=member), desk, callbacks.GotHelp(after_crisis=False))
    assert tapped.profile is not None
    assert tapped.profile.quiet_until == NOW + timedelta(days=1)


def test_not_yet_after_an_emergency_and_something_milder_brings_the_emergency(desk: Desk) -> None:
    assert said(not_yet(after(URGENT, EMERGENCY), desk, callbacks.NotYet())).startswith(CALL)
