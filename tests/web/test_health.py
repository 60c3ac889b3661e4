"""What a host and a monitor are told."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError

from bot.app import assembly, counting
from bot.domain.delivery import DeliveryState
from bot.domain.profile import Kind, Status
from bot.domain.triage import Urgency
from bot.metrics import Figures, Metrics
from bot.sandbox import Fault
from bot.web.health import Health
from tests.running_bot import RunningBot, free_port, running_bot

TOKEN = "metrics-token"
CRISIS = "I want to kill myself"


@pytest.fixture(autouse=True)
def this_computer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "EVERYWHERE", "127.0.0.1")
    monkeypatch.setattr(counting, "SHARE", 0)


async def _get(bot: RunningBot, path: str, token: str = "") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"http://127.0.0.1:{bot.settings.port}{path}"
    async with aiohttp.ClientSession() as http, http.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_a_bot_that_polls_is_well_once_it_has_polled(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port()) as bot:
        await bot.chat().says("/help")
        status, body = await _get(bot, "/healthz")
        assert (status, body) == (
            200, '{"status": "ok", "database": "ok", "updates": "ok", "deliveries": "ok"}'
        )  # fmt: skip


async def test_a_database_that_is_away_makes_it_503(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> list[object]:
        raise OperationalError("SELECT 1", None, Exception("a secret in here"))

    async with running_bot(tmp_path, port=free_port()) as bot:
        await bot.chat().says("/help")
        with monkeypatch.context() as patched:
            patched.setattr(bot.parts.services.store, "_once", away)
            status, body = await _get(bot, "/healthz")
        assert (status, "secret" in body) == (503, False)
        assert '"database": "failing"' in body
        assert (await _get(bot, "/healthz"))[0] == 200


async def test_a_look_that_fails_or_never_ends_is_told_by_its_name_alone() -> None:
    async def fine() -> bool:
        return True

    async def broken() -> bool:
        raise ValueError("a secret in here")

    answer: Any = await Health({"database": fine, "updates": broken}).show(None)  # type: ignore[arg-type]
    assert answer.status == 503
    assert answer.text == '{"status": "failing", "database": "ok", "updates": "failing"}'


async def test_polls_that_fail_for_long_make_it_503(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_bot(tmp_path, port=free_port()) as bot:
        await bot.chat().says("/help")
        monkeypatch.setattr(assembly, "_POLLED_WITHIN", -1.0)
        status, body = await _get(bot, "/healthz")
        assert status == 503
        assert '"updates": "failing"' in body


async def test_the_figures_are_for_whoever_has_the_token(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port(), metrics_token=TOKEN) as bot:
        await bot.chat().says("/help")
        for token in ("", "wrong", TOKEN + "x", "ä"):
            assert (await _get(bot, "/metrics", token))[0] == 401
        status, text = await _get(bot, "/metrics", TOKEN)
        assert status == 200
        assert 'backcare_updates_total{kind="message",outcome="answered"} 1.0' in text
        assert 'backcare_reply_seconds_count{kind="message"} 1.0' in text


async def test_the_next_count_waits_many_times_as_long_as_the_last_one_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SHARE", 10**9)
    async with running_bot(tmp_path, port=free_port(), metrics_token=TOKEN) as bot:
        before = (await _get(bot, "/metrics", TOKEN))[1]
        for number in range(5):
            await bot.newcomer(f"P{number}").says("/start")
        after = (await _get(bot, "/metrics", TOKEN))[1]
    assert "backcare_people{" not in before + after
    assert 'outcome="answered"} 5.0' in after  # what costs nothing is told at once


async def test_without_a_token_there_are_no_figures(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port()) as bot:
        assert (await _get(bot, "/metrics"))[0] == 404
        assert (await _get(bot, "/metrics", "None"))[0] == 404


async def test_deliveries_and_refusals_are_counted(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port(), metrics_token=TOKEN) as bot:
        await bot.chat().subscribes()
        bot.sandbox.faults.add(Fault("status", "sendMessage", status=429, retry_after=1, count=1))
        await bot.chat().says("/help")
        text = (await _get(bot, "/metrics", TOKEN))[1]
        assert 'backcare_deliveries_total{kind="tip",state="sent"} 1.0' in text
        assert "backcare_refusals_total 1.0" in text


async def test_who_answered_within_a_week_is_counted(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port(), metrics_token=TOKEN) as bot:
        for number in range(5):
            chat = bot.newcomer(f"P{number}")
            await chat.subscribes()
            await chat.says("/checkin 4 3")
        assert "backcare_checkin_answers 5.0" in (await _get(bot, "/metrics", TOKEN))[1]


async def test_no_small_number_of_people_is_told_and_danger_in_fives_only(tmp_path: Path) -> None:
    async with running_bot(tmp_path, port=free_port(), metrics_token=TOKEN) as bot:
        people = [bot.newcomer(f"P{n}") for n in range(6)]
        for chat in people[:4]:
            await chat.says("/start")
        for chat in people[:2]:
            await chat.says(CRISIS)
        text = (await _get(bot, "/metrics", TOKEN))[1]
        assert "backcare_people{" not in text
        assert "backcare_heard{" not in text
        assert "backcare_checkin_answers NaN" in text
        for chat in people[4:]:
            await chat.says("/start")
        for chat in people[:6]:
            await chat.says(CRISIS)
        text = (await _get(bot, "/metrics", TOKEN))[1]
        assert 'backcare_people{status="joining"} 6.0' in text
        assert 'backcare_heard{level="crisis"} 5.0' in text  # of eight


def test_what_would_tell_of_an_alarm_is_counted_under_other() -> None:
    metrics = Metrics()
    for kind in Kind:
        metrics.delivered(kind, DeliveryState.SENT, 0.0)
    text = metrics.exposition(Figures()).decode()
    told = {line.split('"')[1] for line in text.splitlines() if line.startswith("backcare_deliveries_total")}
    assert told == {"tip", "checkin", "broadcast", "other"}


@pytest.mark.parametrize("count", range(12))
def test_counts_of_people_appear_from_five_on(count: int) -> None:
    figures = Figures(dict.fromkeys(Status, count), count, dict.fromkeys(Urgency, count))
    text = Metrics().exposition(figures).decode()
    assert (f'backcare_people{{status="active"}} {count}.0' in text) == (count >= 5)
    assert (f"backcare_checkin_answers {count}.0" in text) == (count >= 5)
    assert ('backcare_heard{level="crisis"} 5.0' in text) == (5 <= count < 10)
    assert ('backcare_heard{level="crisis"} 10.0' in text) == (count >= 10)


async def test_who_stands_by_is_well(tmp_path: Path) -> None:
    """Looked at without a second process: who is not elected neither polls nor sends."""
    async with running_bot(tmp_path, port=free_port()) as bot:
        bot.parts.services.store.is_elected = False
        await asyncio.sleep(0)
        assert (await _get(bot, "/healthz"))[0] == 200
