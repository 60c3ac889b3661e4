"""Dialogues: which answer fits which question, where it leads, and that every state survives storage."""

import json
from datetime import date, time
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import HIGHEST, LOWEST, CheckIn, Scores
from bot.domain.dialogue import (
    Answer,
    ChecklistDone,
    Consented,
    Effect,
    KeepCheckIn,
    KeepConditions,
    KeepConsent,
    KeepFeedback,
    KeepHour,
    KeepNote,
    KeepZone,
    PlaceChosen,
    Plain,
    Step,
    TextGiven,
    Ticked,
    TimeChosen,
    advance,
)
from bot.domain.profile import Kind
from bot.domain.states import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HourAsked,
    Idle,
    InterferenceAsked,
    NoteAsked,
    PainAsked,
    ReportAsked,
    ReportNameAsked,
    SessionDayAsked,
    SignAsked,
    State,
    StressAsked,
    ZoneAsked,
)
from bot.storage.codec import state_from_json, state_to_json

DAY = date(2026, 3, 2)
EIGHT = time(8)
STATES = get_args(State)
ANSWERS: list[Answer] = [
    Consented(given=True),
    Consented(given=False),
    PlaceChosen("Asia/Tokyo"),
    TimeChosen(EIGHT),
    Ticked("cancer", on=True),
    ChecklistDone(),
    Scores(6, None),
    Scores(None, 4),
    Scores(6, 4),
    Scores(None, None),
    TextGiven("hello"),
    *Plain,
]

state_values: st.SearchStrategy[State] = st.one_of([st.from_type(kind) for kind in STATES])
scores = st.integers(LOWEST, HIGHEST)
answer_values: st.SearchStrategy[Answer] = st.one_of(
    st.from_type(Consented),
    st.from_type(PlaceChosen),
    st.from_type(TimeChosen),
    st.from_type(Ticked),
    st.builds(ChecklistDone),
    st.builds(Scores, st.none() | scores, st.none() | scores),
    st.builds(TextGiven, st.text()),
    st.sampled_from(Plain),
)


@given(state_values, answer_values)
def test_every_answer_in_every_state_leads_to_a_state_or_is_refused(state: State, answer: Answer) -> None:
    step = advance(state, answer)
    if step is not None:
        assert isinstance(step.state, STATES)
        assert step.keep is None or isinstance(step.keep, get_args(Effect))
        assert advance(state, answer) == step


@pytest.mark.parametrize(
    ("state", "answer", "leads_to"),
    [
        (ConsentAsked(), Consented(given=True), Step(IDLE, KeepConsent(given=True))),
        (ConsentAsked(), Consented(given=False), Step(IDLE, KeepConsent(given=False))),
        (ZoneAsked(), PlaceChosen("Asia/Tokyo"), Step(IDLE, KeepZone("Asia/Tokyo"))),
        (HourAsked(Kind.TIP), TimeChosen(EIGHT), Step(IDLE, KeepHour(Kind.TIP, EIGHT))),
        (HourAsked(Kind.CHECKIN), TimeChosen(EIGHT), Step(IDLE, KeepHour(Kind.CHECKIN, EIGHT))),
        (ConditionsAsked(), Ticked("cancer", on=True), Step(ConditionsAsked(frozenset({"cancer"})))),
        (
            ConditionsAsked(frozenset({"cancer", "epilepsy"})),
            Ticked("cancer", on=False),
            Step(ConditionsAsked(frozenset({"epilepsy"}))),
        ),
        (ConditionsAsked(), ChecklistDone(), Step(IDLE, KeepConditions(frozenset()))),
        (
            ConditionsAsked(frozenset({"cancer"})),
            ChecklistDone(),
            Step(IDLE, KeepConditions(frozenset({"cancer"}))),
        ),
        (ConditionsAsked(frozenset({"cancer"})), Plain.SKIPPED, Step(IDLE, KeepConditions(None))),
        (PainAsked(DAY), Scores(6, None), Step(StressAsked(DAY, 6))),
        (PainAsked(DAY), Scores(0, 0), Step(NoteAsked(DAY), KeepCheckIn(CheckIn(DAY, 0, 0)))),
        (PainAsked(DAY), Scores(0, None), Step(StressAsked(DAY, 0))),
        (PainAsked(DAY), Plain.SKIPPED, Step(IDLE)),
        (StressAsked(DAY, 6), Scores(None, 0), Step(NoteAsked(DAY), KeepCheckIn(CheckIn(DAY, 6, 0)))),
        (StressAsked(DAY, 6), Scores(3, 4), Step(NoteAsked(DAY), KeepCheckIn(CheckIn(DAY, 3, 4)))),
        (StressAsked(DAY, 6), Plain.SKIPPED, Step(NoteAsked(DAY), KeepCheckIn(CheckIn(DAY, 6, None)))),
        (StressAsked(DAY, 0), Scores(None, 10), Step(NoteAsked(DAY), KeepCheckIn(CheckIn(DAY, 0, 10)))),
        (NoteAsked(DAY), TextGiven("slept badly"), Step(IDLE, KeepNote(DAY, "slept badly"))),
        (NoteAsked(DAY), Plain.SKIPPED, Step(IDLE)),
        (FeedbackAsked(), TextGiven("thanks"), Step(IDLE, KeepFeedback("thanks"))),
    ],
)
def test_the_main_path(state: State, answer: Answer, leads_to: Step) -> None:
    assert advance(state, answer) == leads_to


