"""kill -9 of the process group at random moments of a broadcast, judged by the messages the server took."""

from itertools import pairwise
from random import Random

import pytest

from bot.delivery.worker import in_flight
from bot.sandbox import Stage
from tests.process.bot_process import Broadcast
from tests.process.moments import at

PEOPLE, RATE, KILLS = 2000, 1000, 3
STAGES: tuple[Stage, ...] = ("received", "accepted", "answered")
ABOUT = 0.5  # seconds from a kill in which a message is on its way; a repeated one of another time is a fault


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 34))]
)  # three kills each
async def test_random_kills_of_a_broadcast_lose_nothing_and_repeat_only_what_was_in_flight(
    broadcast: Broadcast, seed: int
) -> None:
    broadcast.settings = {"SEND_RATE": str(RATE), "PAID_BROADCAST": "1", "LOG_LEVEL": "WARNING"}
    await broadcast.subscribe(PEOPLE)
    dice = Random(seed)  # noqa: S311
    moments = [0, *sorted(dice.sample(range(1, PEOPLE), KILLS))]
    for before, moment in pairwise(moments):
        broadcast.kill_after = dice.uniform(0, 0.03)
        await broadcast.run_until_killed(at("sendMessage", moment - before, dice.choice(STAGES)))
    await broadcast.run_to_the_end()
    broadcast.tell_figures()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= KILLS * in_flight(RATE)
    assert all(was_on_its_way(broadcast, person) for person in broadcast.repeated())


def was_on_its_way(broadcast: Broadcast, person: int) -> bool:
    """Whether each of somebody's messages but the last came to the server about when the bot was killed, each
    at another time. (What the system has taken from it the server reads a moment after.)"""
    calls = broadcast.sandbox.calls("sendMessage")
    *repeated, _ = [call.real_time for call in calls if call.chat_id == person and call.accepted]
    kills = {kill for kill in broadcast.killed_at if any(abs(kill - at) < ABOUT for at in repeated)}
    return len(kills) >= len(repeated)
