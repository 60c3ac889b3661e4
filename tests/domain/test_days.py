"""Dates are read in all the ways people type them, and nothing else is taken for one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import parse_day

TODAY = date(2026, 3, 2)  # a Monday
past = st.integers(0, 364).map(lambda days: TODAY - timedelta(days))
to_come = st.integers(0, 364).map(lambda days: TODAY + timedelta(days))
FORMS = (
    "{d:%Y-%m-%d}",
    "{d.day} {d:%B}",
    "{d.day} {d:%b}",
    "{d:%B} {d.day}",
    "{d:%b} {d.day}th",
    "the {d.day}th of {d:%B}",
    "{d.day}.{d.month}.",
    "{d.day}. {d.month}.",
    "{d.day}.{d.month}.{d.year}",
    "{d.day} {d:%b} {d.year}",
    "{d:%B} {d.day}, {d.year}",
)


@pytest.mark.parametrize("form", FORMS)
@given(past)
def test_every_form_of_a_past_date_is_read_as_that_date(form: str, day: date) -> None:
    assert parse_day(form.format(d=day), TODAY) == day


@pytest.mark.parametrize("form", FORMS)
@given(to_come)
def test_every_form_of_a_date_to_come_is_read_as_that_date(form: str, day: date) -> None:
    assert parse_day(f"  {form.format(d=day).upper()} ", TODAY, ahead=True) == day


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("today", 0), ("Yesterday", -1), ("tomorrow", 1), ("3 days ago", -3), ("in 2 weeks", 14),
        ("friday", -3), ("last fri", -3), ("next friday", 4), ("monday", -7), ("next monday", 7),
        ("in a week", 7),
    ],
)  # fmt: skip
def test_what_is_near_has_names(typed: str, days: int) -> None:
    assert parse_day(typed, TODAY) == TODAY + timedelta(days)


@pytest.mark.parametrize(
    ("typed", "days"), [("friday", 4), ("monday", 7), ("last friday", -3), ("on sunday", 6)]
)
def test_a_weekday_is_the_next_where_one_looks_ahead(typed: str, days: int) -> None:
    assert parse_day(typed, TODAY, ahead=True) == TODAY + timedelta(days)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "6 4",
        "7/10",
        "3/11",
        "6",
        "31 february",
        "2026-13-01",
        "soon",
        "3 days",
        "in 3 days ago",
        "ma",
        "0 may",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_read_without_failing(text: str, ahead: bool) -> None:
    assert parse_day(text, TODAY, ahead=ahead) is None or text.strip()
