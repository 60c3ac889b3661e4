"""Broadcasts at Telegram's free limit and at its highest."""

from collections.abc import AsyncIterator, Mapping

from tests.benchmarks.bots import (
    AIOGRAM_LOOP,
    AIOGRAM_STOCK,
    BARE,
    PTB_LIMITED,
    PTB_STOCK,
    Bot,
    ours,
)  # fmt: skip
from tests.benchmarks.broadcast import Figures, Meanwhile, asking_for_charts, broadcast
from tests.benchmarks.responsiveness import FAR, FREE, PAID
from tests.benchmarks.run import Run
from tests.benchmarks.table import Row


async def rows(run: Run) -> AsyncIterator[Row]:
    async for row in _free(run):
        yield row
    async for row in _paid(run):
        yield row


async def _free(run: Run) -> AsyncIterator[Row]:
    """The server is 50 ms away and refuses the 31st message of any second."""

    async def send(name: str, bot: Bot, count: int, meanwhile: Meanwhile | None = None) -> Figures:
        run.say(f"{count:,} messages at the free limit, {name}")
        return await broadcast(bot, count, FAR, FREE, meanwhile)

    own = await send("ours", ours(FREE), run.sizes.free)
    peers = {
        "PTB, AIORateLimiter": await send("PTB's AIORateLimiter", PTB_LIMITED, run.sizes.free),
        "aiogram's loop": await send("aiogram's loop", AIOGRAM_LOOP, run.sizes.slow),
    }
    yield Row("free broadcast, messages a second", own.rate, _rates(peers), f"{FREE} (wanted 29)")
    refused = {name: _refused(figures) for name, figures in peers.items()}
    yield Row("… refused of 1,000", _refused(own), refused, "0", more_is_better=False)
    drawing = await send("ours, charts meanwhile", ours(FREE), run.sizes.free, asking_for_charts)
    yield Row("… refused of 1,000, charts meanwhile", _refused(drawing), limit="0 (wanted 1)")


async def _paid(run: Run) -> AsyncIterator[Row]:
    """Ours chooses, renders and records each message; the peers send one text, as fast as it is taken."""

    async def send(name: str, bot: Bot, count: int) -> Figures:
        run.say(f"{count:,} messages at 1,000 a second or more, {name}")
        figures = await broadcast(bot, count)
        run.note_server(name, figures)
        return figures

    own = {
        name: await send(f"ours on {name}", ours(PAID, address), run.sizes.paid)
        for name, address in run.databases().items()
    }
    peers = {
        "PTB, bare sends": await send("PTB", PTB_STOCK, run.sizes.unpaced),
        "aiogram, bare sends": await send("aiogram", AIOGRAM_STOCK, run.sizes.unpaced),
    }
    bare = await send("bare aiohttp", BARE, run.sizes.unpaced)
    limit = f"{PAID:,} (wanted 990); bare aiohttp: {bare.rate:,.0f}"
    for name, figures in own.items():
        yield Row(f"broadcast at SEND_RATE=1000, {name}, a second", figures.rate, _rates(peers), limit)
        run.remarks.append(f"Ours used {figures.bot_busy:.2f} of a core at SEND_RATE=1000 on {name}.")
    run.remarks.append(
        "At SEND_RATE=1000 ours chooses, renders and records each message; the peers send one text to all, "
        "with no pace and no record."
    )


def _rates(peers: Mapping[str, Figures]) -> dict[str, float]:
    return {name: figures.rate for name, figures in peers.items()}


def _refused(figures: Figures) -> float:
    """Of a thousand messages."""
    return 1000 * figures.refused / figures.sent
