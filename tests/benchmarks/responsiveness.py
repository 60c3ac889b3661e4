"""How long somebody waits for an answer while a broadcast runs, beside how long when nothing else happens."""

import asyncio
import gc
import sys
import tempfile
import time
from statistics import quantiles

from bot.sandbox import Sandbox
from bot.sandbox.loop import run
from bot.storage.vault import new_key
from tests.benchmarks.broadcast import bot_environment, subscribe

COMMANDS = ("/help", "/tip", "/settings", "/techniques", "/checkin 3 2")
ASKED = 150  # commands
ASKING = 5_000  # people, of whom each gives one command
LOAD = 0.2  # of the rate: how many of them there are in a second


async def waits(rate: int, due: int, latency: float) -> list[float]:
    """Seconds until each command was answered, by different people, while `due` deliveries drain."""
    with tempfile.TemporaryDirectory() as name:
        address, key = f"sqlite:///{name}/backcare.db", new_key()
        async with Sandbox() as sandbox:
            gc.disable()  # the server remembers every call
            people = await subscribe(sandbox, address, key, max(due, ASKED), are_due=bool(due))
            sandbox.limit(latency=latency)
            bot = await _start(sandbox, address, key, rate)
            await _answered(sandbox, people[0], "/help")  # it is up
            found = await _ask(sandbox, people[-ASKED:], 1 / (LOAD * min(rate, 125)))
            bot.terminate()
            await bot.wait()
            return found


async def commands_a_second() -> float:
    """How fast commands are answered that as many people as `ASKING` give at once."""
    with tempfile.TemporaryDirectory() as name:
        address, key = f"sqlite:///{name}/backcare.db", new_key()
        async with Sandbox() as sandbox:
            gc.disable()
            people = await subscribe(sandbox, address, key, ASKING, are_due=False)
            bot = await _start(sandbox, address, key, rate=1000)
            await _answered(sandbox, people[0], "/help")
            begun = sandbox.calls()[-1].number
            for number, person in enumerate(people):
                sandbox.say(person, COMMANDS[number % len(COMMANDS)])
            while len(calls := sandbox.calls("sendMessage", after=begun)) < ASKING:
                await asyncio.sleep(0.1)
            bot.terminate()
            await bot.wait()
            times = [call.real_time for call in calls]
            return (len(times) - 1) / (times[-1] - times[0])


async def _start(sandbox: Sandbox, address: str, key: str, rate: int) -> asyncio.subprocess.Process:
    environment = bot_environment(sandbox, address, key, rate)
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment)


async def _ask(sandbox: Sandbox, people: list[int], pause: float) -> list[float]:
    asked = []
    for number, person in enumerate(people):
        asked.append(asyncio.create_task(_answered(sandbox, person, COMMANDS[number % len(COMMANDS)])))
        await asyncio.sleep(pause)
    return await asyncio.gather(*asked)


async def _answered(sandbox: Sandbox, person: int, text: str) -> float:
    """Seconds from the message to the first call that answers it."""
    begun = time.perf_counter()
    newest = max((message.id for message in sandbox.messages(person)), default=0)
    sandbox.say(person, text)
    while True:
        replies = [m for m in sandbox.replies(person) if m.id > newest and "Helpful" not in m.labels[:1]]
        if replies or (text == "/tip" and any(m.id > newest for m in sandbox.replies(person))):
            return time.perf_counter() - begun
        await asyncio.sleep(0.002)


def measure() -> None:
    """Print the median and the slowest of a hundred, idle and busy."""
    print("\nAn answer to a command (milliseconds)            median   99 of 100")
    for name, rate, due, latency in (
        ("idle, server 50 ms away", 30, 0, 0.05),
        ("… while a broadcast runs at 30 a second", 30, 2_000, 0.05),
        ("idle, server beside it", 1000, 0, 0.0),
        ("… while a broadcast runs at 1,000 a second", 1000, 30_000, 0.0),
    ):
        found = [1e3 * wait for wait in run(waits(rate, due, latency))]
        cuts = quantiles(found, n=100)
        print(f"  {name:<44} {cuts[49]:8.0f} {cuts[98]:11.0f}")
    told = run(commands_a_second())
    print(f"Commands answered, {ASKING:,} people at once: {told:,.0f} a second")


if __name__ == "__main__":
    measure()
