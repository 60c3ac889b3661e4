"""Reading scores from what people type, and leaving alone what they write about their health."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn, Misread, Scores, Tag, merged, parse_scores

NOT, OUT = Misread.NOT_SCORES, Misread.OUT_OF_RANGE
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

SCORES = [
    ("6 4", 6, 4), ("6, 4", 6, 4), ("6,  4", 6, 4), ("6/4", 6, 4), ("6 / 4", 6, 4), ("6;4", 6, 4),
    ("6 & 4", 6, 4),
    ("6 and 4", 6, 4), ("6\n4", 6, 4), ("  6\t4 ", 6, 4), ("6 4.", 6, 4), ("0 0", 0, 0), ("10 10", 10, 10),
    ("10 0", 10, 0), ("0 10", 0, 10), ("06 04", 6, 4), ("six four", 6, 4), ("Six and four", 6, 4),
    ("ZERO TEN", 0, 10), ("none none", 0, 0), ("pain 6 stress 4", 6, 4), ("Pain: 6, stress: 4", 6, 4),
    ("pain=6 stress=4", 6, 4), ("PAIN 6 STRESS 4", 6, 4), ("stress 4 pain 6", 6, 4),
    ("stress 4, pain six", 6, 4), ("stress 4, 6", 6, 4), ("pain 6, 4", 6, 4), ("pain 6 / stress 4", 6, 4),
    ("my pain is 6 and my stress is 4", 6, 4), ("back 6 stress 4", 6, 4), ("back pain 6, stress 4", 6, 4),
    ("stressed 4, pain 6", 6, 4), ("pain level 6 stress level 4", 6, 4), ("6/10 4/10", 6, 4),
    ("6 out of 10 and 4 out of 10", 6, 4), ("pain 6/10, stress 4/10", 6, 4), ("6/10 4", 6, 4),
    ("pain about 6, stress around 4", 6, 4), ("today 6 4", 6, 4), ("7", 7, None), ("7/10", 7, None),
    ("7 / 10", 7, None), ("7 out of 10", 7, None), ("7 of ten", 7, None), ("seven out of ten", 7, None),
    ("10/10", 10, None), ("0", 0, None), ("ten", 10, None), ("none", 0, None), ("nil", 0, None),
    ("just a 3", 3, None), ("it's a 3 today", 3, None), ("it’s a 3 today", 3, None), ("probably 5", 5, None),
    ("pain 5", 5, None), ("my back is at 5", 5, None), ("stress 5", None, 5), ("stress: five", None, 5),
    ("٦ ٤", 6, 4),
]  # fmt: skip

NOT_SCORES = [
    "", " ", "?", "hello", "good morning", "pain", "stress", "pain and stress", "so so", "about the same",
    "better",
    "worse", "/", "...", "👍", "ok 6", "1 2 3", "6 4 2", "pain 3 pain 4", "stress 3 stress 4",
    # What people write about their health is never skimmed for numbers.
    "I have had pain for 6 weeks", "I can't feel my legs", "numb since 4", "I fell 2 days ago",
    "my 2 legs are numb",
    "pain 9 and I can't pee", "pain for 3 days", "it hurts 10 times more", "I took 2 ibuprofen",
    "6 months pregnant",
    "pain 6 or 7", "pain 6 to 7", "between 6 and 7", "both legs weak, pain 8", "fever 39",
    "I want to die 10 10",
    "my pain is 10 and I cannot go on", "7 when I walk", "woke up at 4", "8 if I sit, 3 if I lie down",
    "not 6 but 4", "no pain", "pain 4 hours", "L4 L5", "4 am", "pain since 2 pm", "call 6 4",
    # A range, a change and a time of day are no pair of scores.
    "pain 6 - 7", "6 -4", "6-4",
    "pain 6–7", "pain was 3 now 8", "my pain was 3 and now it is 8", "pain was 3, today 8",
    "8:00", "8:05", "at 10:00", "08:00",
]  # fmt: skip

OUT_OF_RANGE = [
    "11", "12 4", "4 11", "100", "7/100", "-1", "-1 4", "6.5", "6,5", "6.5 4", "3.14", "eleven",
    "fifteen 4",
    "pain 11", "stress 12", "pain 6 stress 40", "112", "911", "999", "2026", "120/80",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "pain", "stress"), SCORES)
def test_these_are_read_as_scores(typed: str, pain: int | None, stress: int | None) -> None:
    assert parse_scores(typed) == Scores(pain, stress)


@pytest.mark.parametrize("typed", NOT_SCORES)
def test_these_are_messages_and_not_scores(typed: str) -> None:
    assert not isinstance(parse_scores(typed), Scores)


@pytest.mark.parametrize("typed", OUT_OF_RANGE)
def test_these_are_numbers_beyond_the_scale(typed: str) -> None:
    assert parse_scores(typed) is OUT


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4", Scores(None, 4)),
        ("four", Scores(None, 4)),
        ("4/10", Scores(None, 4)),
        ("stress 4", Scores(None, 4)),
        ("pain 4", Scores(4, None)),
        ("6 4", Scores(6, 4)),
        ("stress 4 pain 6", Scores(6, 4)),
        ("11", OUT),
        ("calm", NOT),
    ],
)
def test_while_stress_is_asked_a_lone_number_is_the_stress(typed: str, read: Scores | Misread) -> None:
    assert parse_scores(typed, expecting="stress") == read


@given(
    st.integers(0, 10),
    st.integers(0, 10),
    st.sampled_from(
        [
            "{p} {s}", "{p}, {s}", "{p}/{s}.", "{p} & {s}", "pain {p} stress {s}", "stress {s} pain {p}",
            "Pain: {p}; stress: {s}", "{p}/10 {s}/10", "{p} out of 10, {s} out of 10",
            "my back is {p} and stress {s}",
            "{pw} {sw}", "{pw} and {sw}", "pain {pw}, stress {sw}", "STRESS {sw} PAIN {pw}", "\n{p}\n{s}\n",
        ]
    ),
)  # fmt: skip
def test_any_two_scores_are_read_back_from_any_usual_form(pain: int, stress: int, form: str) -> None:
    if form == "{p}/{s}." and stress == 10:
        return  # "6/10" is six out of ten
    typed = form.format(p=pain, s=stress, pw=WORDS[pain], sw=WORDS[stress])
    assert parse_scores(typed) == Scores(pain, stress)


PIECES = (
    "pain",
    "stress",
    "back",
    "6",
    "4",
    "ten",
    "-",
    ",",
    "/",
    "10",
    "out of",
    "is",
    "my",
    "now",
    ".",
    "now 3",
)


@example("-" * 3000)
@example("1" * 4000 + "," + "2" * 4000)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_reading_scores_never_fails_and_never_leaves_the_scale(text: str) -> None:
    for expecting in ("pain", "stress"):
        read = parse_scores(text, expecting)
        if isinstance(read, Scores):
            said = [score for score in (read.pain, read.stress) if score is not None]
            assert said
            assert all(0 <= score <= 10 for score in said)


@pytest.mark.parametrize("flood", ["9" * 5000, "0" * 5000, "pain " + "1" * 5000, "1 " * 2500])
def test_a_flood_of_digits_is_no_score(flood: str) -> None:
    assert isinstance(parse_scores(flood), Misread)


@given(st.integers(0, 10), st.integers(0, 10), st.text("bcdfghjklmnpqrvwxz", min_size=3))
def test_one_unknown_word_makes_it_a_message(pain: int, stress: int, word: str) -> None:
    for typed in (
        f"{pain} {stress} {word}",
        f"{word} {pain} {stress}",
        f"pain {pain} {word} stress {stress}",
    ):
        assert parse_scores(typed) is NOT


tags = st.none() | st.frozensets(st.sampled_from(Tag))
answers = st.builds(
    CheckIn,
    st.just(date(2026, 3, 2)),
    st.integers(0, 10),
    st.none() | st.integers(0, 10),
    st.none() | st.text(),
    tags,
    st.none() | st.integers(0, 10),
)


@given(answers, st.none() | answers)
def test_a_new_answer_of_a_day_loses_nothing_that_it_does_not_tell_anew(
    new: CheckIn, earlier: CheckIn | None
) -> None:
    whole = merged(new, earlier)
    assert (whole.day, whole.pain, whole.stress) == (new.day, new.pain, new.stress)
    for name in ("note", "tags", "interference"):
        told, before = getattr(new, name), getattr(earlier, name, None)
        assert getattr(whole, name) == (before if told is None else told)
    assert merged(new, whole) == whole
