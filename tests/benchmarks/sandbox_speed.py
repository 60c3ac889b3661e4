"""How many sendMessage a second the sandbox takes: of the clock, and of its own processor time.

The load comes from a second process, so that the server's processor time is its own.
"""

import asyncio
import sys
import time

from bot.sandbox import Sandbox
from bot.sandbox.loop import run

CALLS, CONNECTIONS, ROUNDS = 6_000, 16, 3
WANTED = 3_000


async def one_round() -> tuple[float, float]:
    """Messages a second of the clock and of the server's processor time."""
    async with Sandbox() as sandbox:
        port, chat = sandbox.url.rpartition(":")[2], sandbox.people()[0].id
        arguments = (port, sandbox.token, str(chat), str(CALLS), str(CONNECTIONS))
        warming = (*arguments[:3], "200", "2")
        await _load(*warming)
        clock, processor = time.perf_counter(), time.process_time()
        await _load(*arguments)
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
        sent = len(sandbox.calls("sendMessage")) - int(warming[3])
    return sent / clock, sent / processor


async def _load(*arguments: str) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.message_load", *arguments
    )
    if await child.wait():
        raise RuntimeError("The load failed.")


async def _rounds() -> tuple[str, list[tuple[float, float]]]:
    loop = type(asyncio.get_running_loop()).__module__.partition(".")[0]
    return loop, [await one_round() for _ in range(ROUNDS)]


def measure() -> None:
    """Print the best of some rounds."""
    loop, rounds = run(_rounds())
    by_clock, by_processor = (max(each) for each in zip(*rounds, strict=True))
    print(f"sandbox, sendMessage with HTML and buttons, {CONNECTIONS} connections, event loop {loop}:")
    print(f"  {by_clock:8,.0f} a second of the clock, the load's start included")
    print(f"  {by_processor:8,.0f} a second of the server's processor time (wanted: {WANTED:,})")


if __name__ == "__main__":
    measure()
