"""The process beside ours in which pictures and pages are made.

Drawing holds the interpreter for a tenth of a second. In a process of its own it delays nobody's answer, and
what it needs (matplotlib) is loaded there, when the first picture is asked for.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

PATIENCE = 30.0  # seconds; a picture takes a tenth of one


class WorkshopError(Exception):
    """What was asked for could not be made."""


class Workshop:
    """Makes one thing at a time. The process starts with the first and is replaced when it dies."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def make(self, work: Callable[[], bytes]) -> bytes:
        """The result of `work`, which must be picklable and light to import.

        Raises WorkshopError when the process died of it twice or it takes too long, and what `work` raises.
        """
        for _ in range(2):
            pool = self._pool = self._pool or _new_pool()
            try:
                return await asyncio.wait_for(
                    asyncio.get_running_loop().run_in_executor(pool, work), PATIENCE
                )
            except BrokenProcessPool:
                self._discard(pool)
            except TimeoutError:
                break
        raise WorkshopError("it was not made")

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        """Unless somebody who waited too has replaced it already."""
        if self._pool is pool:
            self._pool = None
        pool.shutdown(wait=False)

    def close(self) -> None:
        """End the process; what it was making is not waited for."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _new_pool() -> ProcessPoolExecutor:
    # A fork would copy our threads' locks as they happen to be.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Ctrl+C is for the process beside us, whose end is ours too, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
