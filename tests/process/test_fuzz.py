"""Tampered updates through the webhook of a bot in its own process: nothing escapes, and nothing grows."""

import json
import os
from collections import Counter
from io import BytesIO
from logging import getLogger
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.web.webhook import SECRET_HEADER
from tests.process.bot_process import Broadcast
from tests.process.mutations import updates
from tests.running_bot import free_port

SECRET = "a-secret"
PEOPLE = 1000  # so many that none gets more than one message a second
ROUND = 500  # updates between two looks at the memory
GROWTH = 25  # megabytes, after the first round, for whatever number


def _resident(process_id: int) -> float:
    """Megabytes of memory that a process holds."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _post_all(bot: Broadcast, url: str, seed: int, count: int) -> tuple[Counter[int], list[float]]:
    """How often each status was answered, and the memory after each round."""
    statuses: Counter[int] = Counter()
    memory: list[float] = []
    people = [bot.sandbox.add_person(f"P{number}").id for number in range(PEOPLE)]
    assert bot.process is not None
    assert bot.process.pid is not None
    async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as http:
        for number, update in enumerate(updates(seed, count, people)):
            async with http.post(url, data=BytesIO(json.dumps(update).encode())) as answer:
                statuses[answer.status] += 1
            if number % ROUND == ROUND - 1:
                memory.append(_resident(bot.process.pid))
    return statuses, memory


def _surprises(log: str) -> list[Any]:
    """Errors that are no answer to the tampering: what cannot be read is passed over, and where a chat's
    number was made up, nobody can be answered."""
    entries = [json.loads(line) for line in log.splitlines()]
    return [
        entry
        for entry in entries
        if entry["level"] in {"error", "critical"}
        and entry["event"] != "an update cannot be read"
        and (entry["event"], entry.get("error")) != ("handler failed", "BadRequest")
    ]


@pytest.mark.parametrize(("seed", "count"), [(1, 2000), pytest.param(2, 100_000, marks=pytest.mark.soak)])
async def test_tampered_updates_are_all_taken_nothing_breaks_and_memory_stays(
    broadcast: Broadcast, seed: int, count: int
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    broadcast.settings = {
        "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "PORT": str(port), "LOG_FORMAT": "json",
        "SEND_RATE": "1000", "PAID_BROADCAST": "1",
    }  # fmt: skip
    await broadcast.start()
    await broadcast.sandbox.next_call("getWebhookInfo", within=20)
    await _until_open(url)
    statuses, memory = await _post_all(broadcast, url, seed, count)
    getLogger("figures").info(
        "updates=%d memory=%.1f..%.1f MB, highest %.1f", count, memory[0], memory[-1], max(memory)
    )
    assert statuses == {200: count}
    assert await broadcast.terminate() == 0
    assert _surprises(broadcast.log()) == []
    assert max(memory) - memory[0] < GROWTH


async def _until_open(url: str) -> None:
    """The address is set a moment before updates are taken."""
    async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as http:
        status = 503
        while status == 503:
            async with http.post(url, data=b'{"update_id": 0}') as answer:
                status = answer.status
