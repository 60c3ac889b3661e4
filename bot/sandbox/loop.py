"""The event loop: uvloop's where it is installed, as it serves faster."""

import asyncio
import importlib.util
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """As asyncio.run."""
    if importlib.util.find_spec("uvloop") is None:
        return asyncio.run(main)
    uvloop = importlib.import_module("uvloop")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)
