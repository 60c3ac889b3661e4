"""Kills at exact moments of a broadcast, judged by the list of messages the server took.

docs/reliability.md names the bugs that were sown, and which of these found them.
"""

from random import Random

import pytest

from bot.delivery.worker import CLAIM, IN_FLIGHT
from bot.sandbox import Stage
from tests.process.bot_process import Broadcast
from tests.process.moments import at

PEOPLE = 16
STAGES: tuple[Stage, ...] = ("received", "accepted", "answered")


@pytest.mark.parametrize(
    ("method", "number", "stage"),
    [
        pytest.param("getMe", 1, "received", id="before anything is claimed"),
        pytest.param("sendMessage", 1, "received", id="after the claim, before the first message"),
        pytest.param("sendMessage", 7, "accepted", id="between a message and its answer"),
        pytest.param("sendMessage", 12, "answered", id="between an answer and its record"),
    ],
)
async def test_a_kill_loses_nothing_and_repeats_only_what_was_in_flight(
    broadcast: Broadcast, method: str, number: int, stage: Stage
) -> None:
    await broadcast.subscribe(PEOPLE)
    await broadcast.run_until_killed(at(method, number, stage))
    await broadcast.run_to_the_end()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= IN_FLIGHT


async def test_kill_after_kill_loses_nothing(broadcast: Broadcast) -> None:
    await broadcast.subscribe(PEOPLE)
    stages: tuple[Stage, ...] = ("received", "accepted")
    for stage in stages:
        await broadcast.run_until_killed(at("sendMessage", 5, stage))
    await broadcast.run_to_the_end()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= IN_FLIGHT * len(stages)


async def test_a_slot_is_never_served_twice_even_when_due_times_are_set_back(broadcast: Broadcast) -> None:
    await broadcast.subscribe(PEOPLE)
    await broadcast.run_to_the_end()
    broadcast.set_due_times_back()
    await broadcast.run_to_the_end()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == 0


async def test_a_polite_stop_in_the_middle_loses_and_repeats_nothing(broadcast: Broadcast) -> None:
    await broadcast.subscribe(2 * CLAIM)
    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= CLAIM // 2, within=10)
    assert await broadcast.terminate() == 0
    assert broadcast.missing(), "it was to stop in the middle"
    await broadcast.run_to_the_end()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100))
async def test_a_hundred_random_kills_lose_nothing(broadcast: Broadcast, seed: int) -> None:
    await broadcast.subscribe(PEOPLE)
    dice = Random(seed)  # noqa: S311
    stage = dice.choice(STAGES)
    await broadcast.run_until_killed(at("sendMessage", dice.randint(1, PEOPLE), stage))
    await broadcast.run_to_the_end()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= IN_FLIGHT
