"""What people do, as the bot hears of it."""

import pytest

from bot.sandbox import ControlError, Person, Sandbox

from .client import NOON, Client

Json = dict[str, object]
PLACE = {"keyboard": [[{"text": "Here", "request_location": True}, "Later"]], "one_time_keyboard": True}


async def test_a_command_carries_its_entity(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.say(ana, "/start s_clinic")
    [update] = await bot.updates()
    message = update["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": 1001, "is_bot": False, "first_name": "Ana", "language_code": "en"}
    assert message["chat"] == {"id": 1001, "first_name": "Ana", "type": "private"}
    assert message["date"] == int(NOON)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("sticker", "sticker"),
        ("photo", "photo"),
        ("voice", "voice"),
        ("location", "location"),
        ("contact", "contact"),
        ("forward", "forward_origin"),
        ("document", "document"),
    ],
)
async def test_people_send_more_than_words(
    bot: Client, sandbox: Sandbox, ana: Person, kind: str, field: str
) -> None:
    sandbox.send(ana, kind)
    [update] = await bot.updates()
    assert field in update["message"]


async def test_an_edit_is_an_update_of_its_own(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    message = sandbox.say(ana, "7")
    sandbox.advance(60)
    sandbox.edit(ana, message, "6")
    _, update = await bot.updates()
    assert update["edited_message"]["text"] == "6"
    assert update["edited_message"]["edit_date"] == int(NOON) + 60
    assert sandbox.messages(ana)[0].text == "6"


async def test_a_reply_carries_the_message_it_answers(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    asked = await bot.result("sendMessage", chat_id=ana.id, text="Pain?")
    sandbox.say(ana, "6", reply_to=asked["message_id"])
    [update] = await bot.updates()
    assert update["message"]["reply_to_message"]["message_id"] == asked["message_id"]


async def test_blocking_and_unblocking_change_the_bots_membership(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    sandbox.block(ana)
    sandbox.block(ana)
    sandbox.unblock(ana)
    left, back = await bot.updates()
    assert left["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["old_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_a_person_who_blocked_the_bot_cannot_write_to_it(sandbox: Sandbox, ana: Person) -> None:
    sandbox.block(ana)
    with pytest.raises(ControlError, match="must unblock it first"):
        sandbox.say(ana, "Hello")


async def test_a_location_button_shares_a_place_and_the_keyboard_folds(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    await bot.result("sendMessage", chat_id=ana.id, text="Where?", reply_markup=PLACE)
    sandbox.press(ana, "Here", latitude=35.68, longitude=139.65)
    [update] = await bot.updates()
    assert update["message"]["location"] == {"latitude": 35.68, "longitude": 139.65}
    assert sandbox.keyboard(ana) == []


async def test_a_plain_button_says_its_label(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.result("sendMessage", chat_id=ana.id, text="Where?", reply_markup=PLACE)
    assert sandbox.press(ana, "Later").text == "Later"
    with pytest.raises(ControlError, match="no reply button 'Later'"):
        sandbox.press(ana, "Later")


async def test_unread_counts_what_came_since_the_person_last_wrote(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    sandbox.say(ana, "Hi")
    for text in ("Hello", "How are you?"):
        await bot.result("sendMessage", chat_id=ana.id, text=text)
    chat = sandbox.world.people.chat(ana)
    assert chat.unread() == 2
    sandbox.actions.read(ana)
    assert chat.unread() == 0
