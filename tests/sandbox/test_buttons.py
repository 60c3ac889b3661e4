"""Taps and their answers."""

from typing import Any

import pytest

from bot.sandbox import CallbackAnswer, ControlError, Person, Sandbox

from .client import Client

YES_NO = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}],
        [{"text": "Read", "url": "https://example.org"}],
    ]
}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def ask(bot: Client, person: Person) -> int:
    message: dict[str, Any] = await bot.result(
        "sendMessage", chat_id=person.id, text="Well?", reply_markup=YES_NO
    )
    return int(message["message_id"])


async def test_a_tap_carries_its_data_and_its_message(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    message_id = await ask(bot, ana)
    query = sandbox.tap(ana, message_id, "Yes")
    [update] = await bot.updates()
    assert update["callback_query"]["data"] == "y"
    assert update["callback_query"]["id"] == query.id
    assert update["callback_query"]["message"]["reply_markup"] == YES_NO


async def test_an_answer_reaches_the_person(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    query = sandbox.tap(ana, await ask(bot, ana), data="n")
    await bot.result("answerCallbackQuery", callback_query_id=query.id, text="Fine", show_alert=True)
    assert query.answer == CallbackAnswer("Fine", show_alert=True)


async def test_a_tap_is_answered_once(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    query = sandbox.tap(ana, await ask(bot, ana), "Yes")
    await bot.result("answerCallbackQuery", callback_query_id=query.id)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query.id) == TOO_OLD


async def test_an_old_or_unknown_tap_cannot_be_answered(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    query = sandbox.tap(ana, await ask(bot, ana), "Yes")
    sandbox.advance(3600)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query.id) == TOO_OLD
    assert await bot.refusal("answerCallbackQuery", callback_query_id="7") == TOO_OLD


async def test_a_button_that_is_not_there_is_named_with_those_that_are(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    message_id = await ask(bot, ana)
    with pytest.raises(ControlError, match="no button labelled 'Maybe'; it has 'Yes', 'No', 'Read'"):
        sandbox.tap(ana, message_id, "Maybe")
    with pytest.raises(ControlError, match="sends nothing to the bot"):
        sandbox.tap(ana, message_id, "Read")


async def test_force_taps_a_button_of_long_ago(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    message_id = await ask(bot, ana)
    await bot.result("deleteMessage", chat_id=ana.id, message_id=message_id)
    sandbox.tap(ana, message_id, data="v0:gone", force=True)
    [update] = await bot.updates()
    assert update["callback_query"]["data"] == "v0:gone"
    assert update["callback_query"]["message"]["date"] == 0
