"""The check of warning signs: it ends, and never milder than any yes, whatever the questions are."""

from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.sign_check import Asking, Question, Reply, follow
from bot.domain.triage import CALM, Assessment, Urgency

Form = tuple[Question, ...]
Conditions = frozenset[str] | None
BIRTH = frozenset({"pregnancy", "postpartum-0-6-weeks", "postpartum-after-6-weeks"})
ENDS = {Urgency.EMERGENCY, Urgency.CRISIS}
LEVELS = (Urgency.EMERGENCY, Urgency.CRISIS, Urgency.URGENT, Urgency.SOON)
some_conditions = st.frozensets(st.sampled_from("abc"), max_size=2)
people = st.none() | some_conditions
replies = st.lists(st.sampled_from(Reply), min_size=12, max_size=12)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any questions in any order, gates among them."""
    found = []
    for number in range(draw(st.integers(0, 10))):
        opens = draw(st.just(frozenset[str]()) | some_conditions)
        found.append(
            Question(
                id=f"q{number}",
                ask="?",
                points=(),
                signs=() if opens else (f"sign-{number}",),
                urgency=Urgency.NONE if opens else draw(st.sampled_from(LEVELS)),
                only_for=draw(st.just(frozenset[str]()) | some_conditions),
                opens=opens,
            )
        )
    return tuple(found)


def walk(form: Form, conditions: Conditions, answers: Sequence[Reply]) -> tuple[list[Asking], Assessment]:
    """What was asked when the answers are tapped one by one, and the end."""
    asked: list[Asking] = []
    at = follow(form, conditions, "")
    while isinstance(at, Asking):
        asked.append(at)
        at = follow(form, conditions, at.given_with(answers[len(asked) - 1]))
    assert at is not None
    return asked, at


@given(forms(), people, replies)
def test_it_always_ends_as_urgent_as_the_worst_yes_and_names_every_sign(
    form: Form, conditions: Conditions, answers: list[Reply]
) -> None:
    asked, end = walk(form, conditions, answers)
    yeses = [at.question for at, reply in zip(asked, answers, strict=False) if reply is not Reply.NO]
    signs = {sign for question in yeses for sign in question.signs}
    worst = max((q.urgency for q in yeses), key=lambda urgency: urgency.rank, default=Urgency.NONE)
    assert end.level is worst
    assert set(end.signs) == signs
    if signs:
        assert end.signs[0] in next(q.signs for q in yeses if q.urgency is worst)


@given(forms(), people, replies)
def test_the_first_emergency_or_despair_ends_it_at_once(
    form: Form, conditions: Conditions, answers: list[Reply]
) -> None:
    asked, end = walk(form, conditions, answers)
    ending = [
        number
        for number, (at, reply) in enumerate(zip(asked, answers, strict=False))
        if reply is not Reply.NO and at.question.urgency in ENDS
    ]
    assert ending in ([], [len(asked) - 1])
    assert bool(ending) == (end.level in ENDS)


@given(forms(), people, replies)
def test_no_question_comes_twice_and_only_no_to_everything_ends_without_a_level(
    form: Form, conditions: Conditions, answers: list[Reply]
) -> None:
    asked, end = walk(form, conditions, answers)
    ids = [at.question.id for at in asked]
    assert ids == sorted(set(ids))
    said_yes = any(r is not Reply.NO and at.question.signs for at, r in zip(asked, answers, strict=False))
    assert (end == CALM) == (not said_yes)


@given(forms(), people, replies)
def test_not_sure_counts_as_yes(form: Form, conditions: Conditions, answers: list[Reply]) -> None:
    sure = [Reply.YES if reply is Reply.NOT_SURE else reply for reply in answers]
    assert walk(form, conditions, answers) == walk(form, conditions, sure)


@given(forms(), people, replies)
def test_the_way_back_from_a_question_leads_to_the_one_before(
    form: Form, conditions: Conditions, answers: list[Reply]
) -> None:
    asked, _ = walk(form, conditions, answers)
    assert all(at.number <= at.total for at in asked)
    assert asked[:1] == [] or asked[0].previous is None
    for before, at in pairwise(asked):
        assert at.previous == before.question
        assert follow(form, conditions, at.given[:-1]) == before


@given(forms(), people, st.text("nyuscex", max_size=12))
def test_made_up_answers_lead_to_a_question_an_end_or_nowhere(
    form: Form, conditions: Conditions, given_: str
) -> None:
    at = follow(form, conditions, given_)
    if isinstance(at, Asking):
        assert at.given == given_
    elif at is not None:
        assert len(given_) <= len(form)


def test_answers_to_questions_that_changed_places_are_noticed(library: Library) -> None:
    """Else an urgent yes could be taken for a milder one."""
    form = library.seek_help.checks.long
    urgent = next(q for q in form if q.urgency is Urgency.URGENT and not q.only_for)
    soon = next(q for q in form if q.urgency is Urgency.SOON)
    last = form[-1]
    assert isinstance(follow((urgent, soon, last), frozenset(), "un"), Asking)
    assert follow((soon, urgent, last), frozenset(), "un") is None


# --- the questions as they are shipped ----------------------------------------------------------


def ids(asked: list[Asking]) -> list[str]:
    return [at.question.id for at in asked]


@pytest.mark.parametrize("conditions", [None, frozenset(), BIRTH])
def test_the_short_form_takes_six_taps_whoever_answers(library: Library, conditions: Conditions) -> None:
    asked, end = walk(library.seek_help.checks.short, conditions, [Reply.NO] * 6)
    assert [at.number for at in asked] == [1, 2, 3, 4, 5, 6]
    assert {at.total for at in asked} == {6}
    assert end == CALM


def test_all_ways_through_the_short_form_end_as_they_should(library: Library) -> None:
    form = library.seek_help.checks.short
    for answers in product((Reply.NO, Reply.YES), repeat=6):
        _, end = walk(form, None, answers)
        yes = [question for question, reply in zip(form, answers, strict=True) if reply is Reply.YES]
        emergency = next((q for q in yes if q.urgency is Urgency.EMERGENCY), None)
        if emergency:
            assert end == Assessment(Urgency.EMERGENCY, emergency.signs)
        elif form[5] in yes:
            assert (end.level, end.signs[:2]) == (Urgency.CRISIS, ("e-crisis", "u-mind"))
        else:
            assert end.level is (Urgency.URGENT if yes else Urgency.NONE)


@pytest.mark.parametrize(
    ("conditions", "first", "expected"),
    [
        (None, Reply.YES, ["birth", "pregnant", "after-birth"]),
        (None, Reply.NOT_SURE, ["birth", "pregnant", "after-birth"]),
        (None, Reply.NO, ["birth"]),
        (frozenset(), Reply.NO, ["birth"]),
        (frozenset({"osteoporosis"}), Reply.YES, ["birth", "pregnant", "after-birth"]),
        (frozenset({"pregnancy"}), Reply.NO, ["pregnant"]),
        (frozenset({"postpartum-0-6-weeks"}), Reply.NO, ["after-birth"]),
        (frozenset({"postpartum-after-6-weeks"}), Reply.NO, ["after-birth"]),
    ],
)
def test_pregnancy_is_asked_about_unless_the_checklist_says_yes(
    library: Library, conditions: Conditions, first: Reply, expected: list[str]
) -> None:
    asked, end = walk(library.seek_help.checks.long, conditions, [first, *[Reply.NO] * 20])
    assert [key for key in ids(asked) if key in {"birth", "pregnant", "after-birth"}] == expected
    assert asked[0].question.id == (expected or ["infection"])[0]
    assert asked[-1].number == asked[-1].total
    assert end == CALM


def test_every_sign_is_asked_about_and_every_emergency_in_the_short_form(library: Library) -> None:
    checks, levels = library.seek_help.checks, library.seek_help.levels
    short = {sign for question in checks.short for sign in question.signs}
    long = {sign for question in checks.long for sign in question.signs}
    assert short | long == {sign.id for level in levels for sign in level.signs}
    assert {sign.id for sign in levels[0].signs} | {"u-mind"} <= short


def test_a_yes_is_as_urgent_as_the_level_that_the_sign_stands_under(library: Library) -> None:
    checks = library.seek_help.checks
    for question in (*checks.short, *checks.long):
        for sign in question.signs:
            level, _ = library.seek_help.find_sign(sign)
            crisis = sign in {"e-crisis", "u-mind"}
            assert question.urgency.value == ("crisis" if crisis else level.level.value)
