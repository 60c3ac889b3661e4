"""Two bots that know nothing of each other poll with one token."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.process.bot_process import Broadcast

CONFLICTS = 4
SAID = "another process polls with this token"


@pytest.fixture
async def other(broadcast: Broadcast) -> AsyncIterator[Broadcast]:
    (broadcast.folder / "other").mkdir()
    second = replace(broadcast, folder=broadcast.folder / "other", process=None)
    yield second
    await second.clean_up()


async def test_two_bots_that_start_at_once_both_go_on_and_each_says_so_once(
    broadcast: Broadcast, other: Broadcast
) -> None:
    await broadcast.start()
    await other.start()

    def conflicts() -> int:
        return sum(call.status == 409 for call in broadcast.sandbox.calls("getUpdates"))

    await broadcast.sandbox.until(lambda: conflicts() >= CONFLICTS, within=20)
    person = broadcast.sandbox.add_person("Somebody")
    broadcast.sandbox.say(person, "/help")
    await broadcast.sandbox.until(lambda: broadcast.sandbox.replies(person), within=20)
    for bot in (broadcast, other):
        assert await bot.terminate() == 0
        assert bot.log().count(SAID) == 1
