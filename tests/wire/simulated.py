"""An event loop whose time jumps ahead whenever nothing is left to do, so that hours pass at once."""

import asyncio
from collections.abc import Coroutine
from itertools import cycle
from typing import Any, TypeVar

T = TypeVar("T")
IN_TIME = (0.0,)


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Time begins at 0 and moves only by what is slept, or spent (`stall`). Each wait ends late by the next
    of `lateness`, in seconds, as on a busy machine."""

    def __init__(self, lateness: tuple[float, ...] = IN_TIME) -> None:
        super().__init__()
        late = cycle(lateness)
        self._simulated = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]  # where asyncio waits
        wait = selector.select

        def jump(timeout: float | None = None) -> Any:
            events = wait(0)
            if not events:
                if timeout is None:
                    raise RuntimeError("nothing will ever happen")
                self._simulated += timeout + next(late)
            return events

        selector.select = jump

    def time(self) -> float:
        return self._simulated

    def stall(self, seconds: float) -> None:
        """Something holds the loop for so long."""
        self._simulated += seconds


def simulate(main: Coroutine[Any, Any, T], lateness: tuple[float, ...] = IN_TIME) -> T:
    """Run to the end in simulated time."""
    with asyncio.Runner(loop_factory=lambda: SimulatedLoop(lateness)) as runner:
        return runner.run(main)
