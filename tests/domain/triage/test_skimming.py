"""A long text is read in bounded time, and what matters in it is read closely."""

import pytest

from bot.domain.library import Library
from bot.domain.triage import assess
from bot.domain.triage.reading import clauses
from bot.domain.triage.skimming import CLOSELY, worth_reading

CALM = "We had tea in the garden, and the neighbours brought a cake. The weather was lovely for walking. "
DANGER = "I want to kill myself. "


@pytest.mark.parametrize("before", [0, 3, 20])
@pytest.mark.parametrize("after", [0, 3, 15])
def test_a_cry_for_help_is_heard_wherever_it_stands_in_a_long_text(
    before: int, after: int, library: Library
) -> None:
    text = CALM * before + DANGER + CALM * after
    assert assess(text, library.lexicon).level.value == "crisis"


def test_a_short_text_is_read_as_it_is(library: Library) -> None:
    read_as = clauses(CALM)
    assert worth_reading(read_as, library.lexicon.weights) == read_as


def test_of_a_long_text_no_more_is_read_closely_than_is_bounded(library: Library) -> None:
    text = " ".join(f"word{at} and another" for at in range(900))[:4096]
    read_as = worth_reading(clauses(text), library.lexicon.weights)
    assert 0 < sum(map(len, read_as)) <= CLOSELY


def test_what_is_said_again_is_read_once(library: Library) -> None:
    read_as = worth_reading(clauses("my back is a bit sore. " * 100), library.lexicon.weights)
    assert read_as == [["my", "back", "is", "a", "bit", "sore"]]