FITTING = {
    (ConsentAsked, Consented), (ZoneAsked, PlaceChosen), (HourAsked, TimeChosen), (ConditionsAsked, Ticked),
    (ConditionsAsked, ChecklistDone), (ConditionsAsked, Plain.SKIPPED), (PainAsked, Scores),
    (PainAsked, Plain.SKIPPED), (StressAsked, Scores), (StressAsked, Plain.SKIPPED), (NoteAsked, TextGiven),
    (NoteAsked, Plain.SKIPPED), (FeedbackAsked, TextGiven),
}  # fmt: skip
A_STATE: dict[type, State] = {
    HourAsked: HourAsked(Kind.TIP),
    PainAsked: PainAsked(DAY),
    StressAsked: StressAsked(DAY, 5),
    NoteAsked: NoteAsked(DAY),
    SignAsked: SignAsked("e-saddle"),
    InterferenceAsked: InterferenceAsked(DAY),
    SessionDayAsked: SessionDayAsked(planned=True),
    ReportAsked: ReportAsked(28, letter=False),
    ReportNameAsked: ReportNameAsked(28, letter=True, notes=frozenset({DAY})),
}


@pytest.mark.parametrize(("kind", "answer"), list(product(STATES, ANSWERS)), ids=str)
def test_an_answer_fits_only_its_own_question_and_cancel_fits_all(kind: type[State], answer: Answer) -> None:
    state = A_STATE.get(kind) or kind()  # type: ignore[call-arg]
    step = advance(state, answer)
    if answer is Plain.CANCELLED:
        assert step == Step(IDLE)
    elif answer == Scores(None, None):
        assert step is None
    elif (kind, answer) in {(PainAsked, Scores(None, 4)), (StressAsked, Scores(6, None))}:
        assert step is None, "the other score alone does not answer what was asked"
    else:
        sort = answer if isinstance(answer, Plain) else type(answer)
        assert (step is not None) == ((kind, sort) in FITTING)


@given(st.dates(), scores, st.lists(answer_values, max_size=6))
def test_a_check_in_is_kept_for_the_day_that_was_asked_about(
    day: date, pain: int, answers: list[Answer]
) -> None:
    state: State = PainAsked(day)
    for answer in [Scores(pain, None), *answers]:
        step = advance(state, answer)
        if step is None:
            continue
        match step.keep:
            case KeepCheckIn(checkin):
                assert checkin.day == day
            case KeepNote(noted, _):
                assert noted == day
        state = step.state


@given(state_values)
def test_every_state_survives_storage(state: State) -> None:
    assert state_from_json(json.loads(json.dumps(state_to_json(state)))) == state


def test_ticks_are_stored_in_one_order_whatever_order_they_came_in() -> None:
    names = [f"condition-{i}" for i in range(40)]
    stored = {json.dumps(state_to_json(ConditionsAsked(frozenset(order)))) for order in (names, names[::-1])}
    assert len(stored) == 1


@pytest.mark.parametrize(
    "stored",
    [
        {"state": "MoodAsked", "day": "2026-03-02"},
        {"state": "Step"},
        {"state": ""},
        {"state": "HourAsked", "kind": "report"},  # a kind that a newer version knew
        {"state": "PainAsked"},  # a field that a newer version had renamed
    ],
)
def test_a_stored_state_that_this_version_does_not_know_becomes_idle(stored: dict[str, object]) -> None:
    assert state_from_json(stored) == Idle()


def test_a_field_that_a_newer_version_added_is_left_aside() -> None:
    assert state_from_json({"state": "NoteAsked", "day": "2026-03-02", "mood": 3}) == NoteAsked(DAY)


def test_the_names_under_which_states_are_stored_never_change() -> None:
    """Renaming a state would lose the open dialogues of everybody."""
    assert {kind.__name__ for kind in STATES} >= {
        "Idle", "ConsentAsked", "ZoneAsked", "HourAsked", "ConditionsAsked", "PainAsked", "StressAsked",
        "NoteAsked", "FeedbackAsked", "SignAsked", "HelpAsked", "InterferenceAsked",
        "ReportAsked", "ReportNameAsked", "SessionDayAsked", "BookingDayAsked",
    }  # fmt: skip
    assert isinstance(IDLE, Idle)
