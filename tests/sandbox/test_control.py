"""The control interface, as a test in another process uses it."""

import asyncio

import pytest

from bot.sandbox import Sandbox

from .client import Client


async def test_a_conversation_by_http_alone(bot: Client) -> None:
    ana = (await bot.control("POST", "people", {"name": "Ana", "language_code": "de"})).body
    assert (ana["id"], ana["name"], ana["language_code"]) == (1001, "Ana", "de")
    await bot.control("POST", "people/1001/say", {"text": "/start"})
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await bot.result("sendMessage", chat_id=1001, text="Ready?", reply_markup=keyboard)
    target = {"message_id": sent["message_id"], "label": "Yes"}
    tap = (await bot.control("POST", "people/1001/tap", target)).body
    await bot.result("answerCallbackQuery", callback_query_id=tap["callback_query_id"], text="Good")
    [answered] = (await bot.control("GET", "people/1001/callbacks")).body["callbacks"]
    assert answered["answer"]["text"] == "Good"
    shown = (await bot.control("GET", "people/1001/messages")).body["messages"]
    assert [(each["from"], each["text"]) for each in shown] == [("person", "/start"), ("bot", "Ready?")]
    assert shown[1]["reply_markup"] == keyboard


async def test_the_transcript_can_be_waited_for(bot: Client, sandbox: Sandbox) -> None:
    ana = sandbox.add_person("Ana")
    seen = (await bot.control("GET", f"people/{ana.id}/messages")).body["seq"]
    query = {"after": str(seen), "wait": "5"}
    waiting = asyncio.create_task(bot.control("GET", f"people/{ana.id}/messages", params=query))
    await bot.result("sendMessage", chat_id=ana.id, text="Here I am")
    news = (await asyncio.wait_for(waiting, 2)).body
    assert [each["text"] for each in news["messages"]] == ["Here I am"]


async def test_a_deleted_message_is_news_but_no_longer_shown(bot: Client, sandbox: Sandbox) -> None:
    ana = sandbox.add_person("Ana")
    sent = await bot.result("sendMessage", chat_id=ana.id, text="Oops")
    seen = sandbox.world.feed.last
    await bot.result("deleteMessage", chat_id=ana.id, message_id=sent["message_id"])
    [news] = (await bot.control("GET", f"people/{ana.id}/messages?after={seen}")).body["messages"]
    assert (news["deleted"], news["text"]) == (True, "")
    assert (await bot.control("GET", f"people/{ana.id}/messages")).body["messages"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people/9/say", {"text": "x"}, 404),
        ("people/1001/say", {}, 400),
        ("people/1001/say", {"text": 5}, 400),
        ("people/1001/say", {"text": "x", "reply_to": 77}, 404),
        ("people/1001/tap", {"message_id": 77, "label": "x"}, 404),
        ("people/1001/tap", {"message_id": "x"}, 400),
        ("people/1001/press", {"label": "x"}, 404),
        ("people/1001/edit", {"message_id": 77, "text": "x"}, 404),
        ("people/1001/send", {"kind": "cake"}, 400),
        ("people/1001/send", {"kind": "location", "latitude": 91}, 400),
        ("people", {"name": ""}, 400),
    ],
)
async def test_what_cannot_be_done_is_explained(
    bot: Client, sandbox: Sandbox, path: str, body: dict[str, object], status: int
) -> None:
    sandbox.add_person("Ana")
    reply = await bot.control("POST", path, body)
    assert reply.status == status
    assert reply.body["error"].endswith(".")


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"\\ud800"', b'{"text": "\\ud800"}', b"\xff"])
async def test_a_body_that_is_no_object_is_explained(bot: Client, sandbox: Sandbox, body: bytes) -> None:
    sandbox.add_person("Ana")
    async with bot.session.post(f"{sandbox.url}/control/people/1001/say", data=body) as answer:
        assert answer.status == 400


async def test_reset_begins_again_with_the_first_people() -> None:
    async with Sandbox(people=("You",)) as sandbox:
        sandbox.say(1001, "Hello")
        sandbox.reset()
        [you] = sandbox.people()
        assert you.name == "You"
        assert sandbox.messages(you) == []
        assert sandbox.calls() == []
