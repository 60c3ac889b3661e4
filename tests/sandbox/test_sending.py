"""What sendMessage takes and what it refuses."""

import json

import pytest

from bot.sandbox import Person, Sandbox

from .client import NOON, Client


async def test_a_message_comes_back_as_telegram_would_send_it(bot: Client, ana: Person) -> None:
    message = await bot.result("sendMessage", chat_id=ana.id, text="Good morning")
    assert message == {
        "message_id": 1,
        "from": {
            "id": 700000001,
            "is_bot": True,
            "first_name": "Backcare",
            "username": "backcare_sandbox_bot",
        },
        "chat": {"id": 1001, "first_name": "Ana", "type": "private"},
        "date": int(NOON),
        "text": "Good morning",
    }


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "x", "chat_id": 5}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "x", "parse_mode": "Prose"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "x", "reply_parameters": {"message_id": 9}},
            "Bad Request: message to be replied not found",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(
    bot: Client, ana: Person, parameters: dict[str, object], complaint: str
) -> None:
    assert await bot.refusal("sendMessage", **{"chat_id": ana.id, **parameters}) == complaint


async def test_the_longest_text_counts_without_its_tags(bot: Client, ana: Person) -> None:
    message = await bot.result("sendMessage", chat_id=ana.id, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(message["text"]) == 4096


async def test_a_person_who_blocked_the_bot_gets_nothing(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.block(ana)
    reply = await bot.call("sendMessage", chat_id=ana.id, text="Hello?")
    assert (reply.status, reply.description) == (403, "Forbidden: bot was blocked by the user")
    assert sandbox.messages(ana) == []


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "A", "callback_data": "x" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": "é" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": ""}, "Text buttons are unallowed"),
        ({"text": "A"}, "Text buttons are unallowed"),
        ({"text": "", "callback_data": "a"}, "button text must be non-empty"),
        ({"text": "A", "url": "javascript:alert(1)"}, "Unsupported URL protocol"),
    ],
)
async def test_a_button_telegram_would_refuse_is_refused(
    bot: Client, sandbox: Sandbox, ana: Person, button: dict[str, str], complaint: str
) -> None:
    keyboard = {"inline_keyboard": [[button]]}
    assert complaint in await bot.refusal("sendMessage", chat_id=ana.id, text="x", reply_markup=keyboard)
    assert sandbox.messages(ana) == []


async def test_sixty_four_bytes_of_data_are_allowed(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "x" * 64}]]}
    message = await bot.result(
        "sendMessage", chat_id=ana.id, text="Shall we?", reply_markup=json.dumps(keyboard)
    )
    assert message["reply_markup"] == keyboard
    assert sandbox.messages(ana)[0].labels == ["Yes"]


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    keyboard = {"keyboard": [["London", {"text": "Here", "request_location": True}]], "resize_keyboard": True}
    message = await bot.result("sendMessage", chat_id=ana.id, text="Where?", reply_markup=keyboard)
    assert "reply_markup" not in message
    await bot.result("sendMessage", chat_id=ana.id, text="Take your time")
    assert sandbox.keyboard(ana) == [["London", "Here"]]
    await bot.result("sendMessage", chat_id=ana.id, text="Thanks", reply_markup={"remove_keyboard": True})
    assert sandbox.keyboard(ana) == []


async def test_a_reply_shows_what_it_answers(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    asked = sandbox.say(ana, "How long?")
    message = await bot.result(
        "sendMessage", chat_id=ana.id, text="A while", reply_parameters={"message_id": asked.id}
    )
    assert message["reply_to_message"]["text"] == "How long?"
    assert sandbox.replies(ana)[0].reply_to == asked.id


async def test_form_and_query_work_as_well_as_json(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.post("sendMessage", data={"chat_id": str(ana.id), "text": "by form"})
    await bot.post("sendMessage", params={"chat_id": str(ana.id), "text": "by query"})
    await bot.post("SENDMESSAGE", json={"chat_id": str(ana.id), "text": "by JSON"})
    assert [message.text for message in sandbox.messages(ana)] == ["by form", "by query", "by JSON"]


async def test_an_unknown_method_is_not_found(bot: Client) -> None:
    reply = await bot.call("sendCake")
    assert reply == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


async def test_a_wrong_token_is_unauthorized(bot: Client, sandbox: Sandbox) -> None:
    async with bot.session.post(f"{sandbox.url}/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_typing_shows_until_the_next_message(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.result("sendChatAction", chat_id=ana.id, action="typing")
    chat = sandbox.world.people.chat(ana)
    assert chat.action == "typing"
    await bot.result("sendMessage", chat_id=ana.id, text="There")
    assert chat.action is None
