"""Messages that change or go."""

from bot.sandbox import Person, Sandbox

from .client import NOON, Client

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
BUTTON = {"inline_keyboard": [[{"text": "On", "callback_data": "on"}]]}


async def test_an_edit_replaces_text_and_keyboard(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="One", reply_markup=BUTTON)
    sandbox.advance(5)
    target = {"chat_id": ana.id, "message_id": sent["message_id"]}
    edited = await bot.result("editMessageText", **target, text="<b>Two</b>", parse_mode="HTML")
    assert edited["text"] == "Two"
    assert edited["edit_date"] == int(NOON) + 5
    assert "reply_markup" not in edited
    assert [message.text for message in sandbox.messages(ana)] == ["Two"]


async def test_an_unchanged_edit_is_refused_in_telegrams_words(bot: Client, ana: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="One", reply_markup=BUTTON)
    target = {"chat_id": ana.id, "message_id": sent["message_id"]}
    assert await bot.refusal("editMessageText", **target, text="One", reply_markup=BUTTON) == NOT_MODIFIED
    assert await bot.refusal("editMessageReplyMarkup", **target, reply_markup=BUTTON) == NOT_MODIFIED
    await bot.result("editMessageReplyMarkup", **target)
    assert await bot.refusal("editMessageReplyMarkup", **target) == NOT_MODIFIED


async def test_a_message_that_is_gone_cannot_be_edited(bot: Client, ana: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="One")
    target = {"chat_id": ana.id, "message_id": sent["message_id"]}
    assert await bot.result("deleteMessage", **target) is True
    assert (
        await bot.refusal("editMessageText", **target, text="Two") == "Bad Request: message to edit not found"
    )
    assert await bot.refusal("deleteMessage", **target) == "Bad Request: message to delete not found"


async def test_what_a_person_wrote_is_not_the_bots_to_edit(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    target = {"chat_id": ana.id, "message_id": sandbox.say(ana, "Mine").id}
    assert await bot.refusal("editMessageText", **target, text="x") == "Bad Request: message can't be edited"


async def test_after_two_days_a_message_cannot_be_deleted(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="One")
    sandbox.advance(48 * 3600 + 1)
    refusal = await bot.refusal("deleteMessage", chat_id=ana.id, message_id=sent["message_id"])
    assert refusal == "Bad Request: message can't be deleted for everyone"
