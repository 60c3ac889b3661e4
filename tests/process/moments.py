"""When a process is killed."""

from collections.abc import Callable

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
