"""Whatever somebody writes: an answer, the same each time, within bounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.triage import CALM, Lexicon, Urgency, assess
from bot.domain.triage.features import features_of_letters, features_of_words
from bot.domain.triage.reading import clauses
from bot.domain.triage.skimming import worth_reading

LONGEST = 4096  # what Telegram lets through
MOST_FEATURES = 6_000  # what is looked up for one message, whatever stands in it
WORDS = """
    i can't cannot not no feel numb pee wee toilet groin both legs back chest pain fever 38.9 die kill myself
    bye never was gone years ago my dad she if fine today since 7/10 . , ! ? ... ' def return; שלום 背中
""".split()  # noqa: SIM905
written = st.one_of(
    st.text(max_size=LONGEST),
    st.lists(st.sampled_from(WORDS), max_size=700).map(" ".join),
    st.builds(lambda word, times: (word + " ") * times, st.text(max_size=12), st.integers(0, 1000)),
).map(lambda text: text[:LONGEST])


@pytest.fixture(scope="module")
def lexicon(library: Library) -> Lexicon:
    return library.lexicon


def _holds(text: str, lexicon: Lexicon) -> None:
    assessment = assess(text, lexicon)
    assert assess(text, lexicon) == assessment
    assert (assessment.level is Urgency.NONE) == (assessment == CALM)
    assert all(sign in lexicon.levels for sign in assessment.signs)
    read_as = worth_reading(clauses(text), lexicon.weights)
    assert len(features_of_words(read_as)) + len(features_of_letters(read_as)) <= MOST_FEATURES


@settings(max_examples=2000)
@given(text=written)
def test_any_text_gets_an_answer_and_the_same_each_time(text: str, lexicon: Lexicon) -> None:
    _holds(text, lexicon)


@pytest.mark.soak
@settings(max_examples=100_000)
@given(text=written)
def test_any_text_gets_an_answer_in_the_long_run(text: str, lexicon: Lexicon) -> None:
    _holds(text, lexicon)


@pytest.mark.parametrize("text", ["", " ", "😀😀", "\u200f\u202e", "....", "?"])
def test_what_says_nothing_is_calm(text: str, lexicon: Lexicon) -> None:
    assert assess(text, lexicon) == CALM


@pytest.mark.parametrize(
    ("text", "level", "sign"),
    [
        ("I can't feel when I pee and my groin is numb", Urgency.EMERGENCY, "e-saddle"),
        ("my legs both went weak this morning and now they are numb", Urgency.EMERGENCY, "e-both-legs"),
        ("I want to kill myself", Urgency.CRISIS, "e-crisis"),
        ("everyone would be better off without me", Urgency.CRISIS, "u-mind"),
        ("I have a fever of 38.9 and shivers with my back pain", Urgency.URGENT, "u-fever"),
        ("my left calf is hot and swollen", Urgency.URGENT, "u-dvt"),
        ("my back is not better after six weeks", Urgency.SOON, "s-weeks"),
    ],
)
def test_plain_words_get_their_level_and_their_sign_is_named(
    text: str, level: Urgency, sign: str, lexicon: Lexicon
) -> None:
    assessment = assess(text, lexicon)
    assert assessment.level is level
    assert sign in assessment.signs or level is Urgency.CRISIS


@pytest.mark.parametrize(
    "text",
    [
        "pain 4, stress 2",
        "no numbness, peeing fine",
        "this chair is killing me lol",
        "I could murder a massage",
        "numb bum after the hard bench, gone when I stood up",
        "what is cauda equina?",
        "thanks, that stretch helped",
        "I had back surgery ten years ago and have been fine since",
    ],
)
def test_what_is_harmless_is_let_be(text: str, lexicon: Lexicon) -> None:
    assert assess(text, lexicon) == CALM
