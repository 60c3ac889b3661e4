"""Updates that are brought: real HTTP, the whole bot, real SQLite."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.storage.tables import handled_updates, profiles
from bot.web.webhook import SECRET_HEADER
from tests.running_bot import RunningBot, free_port, running_bot

SECRET = "a-secret_of-ours"


@dataclass
class Telegram:
    """Whoever posts to the bot's address."""

    bot: RunningBot
    url: str
    http: aiohttp.ClientSession

    async def brings(self, update: Any, secret: str | None = SECRET) -> int:
        return await self.posts(json.dumps(update).encode(), secret)

    async def posts(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.http.post(self.url, data=BytesIO(body), headers=headers) as answer:
            return answer.status

    def message(self, update_id: int, text: str) -> dict[str, Any]:
        """Of the first person."""
        ana = self.bot.sandbox.people()[0]
        chat = {"id": ana.id, "type": "private", "first_name": "Ana"}
        sender = {"id": ana.id, "is_bot": False, "first_name": "Ana"}
        message: dict[str, Any] = {"message_id": update_id, "date": 1772434800, "chat": chat, "from": sender}
        message["text"] = text
        if text.startswith("/"):
            message["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        return {"update_id": update_id, "message": message}


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Telegram]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    settings: dict[str, Any] = {"webhook_url": url, "webhook_secret": SECRET, "port": port}
    async with running_bot(tmp_path, **settings) as bot, aiohttp.ClientSession() as http:
        yield Telegram(bot, url, http)


async def _count(bot: RunningBot, table: Any) -> int:
    counting = select(func.count()).select_from(table)
    found: int = await bot.parts.services.store.run(
        lambda unit: unit.connection.execute(counting).scalar() or 0
    )
    return found


async def test_a_conversation_through_the_webhook_is_as_through_polling(telegram: Telegram) -> None:
    chat = telegram.bot.chat()
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Pain 6, stress 4"))
    assert telegram.bot.sandbox.calls("getUpdates") == []


async def test_without_the_secret_nothing_is_processed(telegram: Telegram) -> None:
    update = telegram.message(1, "/start")
    for secret in (None, "", "wrong", SECRET + "x", SECRET[:-1], "ä" * 10):
        assert await telegram.brings(update, secret) == 401
    assert await _count(telegram.bot, handled_updates) == 0
    assert telegram.bot.sandbox.calls("sendMessage") == []


MALFORMED = (
    b"", b"null", b"[]", b"7", b'"x"', b"{", b"{}", b"\xff\xfe", b'{"update_id": "7"}',
    b'{"update_id": true}', b'{"update_id": -1}', b'{"update_id": 1e3}',
    b'{"update_id": 99999999999999999999}', b'{"update_id": ' + b"9" * 5000 + b"}", b"[" * 100_000,
    b'{"a":' * 50_000, b'{"update_id": 1, "message": ',
)  # fmt: skip


SENSELESS: tuple[dict[str, Any], ...] = (
    {}, {"message": 7}, {"message": {}}, {"callback_query": []}, {"x": {}}
)  # fmt: skip


async def test_a_malformed_body_is_refused_at_once_and_stops_nothing(telegram: Telegram) -> None:
    assert {await telegram.posts(body) for body in MALFORMED} == {400}
    assert await telegram.posts(b" " * (1 << 20) + b"{}") == 413
    await telegram.bot.chat().transcript(("/help", "What I can do"))


async def test_an_update_that_makes_no_sense_is_taken_so_that_it_does_not_come_again(
    telegram: Telegram,
) -> None:
    for number, inside in enumerate(SENSELESS):
        assert await telegram.brings({"update_id": 100 + number, **inside}) == 200
    assert await _count(telegram.bot, handled_updates) == 5


async def test_what_is_brought_again_is_not_processed_twice_also_after_a_restart(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    settings: dict[str, Any] = {"webhook_url": url, "webhook_secret": SECRET, "port": port}
    answers = []
    for _ in range(2):
        async with running_bot(tmp_path, **settings) as bot, aiohttp.ClientSession() as http:
            settings["data_keys"] = ",".join(bot.settings.data_keys_plain())
            telegram = Telegram(bot, url, http)
            update = telegram.message(41, "/help")
            assert [await telegram.brings(update) for _ in range(3)] == [200] * 3
            answers.append(len(bot.sandbox.calls("sendMessage")))
    assert answers == [1, 0]


async def test_the_answer_comes_after_the_work_and_the_same_update_meanwhile_waits_for_it(
    telegram: Telegram,
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    served = []

    async def take(update: Any) -> None:
        begun.set()
        await go_on.wait()
        served.append(update.update_id)

    webhook = telegram.bot.parts.webhook
    assert webhook is not None
    webhook._queues._take = take
    update = telegram.message(77, "hello")
    both = [asyncio.create_task(telegram.brings(update)) for _ in range(2)]
    await begun.wait()
    assert await _count(telegram.bot, handled_updates) == 0
    assert not any(task.done() for task in both)
    go_on.set()
    assert await asyncio.gather(*both) == [200, 200]
    assert served == [77]


async def test_more_than_can_wait_is_sent_away_for_later(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.webhook.MAX_WAITING", 2)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def take(_: Any) -> None:
        begun.set()
        await go_on.wait()

    webhook = telegram.bot.parts.webhook
    assert webhook is not None
    webhook._queues._take = take
    waiting = [asyncio.create_task(telegram.brings(telegram.message(n, "hi"))) for n in (1, 2)]
    await begun.wait()
    while len(webhook._under_way) < 2:
        await asyncio.sleep(0)
    assert await telegram.brings(telegram.message(3, "hi")) == 429
    go_on.set()
    assert await asyncio.gather(*waiting) == [200, 200]
    assert await telegram.brings(telegram.message(3, "hi")) == 200


async def test_other_paths_and_methods_lead_nowhere(telegram: Telegram) -> None:
    base = telegram.url.removesuffix("/telegram")
    for method, path, status in (
        ("GET", "/telegram", 405), ("POST", "/", 404), ("POST", "/healthz", 405), ("GET", "/../.env", 404)
    ):  # fmt: skip
        async with telegram.http.request(method, base + path) as answer:
            assert (answer.status, path) == (status, path)


async def test_the_webhook_is_set_with_its_secret_and_polling_takes_it_away(tmp_path: Path) -> None:
    port = free_port()
    settings: dict[str, Any] = {"webhook_url": f"http://127.0.0.1:{port}/hook", "port": port}
    async with running_bot(tmp_path / "one", **settings) as bot:
        [call] = bot.sandbox.calls("setWebhook")
        assert call.parameters["url"] == settings["webhook_url"]
        assert call.parameters["secret_token"] == bot.settings.webhook_secret_plain
        assert bot.sandbox.calls("deleteWebhook") == []
        await bot.chat().transcript(("/help", "What I can do"))
    async with running_bot(tmp_path / "two") as bot:
        assert len(bot.sandbox.calls("deleteWebhook")) == 1
        assert bot.sandbox.calls("setWebhook") == []


async def test_a_profile_begun_through_the_webhook_is_there(telegram: Telegram) -> None:
    assert await telegram.brings(telegram.message(9, "/start")) == 200
    assert await _count(telegram.bot, profiles) == 1
