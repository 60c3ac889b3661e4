"""Serving together those who ask at the same time."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Serve = Callable[[Sequence[T]], Awaitable[Sequence[R | Exception]]]


class Gathering(Generic[T, R]):
    """Whoever asks while others are served is served with the next ones, as many as there are by then."""

    def __init__(self, serve: Serve[T, R], at_most: int) -> None:
        """`serve`: gives the outcome for each of those it is given; an exception is raised to who asked.
        `at_most`: so many are served together, since the first of them wait for the last."""
        self._serve = serve
        self._at_most = at_most
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._serving: asyncio.Task[None] | None = None

    async def ask(self, wish: T) -> R:
        """The outcome for one wish. Whoever is cancelled while being served changes nothing of it."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((wish, done))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve_all())
        return await done

    async def _serve_all(self) -> None:
        """Until nobody waits."""
        while together := self._next():
            try:
                outcomes = await self._serve([wish for wish, _ in together])
            except Exception as error:  # noqa: BLE001  each who asked gets it
                outcomes = [error] * len(together)
            for (_, done), outcome in zip(together, outcomes, strict=True):
                _tell(done, outcome)
        self._serving = None

    def _next(self) -> list[tuple[T, asyncio.Future[R]]]:
        together: list[tuple[T, asyncio.Future[R]]] = []
        while self._waiting and len(together) < self._at_most:
            wish, done = self._waiting.popleft()
            if not done.done():  # who asked has given up
                together.append((wish, done))
        return together


def _tell(done: asyncio.Future[R], outcome: R | Exception) -> None:
    if done.done():
        return
    if isinstance(outcome, Exception):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)
