"""Whether what is due can be sent in its time at the bot's pace, and which pace would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.timing import GRACE

_HIGHEST = 1_000_000  # messages a second, beyond any pace there is

Due = Sequence[tuple[datetime, int]]  # instants in order, and how many messages are due at each


@dataclass(frozen=True, slots=True)
class Capacity:
    """`messages` in all; `longest_wait` of one behind the others at the pace there is; `needed`: the lowest
    whole number of messages a second at which all would be in time."""

    messages: int
    longest_wait: timedelta
    needed: int

    @property
    def fits(self) -> bool:
        return self.longest_wait <= GRACE


def capacity(due: Due, rate: int) -> Capacity:
    """What comes of the messages that are due, at `rate` messages a second."""
    low, high = 1, _HIGHEST
    while low < high:  # the lowest rate that does: more can only be better
        middle = (low + high) // 2
        if _longest_wait(due, middle) <= GRACE:
            high = middle
        else:
            low = middle + 1
    return Capacity(sum(count for _, count in due), _longest_wait(due, rate), low)


def _longest_wait(due: Due, rate: int) -> timedelta:
    """Of the last in the queue, whenever that is."""
    free_at, longest = None, timedelta()
    for at, count in due:
        free_at = max(free_at or at, at) + timedelta(seconds=count / rate)
        longest = max(longest, free_at - at)
    return longest
