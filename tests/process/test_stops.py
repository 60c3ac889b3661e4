"""SIGTERM in the midst of a broadcast: it is heeded within five seconds, and nothing is lost."""

from time import monotonic

import pytest

from bot.delivery.worker import in_flight
from bot.sandbox import Fault
from tests.process.bot_process import Broadcast

PEOPLE, RATE = 2000, 1000
STOPS_WITHIN = 5.0  # seconds


@pytest.mark.parametrize(
    ("fault", "most_twice"),
    [
        pytest.param(None, 0, id="and all is well"),
        pytest.param(
            Fault("hang_after", "sendMessage", after=500), in_flight(RATE), id="and answers never come"
        ),
    ],
)
async def test_a_stop_in_a_broadcast_is_heeded_in_time_and_loses_nothing(
    broadcast: Broadcast, fault: Fault | None, most_twice: int
) -> None:
    broadcast.settings = {"SEND_RATE": str(RATE), "PAID_BROADCAST": "1", "LOG_LEVEL": "WARNING"}
    await broadcast.subscribe(PEOPLE)
    if fault is not None:
        broadcast.sandbox.faults.add(fault)
    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= PEOPLE // 4, within=10)
    begun = monotonic()
    assert await broadcast.terminate() == 0
    took = monotonic() - begun
    assert broadcast.missing(), "it was to stop in the middle"
    broadcast.sandbox.faults.clear()
    await broadcast.run_to_the_end()
    broadcast.tell_figures(stopped_within=took)
    assert took <= STOPS_WITHIN
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= most_twice
