"""Phrases that clinicians add by hand."""

import pytest

from bot.domain.triage.phrases import PhraseError, is_said, parse_phrase, without
from bot.domain.triage.reading import clauses


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("(end|take) my life", "I could end my life", True),
        ("(end|take) my life", "take My LIFE, please", True),
        ("(end|take) my life", "my life will end", False),
        ("(end|take) my life", "I would never end my life", False),
        ("(end|take) my life", "I'm not joking. I will end my life", True),
        ("(end|take) my life", "end. my life", False),
        ("can't pee", "Can’t pee since noon", True),
        ("kms", "kms", True),
        ("kms", "kmsx", False),
        ("one two three four", "one two", False),
        ("one two three four", "one", False),
    ],
)
def test_a_phrase_is_said_where_its_words_stand_in_order_and_are_not_denied(
    phrase: str, text: str, said: bool
) -> None:
    assert is_said(parse_phrase(phrase), clauses(text)) is said


@pytest.mark.parametrize("phrase", ["", "  ", "(a|b", "a|b", "()", "a (b|) c", "(a b|c)"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parse_phrase(phrase)


def test_a_harmless_saying_is_taken_out_wherever_it_stands() -> None:
    saying = parse_phrase("(is|are) killing me")
    assert without([saying], ["shoes", "are", "killing", "me", "is", "killing", "me"]) == ["shoes"]
    assert without([saying], ["he", "is", "killing", "time"]) == ["he", "is", "killing", "time"]
