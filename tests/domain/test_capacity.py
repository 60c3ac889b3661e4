"""What is due fits into its time, or it is said which pace would do; and that pace does, and no lower one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.capacity import capacity
from bot.domain.timing import GRACE

START = datetime(2026, 3, 2, tzinfo=UTC)
dues = st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 2_000_000)), max_size=20).map(
    lambda found: sorted((START + timedelta(minutes=minute), count) for minute, count in found)
)


@given(dues, st.integers(1, 1000))
def test_the_pace_that_is_named_does_and_one_less_does_not(
    due: list[tuple[datetime, int]], rate: int
) -> None:
    found = capacity(due, rate)
    assert found.messages == sum(count for _, count in due)
    assert capacity(due, found.needed).fits
    assert found.needed == 1 or not capacity(due, found.needed - 1).fits
    assert found.fits == (rate >= found.needed)


def test_what_fits_exactly_fits() -> None:
    due = [(START, 30 * int(GRACE.total_seconds()))]
    assert capacity(due, 30).fits
    assert capacity([(START, due[0][1] + 1)], 30).needed == 31
    assert capacity([], 30).longest_wait == timedelta()


def test_what_is_left_of_one_hour_makes_the_next_wait() -> None:
    due = [(START, 108_000), (START + timedelta(minutes=30), 108_000)]
    assert capacity(due, 30).longest_wait == timedelta(minutes=90)
