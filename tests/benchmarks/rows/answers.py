"""Commands: how long their answers take while a broadcast runs, and how many are answered."""

from collections.abc import AsyncIterator

from tests.benchmarks.bots import (
    AIOGRAM_LOOP,
    AIOGRAM_STOCK,
    BARE,
    PTB_LIMITED,
    PTB_STOCK,
    Bot,
    ours,
)  # fmt: skip
from tests.benchmarks.responsiveness import (
    A_SECOND_PAID,
    FAR,
    FREE,
    PAID,
    commands_a_second,
    median_and_p99,
    waits,
)  # fmt: skip
from tests.benchmarks.run import Run
from tests.benchmarks.table import Row

_PEERS_DUE = 4  # messages for each command: a fifth of the load is commands, as with ours


async def rows(run: Run) -> AsyncIterator[Row]:
    async for row in _waits(run):
        yield row
    async for row in _commands(run):
        yield row


async def _waits(run: Run) -> AsyncIterator[Row]:
    """Milliseconds until 99 of 100 are answered."""
    sizes = run.sizes

    async def p99(name: str, bot: Bot, due: int) -> float:
        run.say(f"answers meanwhile, server 50 ms away, {name}")
        return median_and_p99(await waits(bot, due, FAR, sizes.asked))[1]

    idle = await p99("ours, idle", ours(FREE), 0)
    own = await p99("ours", ours(FREE), sizes.draining)
    peers = {
        "PTB, AIORateLimiter": await p99("PTB's AIORateLimiter", PTB_LIMITED, _PEERS_DUE * sizes.asked),
        "aiogram's loop": await p99("aiogram's loop", AIOGRAM_LOOP, _PEERS_DUE * sizes.asked),
    }
    limit = f"{idle:.0f}, idle (wanted {2 * idle:.0f})"
    yield Row("answer in a free broadcast, 99 of 100, ms", own, peers, limit, more_is_better=False)
    for name, address in run.databases().items():
        run.say(f"answers while {sizes.draining:,} messages leave at 1,000 a second, {name}")
        found = await waits(ours(PAID, address), sizes.draining, 0, sizes.asked_paid, A_SECOND_PAID)
        yield Row(f"… at 1,000 a second, {name}, ms", median_and_p99(found)[1], limit="(wanted 100)")


async def _commands(run: Run) -> AsyncIterator[Row]:
    """Given by many at once. Ours reads and writes the person; the peers keep nothing."""

    async def answered(name: str, bot: Bot) -> float:
        run.say(f"{run.sizes.commands:,} commands at once, {name}")
        return await commands_a_second(bot, run.sizes.commands)

    own = {
        name: await answered(f"ours on {name}", ours(PAID, address))
        for name, address in run.databases().items()
    }
    peers = {
        "PTB, no storage": await answered("PTB", PTB_STOCK),
        "aiogram, no storage": await answered("aiogram", AIOGRAM_STOCK),
    }
    limit = f"{PAID:,} (wanted 600); bare aiohttp: {await answered('bare aiohttp', BARE):,.0f}"
    for name, rate in own.items():
        yield Row(f"commands answered a second, {name}", rate, peers, limit)
