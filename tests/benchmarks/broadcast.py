"""A broadcast, judged by the messages that the server took.

Ours end to end: each message is claimed, chosen, rendered, sent and recorded by the real bot. The peers send
one text to all and record nothing. The server is the sandbox, in this process, which tells how busy it was.
"""

import asyncio
import itertools
import os
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.loop import run
from tests.benchmarks.bots import AIOGRAM_STOCK, BARE, PTB_STOCK, Bot, Process, no_garbage_collection, ours
from tests.postgres import running_postgres

Meanwhile = Callable[[Sandbox, Sequence[int]], Coroutine[Any, Any, None]]
PATIENCE = 30.0  # seconds without a message, after which no more will come
LOOK_EVERY = 0.2
LONG = 2.0  # seconds


@dataclass(frozen=True)
class Figures:
    """What a broadcast came to. `rate`: messages a second; of a long one, in the whole seconds after the
    first, so that neither a burst at the start nor a cut one at the end counts."""

    rate: float
    sent: int
    refused: int
    bot_busy: float  # shares of a core
    server_busy: float


async def broadcast(
    bot: Bot,
    count: int,
    latency: float = 0.0,
    limit: float | None = None,
    meanwhile: Meanwhile | None = None,
) -> Figures:
    """A bot that is started when so many people are due. `limit`: what the server takes in any second."""
    with no_garbage_collection():
        async with Sandbox() as sandbox:
            people = [sandbox.add_person(f"Person {number}").id for number in range(count)]
            sandbox.limit(overall=limit, latency=latency)
            async with bot(sandbox, people, people) as process:
                await _until(sandbox, 1, process)
                spent, busy = processor_seconds(process.pid), time.process_time()
                others = asyncio.create_task(meanwhile(sandbox, people)) if meanwhile else None
                await _until(sandbox, count, process)
                if others:
                    others.cancel()
                spent, busy = processor_seconds(process.pid) - spent, time.process_time() - busy
            return _figures(sandbox, spent, busy)


async def asking_for_charts(sandbox: Sandbox, people: Sequence[int]) -> None:
    """Two people a second, over and over."""
    for person in itertools.cycle(people):
        sandbox.say(person, "/progress")
        await asyncio.sleep(0.5)


def _figures(sandbox: Sandbox, bot_spent: float, server_spent: float) -> Figures:
    calls = [call for call in sandbox.calls() if call.method.startswith("send")]  # messages and pictures
    times = [call.real_time for call in calls if call.accepted]
    took = times[-1] - times[0]
    seconds = int(took) if took >= LONG else 0
    within = sum(1 <= time - times[0] < seconds for time in times)
    rate = within / (seconds - 1) if seconds else (len(times) - 1) / took
    refused = sum(call.status == 429 for call in calls)
    return Figures(rate, len(times), refused, bot_spent / took, server_spent / took)


def processor_seconds(pid: int) -> float:
    """What a process has used so far, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = (
        int(fields[11]),
        int(fields[12]),
    )  # proc(5): the 14th and 15th, counted from before the name
    return (user + system) / os.sysconf("SC_CLK_TCK")


async def _until(sandbox: Sandbox, count: int, process: Process) -> None:
    """Until so many messages were taken, or no more will be. To look through all calls takes the server's
    time, so that is left for the end."""
    newest, since = 0, time.perf_counter()
    while (calls := len(sandbox.calls())) < count or _taken(sandbox) < count:
        if calls > newest:
            newest, since = calls, time.perf_counter()
        if process.returncode is not None or time.perf_counter() - since > PATIENCE:
            break
        await asyncio.sleep(LOOK_EVERY)
    if not _taken(sandbox):
        raise RuntimeError("The bot sent nothing.")


def _taken(sandbox: Sandbox) -> int:
    return sum(call.accepted for call in sandbox.calls("sendMessage"))


async def measure(count: int) -> None:
    """Print how fast paid broadcasts go."""
    bots = {"PTB": PTB_STOCK, "aiogram": AIOGRAM_STOCK, "bare aiohttp": BARE, "ours, SQLite": ours(1000)}
    with running_postgres(careful=True) as server:
        bots["ours, PostgreSQL"] = ours(1000, server.new_database())
        for name, bot in bots.items():
            print(f"{name:<20} {await broadcast(bot, count)}")


if __name__ == "__main__":
    run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000))
