"""Updates brought to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Person, Sandbox
from bot.sandbox.webhook import SECRET_HEADER

from .client import Client


@dataclass
class Door:
    """A bot's web server, which a test can close."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)  # of the next answers; after them all is well
    came: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    says: dict[str, Any] = field(default_factory=dict)

    async def take(self, request: web.Request) -> web.Response:
        self.came.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.says if status == 200 else {}, status=status)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    made, app = Door(), web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_come_in_order_with_the_secret(
    bot: Client, sandbox: Sandbox, ana: Person, door: Door
) -> None:
    sandbox.say(ana, "before")
    await bot.result("setWebhook", url=door.url, secret_token="s3cret_-")
    for number in range(5):
        sandbox.say(ana, str(number))
    await sandbox.idle()
    assert door.texts == ["before", "0", "1", "2", "3", "4"]
    assert set(door.secrets) == {"s3cret_-"}
    assert (await bot.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_comes_again_after_growing_gaps_and_the_next_ones_wait(
    bot: Client, sandbox: Sandbox, ana: Person, door: Door
) -> None:
    door.statuses = [500, 503, 404]
    await bot.result("setWebhook", url=door.url)
    sandbox.say(ana, "first")
    sandbox.say(ana, "second")
    for attempt, gap in ((1, 1), (2, 2), (3, 4)):
        await sandbox.until(lambda attempt=attempt: len(door.came) == attempt)  # type: ignore[misc]
        await sandbox.until(lambda: not waits_for_answer(sandbox, door))
        info = await bot.result("getWebhookInfo")
        assert info["pending_update_count"] == 2
        assert "Wrong response from the webhook: " in info["last_error_message"]
        sandbox.advance(gap - 0.5)
        await asyncio.sleep(0)
        assert len(door.came) == attempt
        sandbox.advance(0.5)
    await sandbox.idle()
    assert door.texts == ["first", "first", "first", "first", "second"]


def waits_for_answer(sandbox: Sandbox, door: Door) -> bool:
    """Whether the newest attempt has not been noted as failed yet."""
    webhook = sandbox.world.bot.webhook
    assert webhook
    return webhook.failures < len(door.came)


async def test_a_door_that_is_shut_is_tried_again(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.result("setWebhook", url="http://127.0.0.1:9/hook")
    sandbox.say(ana, "anybody?")
    webhook = sandbox.world.bot.webhook
    assert webhook
    await sandbox.until(lambda: webhook.last_error)
    assert (await bot.result("getWebhookInfo"))["last_error_message"] == "Connection refused"
    await bot.result("deleteWebhook")
    assert len(await bot.updates()) == 1


async def test_no_address_outside_this_computer_is_called(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.result("setWebhook", url="https://example.org/hook")
    sandbox.say(ana, "Who is there?")
    webhook = sandbox.world.bot.webhook
    assert webhook
    await sandbox.until(lambda: webhook.last_error)
    info = await bot.result("getWebhookInfo")
    assert info["last_error_message"] == "The sandbox calls this computer's own addresses only"
    assert info["pending_update_count"] == 1


async def test_an_answer_may_carry_a_call(bot: Client, sandbox: Sandbox, ana: Person, door: Door) -> None:
    door.says = {"method": "sendMessage", "chat_id": ana.id, "text": "At once"}
    await bot.result("setWebhook", url=door.url)
    said = sandbox.say(ana, "Quick!")
    assert (await sandbox.next_reply(ana, after=said)).text == "At once"


async def test_a_webhook_ends_a_poll_and_forbids_others(bot: Client, sandbox: Sandbox, door: Door) -> None:
    polling = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await sandbox.until(lambda: sandbox.calls("getUpdates"))
    await bot.result("setWebhook", url=door.url)
    assert (await polling).description == "Conflict: terminated by setWebhook request"
    refused = await bot.call("getUpdates")
    assert refused.status == 409
    assert refused.description == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "gopher://example.org/"}, "invalid webhook URL specified"),
        ({"url": "https://example.org/", "secret_token": "ü"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot: Client, parameters: dict[str, str], words: str) -> None:
    assert await bot.refusal("setWebhook", **parameters) == f"Bad Request: {words}"
