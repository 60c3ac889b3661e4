"""Errors reach operators as id, class and count, at most once an hour for each class."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bot.alerts import Alert, Alerts
from bot.handlers.telling import tell_of_error
from bot.log import get_logger, set_up_logging
from tests.running_bot import RunningBot, running_bot


@dataclass
class Operators:
    """Who is told, and the clock of the loop."""

    told: list[Alert] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    now: float = 1000.0

    async def tell(self, alert: Alert) -> None:
        self.told.append(alert)


@pytest.fixture
def operators() -> Operators:
    return Operators()


@pytest.fixture
async def alerts(
    operators: Operators, monkeypatch: pytest.MonkeyPatch, logging_put_back: None
) -> AsyncIterator[Alerts]:
    set_up_logging("DEBUG", "json")
    with Alerts.listening(operators.tell, operators.counted.append) as listening:
        monkeypatch.setattr(listening, "_now", lambda: operators.now)
        yield listening


async def _hear(alerts: Alerts) -> None:
    await asyncio.sleep(0)  # the log is heard in the loop
    await alerts.tell_what_is_due()


async def test_the_first_of_a_class_is_told_at_once_and_the_next_ones_an_hour_later_together(
    alerts: Alerts, operators: Operators
) -> None:
    get_logger().error("it broke", error="ValueError", id="aaaa0001")
    await _hear(alerts)
    assert operators.told == [Alert("ValueError", 1, "aaaa0001")]
    for number in range(7):
        get_logger().error("it broke again", error="ValueError", id=f"aaaa100{number}")
    operators.now += 3599
    await _hear(alerts)
    assert len(operators.told) == 1
    operators.now += 1
    await _hear(alerts)
    assert operators.told[1:] == [Alert("ValueError", 7, "aaaa1006")]
    operators.now += 10_000
    await _hear(alerts)
    assert len(operators.told) == 2
    assert operators.counted == ["ValueError"] * 8


async def test_each_class_has_an_hour_of_its_own_and_warnings_are_no_errors(
    alerts: Alerts, operators: Operators
) -> None:
    get_logger().warning("hm", error="ValueError")
    get_logger().error("a", error="KeyError", id="1")
    get_logger().error("b", error="OSError")
    get_logger().critical("c")
    await _hear(alerts)
    assert operators.told == [Alert("KeyError", 1, "1"), Alert("OSError", 1, ""), Alert("Error", 1, "")]


async def test_an_error_in_a_thread_is_heard_too(alerts: Alerts, operators: Operators) -> None:
    await asyncio.to_thread(get_logger().error, "in a thread", error="RuntimeError", id="2")
    await _hear(alerts)
    assert operators.told == [Alert("RuntimeError", 1, "2")]


async def test_a_handler_that_fails_is_told_to_the_operators_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_put_back: None
) -> None:
    set_up_logging("ERROR", "json")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("my secret words")

    async with running_bot(tmp_path, admin_ids="1000000001") as bot:
        ana, olu = bot.chat(), bot.newcomer("Olu")
        monkeypatch.setattr(bot.parts.alerts, "_tell", partial(_to, bot, olu.person.id))
        monkeypatch.setattr("bot.handlers.hearing.assess", broken)
        for _ in range(3):
            await ana.says("my secret words")
        assert "something went wrong" in ana.last.text
        told = await bot.sandbox.next_reply(olu.person)
        assert "ZeroDivisionError, once." in told.text
        error_id = told.text.split()[-1].rstrip(".")
        assert error_id in ana.replies[0].text
        assert "secret" not in told.text
        assert len(olu.replies) == 1


async def _to(bot: RunningBot, person: int, alert: Alert) -> None:
    await tell_of_error(bot.parts.application.bot, [person], alert)
