"""How long somebody waits for an answer while a broadcast runs, beside how long when nothing else happens."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterable
from statistics import quantiles

from bot.sandbox import Sandbox
from bot.sandbox.loop import run
from tests.benchmarks.bots import Bot, no_garbage_collection, ours
from tests.postgres import running_postgres

COMMANDS = ("/help", "/tip", "/settings", "/techniques", "/checkin 3 2")
ASKED = 150  # commands, each by somebody else
A_SECOND, A_SECOND_PAID = 6.0, 25.0  # commands
FREE, PAID = 30, 1000
FAR = 0.05  # seconds to the server
DRAINING = 100_000  # deliveries


async def waits(
    bot: Bot, due: int, latency: float = 0.0, asked: int = ASKED, a_second: float = A_SECOND
) -> list[float]:
    """Seconds until each command was answered, while so many deliveries drain."""
    with no_garbage_collection():
        async with Sandbox() as sandbox:
            people = [sandbox.add_person(f"Person {number}").id for number in range(max(due, asked + 1))]
            sandbox.limit(latency=latency)
            # Those who ask are the last who are due.
            async with bot(sandbox, people, people[:due]):
                await _answered(sandbox, people[0], "/help")  # it is up
                return await _ask(sandbox, people[-asked:], 1 / a_second)


async def commands_a_second(bot: Bot, count: int) -> float:
    """How fast commands are answered that so many people give at once."""
    with no_garbage_collection():
        async with Sandbox() as sandbox:
            people = [sandbox.add_person(f"Person {number}").id for number in range(count)]
            async with bot(sandbox, people, ()):
                await _answered(sandbox, people[0], "/help")
                begun = sandbox.calls()[-1].number
                for number, person in enumerate(people):
                    sandbox.say(person, COMMANDS[number % len(COMMANDS)])
                while len(calls := sandbox.calls("sendMessage", after=begun)) < count:
                    await asyncio.sleep(0.1)
            times = [call.real_time for call in calls]
            return (len(times) - 1) / (times[-1] - times[0])


async def _ask(sandbox: Sandbox, people: Iterable[int], pause: float) -> list[float]:
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


def median_and_p99(seconds: Iterable[float]) -> tuple[float, float]:
    """Milliseconds."""
    cuts = quantiles((1e3 * wait for wait in seconds), n=100)
    return cuts[49], cuts[98]


async def measure(due: int) -> None:
    """Print the median and the slowest of a hundred, idle and busy; and how many commands are answered."""
    with running_postgres(careful=True) as server:
        await _print_waits("SQLite", ours, due)
        await _print_waits("PostgreSQL", lambda rate: ours(rate, server.new_database()), due)


async def _print_waits(name: str, bot: Callable[[int], Bot], due: int) -> None:
    print(f"{name}; an answer to a command, milliseconds        median   99 of 100")
    for case, rate, messages, latency, a_second in (
        ("idle, server 50 ms away", FREE, 0, FAR, A_SECOND),
        ("… while a broadcast runs at 30 a second", FREE, due, FAR, A_SECOND),
        ("idle, server beside it", PAID, 0, 0.0, A_SECOND_PAID),
        ("… while a broadcast runs at 1,000 a second", PAID, due, 0.0, A_SECOND_PAID),
    ):
        found = await waits(bot(rate), messages, latency, a_second=a_second)
        median, p99 = median_and_p99(found)
        print(f"  {case:<48} {median:8.0f} {p99:11.0f}")
    print(f"  commands of 5,000 people at once: {await commands_a_second(bot(PAID), 5_000):,.0f} a second")


if __name__ == "__main__":
    run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else DRAINING))
