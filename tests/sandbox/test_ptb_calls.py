"""python-telegram-bot's own calls go through unchanged, and what comes back becomes its objects."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChatMember,
    BotDescription,
    BotName,
    BotShortDescription,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MenuButtonCommands,
    MenuButtonDefault,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.sandbox import GroupChat, Person, Sandbox
from bot.sandbox.images import plain_picture
from bot.sandbox.methods import BY_NAME

PICTURE = plain_picture(20, 10)
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


@pytest.fixture
async def ptb(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(sandbox.token, f"{sandbox.url}/bot", f"{sandbox.url}/file/bot") as running:
        yield running


@pytest.fixture
def group(sandbox: Sandbox, ana: Person) -> GroupChat:
    made = sandbox.add_group("Walkers", ana, sandbox.add_person("Ben"))
    sandbox.membership.promote_bot(made, ana)
    return made


async def test_words_and_keyboards(ptb: telegram.Bot, ana: Person) -> None:
    asked = await ptb.send_message(ana.id, "<b>Ready?</b>", "HTML", reply_markup=BUTTONS)
    assert (asked.text_html, asked.reply_markup) == ("<b>Ready?</b>", BUTTONS)
    keyboard = ReplyKeyboardMarkup([["One", "Two"]], resize_keyboard=True, input_field_placeholder="Which?")
    await ptb.send_message(ana.id, "Choose", reply_markup=keyboard, protect_content=True)
    await ptb.send_message(ana.id, "Thanks", reply_markup=ReplyKeyboardRemove())
    answer = await ptb.send_message(
        ana.id, "Say more", reply_markup=ForceReply(), reply_parameters=ReplyParameters(asked.message_id)
    )
    assert answer.reply_to_message == asked
    assert await ptb.send_chat_action(ana.id, "typing")


async def test_files_of_every_kind(ptb: telegram.Bot, ana: Person) -> None:
    photo = await ptb.send_photo(ana.id, PICTURE, caption="Chart")
    assert (photo.photo[-1].width, photo.caption) == (20, "Chart")
    document = await ptb.send_document(ana.id, b"a,b\n", filename="export.csv")
    assert document.document
    assert document.document.file_name == "export.csv"
    audio = await ptb.send_audio(ana.id, b"la", duration=3, performer="Ana", title="Song")
    assert audio.audio
    assert (audio.audio.performer, audio.audio.title) == ("Ana", "Song")
    assert (await ptb.send_video(ana.id, b"film", width=4, height=3, duration=1)).video
    assert (await ptb.send_animation(ana.id, b"gif")).animation
    assert (await ptb.send_voice(ana.id, b"hm", caption="A word")).voice
    assert (await ptb.send_video_note(ana.id, b"o", length=240)).video_note
    assert (await ptb.send_sticker(ana.id, b"webp", emoji="👍")).sticker
    again = await ptb.send_photo(ana.id, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    file = await ptb.get_file(photo.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PICTURE


async def test_albums_and_what_replaces_files(ptb: telegram.Bot, ana: Person) -> None:
    album = await ptb.send_media_group(ana.id, [InputMediaPhoto(PICTURE, "One"), InputMediaPhoto(PICTURE)])
    assert len({message.media_group_id for message in album}) == 1
    assert album[0].caption == "One"
    first = album[0].message_id
    edited = await ptb.edit_message_caption(ana.id, first, caption="<i>Uno</i>", parse_mode="HTML")
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "Uno"
    replaced = await ptb.edit_message_media(InputMediaDocument(b"words", filename="w.txt"), ana.id, first)
    assert isinstance(replaced, telegram.Message)
    assert replaced.document


async def test_places_people_polls_and_dice(ptb: telegram.Bot, ana: Person) -> None:
    assert (await ptb.send_location(ana.id, 52.5, 13.4)).location
    venue = await ptb.send_venue(ana.id, 52.5, 13.4, "Clinic", "Main Street 1")
    assert venue.venue
    assert venue.venue.title == "Clinic"
    assert (await ptb.send_contact(ana.id, "+1 555 0100", "Ana")).contact
    assert (await ptb.send_dice(ana.id)).dice
    poll = await ptb.send_poll(ana.id, "Better?", ["Yes", "No"])
    assert poll.poll
    assert [option.text for option in poll.poll.options] == ["Yes", "No"]
    assert (await ptb.stop_poll(ana.id, poll.message_id)).is_closed


async def test_edits_copies_and_forwards(ptb: telegram.Bot, ana: Person) -> None:
    sent = await ptb.send_message(ana.id, "One", reply_markup=BUTTONS)
    edited = await ptb.edit_message_text("Two", ana.id, sent.message_id, reply_markup=BUTTONS)
    assert isinstance(edited, telegram.Message)
    assert edited.text == "Two"
    bare = await ptb.edit_message_reply_markup(ana.id, sent.message_id)
    assert isinstance(bare, telegram.Message)
    assert bare.reply_markup is None
    forwarded = await ptb.forward_message(ana.id, ana.id, sent.message_id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    copied = await ptb.copy_message(ana.id, ana.id, sent.message_id)
    both = [sent.message_id, copied.message_id]
    assert len(await ptb.forward_messages(ana.id, ana.id, both)) == 2
    assert len(await ptb.copy_messages(ana.id, ana.id, both)) == 2
    assert await ptb.set_message_reaction(ana.id, sent.message_id, "👍")
    assert await ptb.pin_chat_message(ana.id, sent.message_id)
    assert (await ptb.get_chat(ana.id)).pinned_message == edited
    assert await ptb.unpin_chat_message(ana.id, sent.message_id)
    assert await ptb.unpin_all_chat_messages(ana.id)
    assert await ptb.delete_message(ana.id, sent.message_id)
    assert await ptb.delete_messages(ana.id, both)


async def test_taps_and_reactions(ptb: telegram.Bot, sandbox: Sandbox, ana: Person) -> None:
    await ptb.get_updates(allowed_updates=telegram.Update.ALL_TYPES)
    sent = await ptb.send_message(ana.id, "Ready?", reply_markup=BUTTONS)
    tap = sandbox.tap(ana, sent.message_id, "Yes")
    sandbox.react(ana, sent.message_id, "❤")
    tapped, reacted = await ptb.get_updates()
    assert tapped.callback_query
    assert await ptb.answer_callback_query(tapped.callback_query.id, "Good")
    assert tap.answer
    assert reacted.message_reaction
    assert reacted.message_reaction.new_reaction == (ReactionTypeEmoji("❤"),)


async def test_chats_and_members(ptb: telegram.Bot, sandbox: Sandbox, ana: Person, group: GroupChat) -> None:
    assert (await ptb.get_chat(group.id)).title == "Walkers"
    assert isinstance(await ptb.get_chat_member(group.id, ana.id), ChatMemberOwner)
    assert isinstance(await ptb.get_chat_member(group.id, ptb.id), ChatMemberAdministrator)
    ben = sandbox.people()[1]
    assert isinstance(await ptb.get_chat_member(group.id, ben.id), ChatMemberMember)
    assert len(await ptb.get_chat_administrators(group.id)) == 2
    assert await ptb.get_chat_member_count(group.id) == 3
    assert await ptb.ban_chat_member(group.id, ben.id)
    assert await ptb.unban_chat_member(group.id, ben.id)
    assert isinstance(await ptb.get_chat_member(group.id, ben.id), ChatMemberLeft)
    assert await ptb.set_chat_title(group.id, "Hikers")
    assert await ptb.set_chat_description(group.id, "Up and down")
    assert (await ptb.get_chat(group.id)).description == "Up and down"
    assert (await ptb.get_user_profile_photos(ana.id)).total_count == 0
    assert await ptb.leave_chat(group.id)
    with pytest.raises(telegram.error.Forbidden, match="not a member of the group chat"):
        await ptb.send_message(group.id, "Hello?")


async def test_what_the_bot_says_of_itself(ptb: telegram.Bot, ana: Person, group: GroupChat) -> None:
    assert (await ptb.get_me()).username == "backcare_sandbox_bot"
    tip, all_groups = [BotCommand("tip", "A tip")], BotCommandScopeAllGroupChats()
    assert await ptb.set_my_commands(tip)
    assert await ptb.set_my_commands(tip, scope=BotCommandScopeChatMember(group.id, ana.id))
    assert await ptb.set_my_commands(tip, scope=all_groups, language_code="de")
    assert await ptb.get_my_commands(scope=all_groups, language_code="de") == tuple(tip)
    assert await ptb.delete_my_commands(scope=all_groups, language_code="de")
    assert await ptb.set_my_name("Rücken", language_code="de")
    assert await ptb.get_my_name("de") == BotName("Rücken")
    assert await ptb.set_my_description("A tip a day")
    assert await ptb.get_my_description("fr") == BotDescription("A tip a day")
    assert await ptb.set_my_short_description("Tips")
    assert await ptb.get_my_short_description() == BotShortDescription("Tips")
    assert isinstance(await ptb.get_chat_menu_button(ana.id), MenuButtonCommands)
    assert await ptb.set_chat_menu_button(ana.id, MenuButtonDefault())
    assert isinstance(await ptb.get_chat_menu_button(ana.id), MenuButtonDefault)
    rights = ChatAdministratorRights.all_rights()
    assert await ptb.set_my_default_administrator_rights(rights)
    assert (await ptb.get_my_default_administrator_rights()).can_manage_chat


async def test_webhooks(ptb: telegram.Bot) -> None:
    assert await ptb.set_webhook("https://example.org/hook", max_connections=7, allowed_updates=["message"])
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (
        "https://example.org/hook",
        7,
        ("message",),
    )
    assert await ptb.delete_webhook(drop_pending_updates=True)


def test_these_were_all_the_methods_there_are() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert len(BY_NAME) >= 60
    assert [name for name in BY_NAME if f"ptb.{snake(name)}(" not in source] == []


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
