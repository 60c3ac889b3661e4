"""Telegram on a bad day, for a whole broadcast: judged by the list of messages it took."""

import pytest

from bot.sandbox import Fault
from tests.process.bot_process import Broadcast

PEOPLE = 300
THIRD_LOOK = "again_in=4.0"  # in the log: the bot has found the server away for three seconds


async def test_a_storm_of_429_delays_messages_and_neither_loses_nor_repeats_one(broadcast: Broadcast) -> None:
    """The bot believes that it may send a thousand a second; the server takes a hundred."""
    broadcast.settings = {"SEND_RATE": "1000", "PAID_BROADCAST": "1"}
    broadcast.sandbox.limit(overall=100)
    await broadcast.subscribe(PEOPLE)
    await broadcast.run_to_the_end()
    refused = sum(call.status == 429 for call in broadcast.sandbox.calls("sendMessage"))
    broadcast.tell_figures(refused=refused)
    assert refused >= 5, "there was to be a storm"
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == 0


@pytest.mark.soak
@pytest.mark.parametrize("action", ["hang_before", "hang_after"])
async def test_answers_that_never_come_lose_nothing(broadcast: Broadcast, action: str) -> None:
    """With the patience the bot really has."""
    broadcast.settings = {"SEND_RATE": "30"}
    broadcast.sandbox.faults.add(Fault(action, "sendMessage", after=20, count=8))  # type: ignore[arg-type]
    await broadcast.subscribe(PEOPLE // 3)
    await broadcast.run_to_the_end()
    broadcast.tell_figures()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == (8 if action == "hang_after" else 0)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("status", status=502), id="502"),
        pytest.param(Fault("reset_before"), id="resets", marks=pytest.mark.soak),
    ],
)
async def test_a_server_that_is_away_for_a_while_loses_no_message(broadcast: Broadcast, fault: Fault) -> None:
    broadcast.settings = {"SEND_RATE": "300", "PAID_BROADCAST": "1", "LOG_LEVEL": "WARNING"}
    await broadcast.subscribe(PEOPLE)
    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= PEOPLE // 3, within=20)
    broadcast.sandbox.faults.add(fault)
    await broadcast.sandbox.until(lambda: THIRD_LOOK in broadcast.log(), within=20)
    broadcast.sandbox.faults.clear()
    await broadcast.finish()
    broadcast.tell_figures()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() == 0
