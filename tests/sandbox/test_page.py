"""The chat page: what is served, and how it stays up to date."""

import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person, Sandbox, chat_page

from .client import NOON, Client

FILES = sorted(chat_page.PAGE.iterdir())
MARKUP_FROM_TEXT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")


async def next_event(answer: aiohttp.ClientResponse) -> tuple[str, dict[str, Any]]:
    lines = (await answer.content.readuntil(b"\n\n")).decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines if line)
    return fields["event"], json.loads(fields["data"])


async def test_the_page_is_strict_about_what_may_run(bot: Client, sandbox: Sandbox) -> None:
    async with bot.session.get(sandbox.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "Sandbox: nothing leaves this computer." in page
    assert not re.search(r"\son\w+=|\sstyle=|<style|<script>", page)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
async def test_each_part_is_served_and_asks_for_nothing_outside(
    bot: Client, sandbox: Sandbox, path: Path
) -> None:
    async with bot.session.get(f"{sandbox.url}/page/{path.name}") as answer:
        assert answer.status == 200
        text = await answer.text()
    assert not MARKUP_FROM_TEXT.search(text)
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}
    assert set(re.findall(r'(?:href|src|from) ?=? ?"(/page/|\./)([\w.]+)"', text)) <= {
        (start, known.name) for known in FILES for start in ("/page/", "./")
    }


@pytest.mark.parametrize("name", ["../server.py", "%2e%2e%2fserver.py", "nothing.js", ".hidden"])
async def test_nothing_else_is_served(bot: Client, sandbox: Sandbox, name: str) -> None:
    async with bot.session.get(f"{sandbox.url}/page/{name}") as answer:
        assert answer.status == 404


async def test_the_page_hears_of_every_change(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    async with bot.session.get(f"{sandbox.url}/events") as answer:
        assert answer.content_type == "text/event-stream"
        assert answer.headers["Content-Security-Policy"]
        assert (await next_event(answer))[0] == "hello"
        await bot.result("sendMessage", chat_id=ana.id, text="News")
        kind, body = await next_event(answer)
    assert (kind, body["message"]["text"], body["person"]["unread"]) == ("message", "News", 1)
    assert body["now"] == NOON


async def test_a_page_that_reconnects_gets_what_it_missed(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    seen = sandbox.world.feed.last
    sandbox.say(ana, "While you were away")
    async with bot.session.get(f"{sandbox.url}/events", headers={"Last-Event-ID": str(seen)}) as answer:
        await next_event(answer)
        kind, body = await next_event(answer)
    assert (kind, body["message"]["text"]) == ("message", "While you were away")


async def test_a_page_too_far_behind_is_told_to_look_afresh(bot: Client, sandbox: Sandbox) -> None:
    for _ in range(3000):
        sandbox.world.feed.publish("clock", dict)
    async with bot.session.get(f"{sandbox.url}/events?after=1") as answer:
        await next_event(answer)
        assert (await next_event(answer))[0] == "reset"


async def test_a_tap_and_its_answer_reach_the_page(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    query = sandbox.tap(ana, 1, data="x", force=True)
    async with bot.session.get(f"{sandbox.url}/events") as answer:
        await next_event(answer)
        await bot.result("answerCallbackQuery", callback_query_id=query.id, text="Saved")
        kind, body = await next_event(answer)
    assert (kind, body["person_id"], body["data"]) == ("callback", ana.id, "x")
    assert body["answer"] == {"text": "Saved", "show_alert": False, "url": ""}
