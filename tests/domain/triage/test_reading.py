"""How a text is read before it is weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.triage.reading import clauses


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("", []),
        (" \n\u200f\u200b", []),
        ("Can't feel it", [["can't", "feel", "it"]]),
        ("can’t FEEL it", [["can't", "feel", "it"]]),
        ("no fever, peeing fine", [["no", "fever"], ["peeing", "fine"]]),
        ("fine but numb", [["fine"], ["but", "numb"]]),
        ("is it bad? yes!!", [["is", "it", "bad"], ["yes"]]),
        ("soooooo sore", [["soo", "sore"]]),
        ("two\nlines", [["two"], ["lines"]]),
        ("n\u200bumb", [["numb"]]),
        ("𝐧𝐮𝐦𝐛", [["numb"]]),
        ("😭 bye", [["😭", "bye"]]),
    ],
)
def test_marks_case_and_letters_held_down_are_made_alike(text: str, read_as: list[list[str]]) -> None:
    assert clauses(text) == read_as


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("38.7", "#fever"),
        ("38,7", "#fever"),
        ("101.5", "#fever"),
        ("36.6", "#temperature"),
        ("98.6", "#temperature"),
        ("0", "#zero"),
        ("7", "#score"),
        ("2019", "#year"),
        ("64", "#tens"),
        ("300", "#hundreds"),
        ("²", None),
    ],
)
def test_a_number_is_read_as_what_it_can_be(text: str, token: str | None) -> None:
    if token is not None:
        assert clauses(text) == [[token]]
    else:
        assert clauses(text)  # a digit of another sort is read somehow, and breaks nothing


@given(st.text(max_size=300))
def test_no_clause_is_empty_and_no_token_holds_a_space(text: str) -> None:
    assert all(clause and all(token and not token.isspace() for token in clause) for clause in clauses(text))
