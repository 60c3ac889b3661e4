"""A real library finds nothing amiss: what it reads from the sandbox becomes its own objects."""

from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Person, Sandbox
from bot.sandbox.images import plain_picture


@pytest.fixture
async def real_bot(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    files = f"{sandbox.url}/file/bot"
    async with telegram.Bot(sandbox.token, f"{sandbox.url}/bot", files) as running:
        yield running


async def test_a_question_a_tap_and_an_edit(sandbox: Sandbox, ana: Person, real_bot: telegram.Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await real_bot.send_message(ana.id, "<b>Ready?</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text_html == "<b>Ready?</b>"
    assert sent.reply_markup == keyboard

    query = sandbox.tap(ana, sent.message_id, "Yes")
    [update] = await real_bot.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "y"
    await update.callback_query.answer("Good")
    await update.callback_query.edit_message_text("Then let us begin.")
    assert query.answer
    assert query.answer.text == "Good"
    assert [message.text for message in sandbox.messages(ana)] == ["Then let us begin."]


async def test_what_people_send_is_understood(sandbox: Sandbox, ana: Person, real_bot: telegram.Bot) -> None:
    sandbox.say(ana, "/checkin 6 4")
    for kind in ("location", "sticker", "photo", "voice", "contact", "document", "forward"):
        sandbox.send(ana, kind)
    sandbox.edit(ana, sandbox.messages(ana)[0], "/checkin 5 4")
    sandbox.block(ana)
    updates = await real_bot.get_updates()
    messages = [update.message for update in updates if update.message]
    assert len(updates) == 10
    assert messages[0].parse_entities() == {messages[0].entities[0]: "/checkin"}
    assert messages[1].location
    assert messages[7].forward_origin
    assert updates[8].edited_message
    assert updates[9].my_chat_member
    assert updates[9].my_chat_member.new_chat_member.status == "kicked"


async def test_files_go_up_and_come_down(ana: Person, real_bot: telegram.Bot) -> None:
    picture = plain_picture(20, 10)
    sent = await real_bot.send_photo(ana.id, picture, caption="Chart")
    file = await sent.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    document = await real_bot.send_document(ana.id, b"a,b\n", filename="export.csv")
    assert document.document
    assert document.document.file_name == "export.csv"


async def test_refusals_become_its_exceptions(sandbox: Sandbox, ana: Person, real_bot: telegram.Bot) -> None:
    sandbox.block(ana)
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await real_bot.send_message(ana.id, "Hello?")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await real_bot.send_message(5, "Hello?")
