"""Diaries of check-ins for the tests of trends and advice."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.checkin import CheckIn

TODAY = date(2026, 3, 2)
scores = st.integers(0, 10)
ages = st.integers(0, 120)  # days ago


def ago(days: int, pain: int, stress: int | None = 3) -> CheckIn:
    return CheckIn(TODAY - timedelta(days), pain, stress)


def of_days(days: Iterable[int], pain: int, stress: int | None = 3) -> list[CheckIn]:
    """The same answer on each of some days ago."""
    return [ago(day, pain, stress) for day in days]


diaries = st.dictionaries(ages, st.tuples(scores, st.none() | scores), max_size=60).map(
    lambda told: [ago(days, *answer) for days, answer in told.items()]
)
