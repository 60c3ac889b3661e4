"""An event loop whose time jumps ahead whenever nothing is left to do, so that hours pass at once."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Time begins at 0 and moves only by what is slept."""

    def __init__(self) -> None:
        super().__init__()
        self._simulated = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]  # where asyncio waits
        wait = selector.select

        def jump(timeout: float | None = None) -> Any:
            events = wait(0)
            if not events:
                if timeout is None:
                    raise RuntimeError("nothing will ever happen")
                self._simulated += timeout
            return events

        selector.select = jump

    def time(self) -> float:
        return self._simulated


def simulate(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end in simulated time."""
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        return runner.run(main)
