"""Random and mutated updates through the webhook: whatever is posted, nothing escapes and nothing grows."""

import json
import os
from collections import Counter
from collections.abc import MutableMapping
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from sqlalchemy import func, select

from bot.storage.tables import handled_updates
from bot.web.webhook import SECRET_HEADER
from tests.running_bot import free_port, running_bot
from tests.web.mutations import updates

ROUND = 500  # updates between two looks at the memory
GROWTH = 30 * 2**20  # bytes, for whatever number


def _resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _post_all(folder: Path, seed: int, count: int) -> Counter[int]:
    """How often each status was answered. Raises AssertionError where memory grows."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    statuses: Counter[int] = Counter()
    async with running_bot(folder, webhook_url=url, port=port) as bot, aiohttp.ClientSession() as http:
        people = [bot.newcomer(f"P{n}").person.id for n in range(5)]
        headers = {SECRET_HEADER: bot.settings.webhook_secret_plain}
        memory: list[int] = []
        for number, update in enumerate(updates(seed, count, people)):
            async with http.post(url, data=BytesIO(json.dumps(update).encode()), headers=headers) as answer:
                statuses[answer.status] += 1
            if number % ROUND == ROUND - 1:
                memory.append(_resident())
        await bot.sandbox.idle()
        ids = select(func.count()).select_from(handled_updates)
        handled = await bot.parts.services.store.run(lambda unit: unit.connection.execute(ids).scalar())
    assert handled == count
    assert memory[-1] - memory[0] < GROWTH, [size >> 20 for size in memory]
    return statuses


def _surprises(logs: list[MutableMapping[str, Any]]) -> list[Any]:
    """Errors that are no answer to the tampering: what cannot be read is passed over, and where a chat's
    number was made up, nobody can be answered."""
    return [
        entry
        for entry in logs
        if entry["log_level"] in {"error", "critical"}
        and entry["event"] != "an update cannot be read"
        and (entry["event"], entry.get("error")) != ("handler failed", "BadRequest")
    ]


@pytest.mark.parametrize(("seed", "count"), [(1, 2000), pytest.param(2, 100_000, marks=pytest.mark.soak)])
async def test_tampered_updates_are_all_taken_nothing_breaks_and_memory_stays(
    tmp_path: Path, seed: int, count: int
) -> None:
    with structlog.testing.capture_logs() as logs:
        statuses = await _post_all(tmp_path, seed, count)
    assert statuses == {200: count}
    assert _surprises(logs) == []
