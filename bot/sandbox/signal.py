"""A bell that any number of coroutines can wait for."""

import asyncio


class Signal:
    """Wakes everyone who waits now; unlike an asyncio.Event it never stays set."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncio.timeout would cancel, this returns
        """Return at the next ring or when `timeout` seconds have passed, whichever is first."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait({future}, timeout=timeout)
        finally:
            self._waiting.discard(future)
