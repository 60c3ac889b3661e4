"""When a process is killed, and what that may cost."""

from collections.abc import Callable

from bot.delivery.worker import _WAY_AND_BACK, IN_FLIGHT
from bot.sandbox import Call, Stage

Moment = Callable[[Call, Stage], bool]


def at(method: str, number: int, stage: Stage) -> Moment:
    """The moment the `number`-th call of a method reaches a stage."""
    seen = 0

    def is_now(call: Call, reached: Stage) -> bool:
        nonlocal seen
        seen += call.method == method and reached == stage
        return seen == number

    return is_now


def in_flight(rate: int) -> int:
    """How many messages a bot may have on their way at a pace, and so repeat after a kill."""
    return max(IN_FLIGHT, round(rate * _WAY_AND_BACK))
