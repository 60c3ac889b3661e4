"""Groups: who is in them, and what the bot hears of them."""

import pytest

from bot.sandbox import ControlError, GroupChat, Person, Sandbox

from .client import Client

BUTTONS = {"inline_keyboard": [[{"text": "Me", "callback_data": "me"}]]}


@pytest.fixture
def ben(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Ben")


@pytest.fixture
async def group(sandbox: Sandbox, bot: Client, ana: Person, ben: Person) -> GroupChat:
    made = sandbox.add_group("Walkers", ana, ben)
    await bot.updates()
    sandbox.world.updates.clear()
    return made


async def test_the_bot_is_told_that_it_was_added(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    made = sandbox.add_group("Walkers", ana)
    member, service = await bot.updates()
    assert made.id < 0
    assert member["my_chat_member"]["chat"] == {"id": made.id, "title": "Walkers", "type": "group"}
    assert member["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert member["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == sandbox.world.bot.id


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/tip", True),
        ("/tip@Backcare_Sandbox_Bot", True),
        ("/tip@other_bot", False),
        ("Good morning", False),
    ],
)
async def test_in_privacy_mode_the_bot_hears_commands_only(
    bot: Client, sandbox: Sandbox, ben: Person, group: GroupChat, text: str, heard: bool
) -> None:
    sandbox.say(ben, text, group=group)
    assert len(await bot.updates()) == heard


async def test_answers_to_the_bot_and_an_administrators_ears_hear_more(
    bot: Client, sandbox: Sandbox, ana: Person, ben: Person, group: GroupChat
) -> None:
    sent = await bot.result("sendMessage", chat_id=group.id, text="How are you all?")
    sandbox.say(ben, "Fine", reply_to=sent["message_id"], group=group)
    [answer] = await bot.updates()
    assert answer["message"]["from"]["first_name"] == "Ben"
    sandbox.membership.promote_bot(group, ana)
    sandbox.world.updates.clear()
    sandbox.say(ben, "Anybody?", group=group)
    assert len(await bot.updates()) == 1


async def test_a_tap_in_a_group_says_who_and_where(
    bot: Client, sandbox: Sandbox, ben: Person, group: GroupChat
) -> None:
    sent = await bot.result("sendMessage", chat_id=group.id, text="Who comes?", reply_markup=BUTTONS)
    sandbox.tap(ben, sent["message_id"], "Me", group=group)
    [update] = await bot.updates()
    assert update["callback_query"]["from"]["id"] == ben.id
    assert update["callback_query"]["message"]["chat"]["id"] == group.id


async def test_who_comes_and_goes_is_told_to_an_administrator_that_asks(
    bot: Client, sandbox: Sandbox, ana: Person, group: GroupChat
) -> None:
    sandbox.membership.promote_bot(group, ana)
    await bot.updates(allowed_updates=["chat_member"])
    sandbox.world.updates.clear()
    cleo = sandbox.add_person("Cleo")
    sandbox.membership.join(group, cleo)
    sandbox.membership.leave(group, cleo)
    statuses = [update["chat_member"]["new_chat_member"]["status"] for update in await bot.updates()]
    assert statuses == ["member", "left"]


async def test_a_bot_that_was_thrown_out_cannot_write(
    bot: Client, sandbox: Sandbox, ana: Person, group: GroupChat
) -> None:
    sandbox.membership.remove_bot(group, ana)
    reply = await bot.call("sendMessage", chat_id=group.id, text="Hello?")
    assert (reply.status, reply.description) == (403, "Forbidden: bot was kicked from the group chat")
    sandbox.say(ana, "/tip", group=group)
    [update] = await bot.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_group_cannot_be_asked_for_its_place(bot: Client, group: GroupChat) -> None:
    keyboard = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    refusal = await bot.refusal("sendMessage", chat_id=group.id, text="Where?", reply_markup=keyboard)
    assert refusal == "Bad Request: location can be requested in private chats only"


async def test_the_narrowest_menu_of_commands_wins(
    bot: Client, sandbox: Sandbox, ana: Person, ben: Person, group: GroupChat
) -> None:
    async def menu(who: Person) -> str:
        answer = await bot.control("GET", f"people/{who.id}/commands?group={group.id}")
        return "".join(command["description"] for command in answer.body["commands"])

    def commands(description: str) -> list[dict[str, str]]:
        return [{"command": "tip", "description": description}]

    one = {"type": "chat_member", "chat_id": group.id, "user_id": ben.id}
    for scope, expected in (
        ({"type": "default"}, ("default", "default")),
        ({"type": "all_group_chats"}, ("all_group_chats", "all_group_chats")),
        ({"type": "all_chat_administrators"}, ("all_chat_administrators", "all_group_chats")),
        ({"type": "chat", "chat_id": group.id}, ("chat", "chat")),
        ({"type": "chat_administrators", "chat_id": group.id}, ("chat_administrators", "chat")),
        (one, ("chat_administrators", "chat_member")),
    ):
        await bot.result("setMyCommands", commands=commands(str(scope["type"])), scope=scope)
        assert (await menu(ana), await menu(ben)) == expected


async def test_groups_by_http_alone(bot: Client, ana: Person, ben: Person) -> None:
    body = {"title": "Walkers", "members": [ana.id]}
    group = (await bot.control("POST", "groups", body)).body
    assert (await bot.control("POST", f"groups/{group['id']}/join", {"person": ben.id})).status == 200
    await bot.control("POST", f"groups/{group['id']}/promote_bot", {"person": ana.id})
    said = await bot.control("POST", f"people/{ben.id}/say", {"text": "Hi", "group": group["id"]})
    assert said.body["sender"] == {"id": ben.id, "name": "Ben"}
    messages = (await bot.control("GET", f"groups/{group['id']}/messages")).body["messages"]
    assert messages[-1]["text"] == "Hi"
    [shown] = (await bot.control("GET", "groups")).body["groups"]
    assert (shown["members"], shown["bot"]) == ([ana.id, ben.id], "administrator")


async def test_strangers_cannot_speak_in_a_group(sandbox: Sandbox, group: GroupChat) -> None:
    with pytest.raises(ControlError, match="is not in the group"):
        sandbox.say(sandbox.add_person("Dora"), "Hi", group=group)
    with pytest.raises(ControlError, match="no such group"):
        sandbox.say(group.members[1001], "Hi", group=-1)


async def test_a_deep_link_starts_with_its_payload(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.control("POST", f"people/{ana.id}/start", {"payload": "s_clinic-7"})
    [update] = await bot.updates()
    assert update["message"]["text"] == "/start s_clinic-7"
    with pytest.raises(ControlError, match="at most 64"):
        sandbox.follow_link(ana, "no spaces")


async def test_a_reaction_is_told_to_those_who_ask(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="Done!")
    sandbox.react(ana, sent["message_id"], "🎉")
    assert await bot.updates() == []
    await bot.updates(allowed_updates=["message_reaction"])
    await bot.control("POST", f"people/{ana.id}/react", {"message_id": sent["message_id"], "emoji": "👍"})
    await bot.control("POST", f"people/{ana.id}/react", {"message_id": sent["message_id"], "emoji": None})
    changed, gone = [update["message_reaction"] for update in await bot.updates()]
    assert (changed["old_reaction"][0]["emoji"], changed["new_reaction"][0]["emoji"]) == ("🎉", "👍")
    assert gone["new_reaction"] == []
    with pytest.raises(ControlError, match="Nobody can react"):
        sandbox.react(ana, sent["message_id"], "🚗")


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ([{"type": "emoji", "emoji": "🚗"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, "REACTIONS_TOO_MANY"),
    ],
)
async def test_a_bot_reacts_with_one_emoji_that_there_is(
    bot: Client, ana: Person, reaction: list[dict[str, str]], words: str
) -> None:
    sent = await bot.result("sendMessage", chat_id=ana.id, text="Done!")
    target = {"chat_id": ana.id, "message_id": sent["message_id"]}
    assert await bot.refusal("setMessageReaction", **target, reaction=reaction) == f"Bad Request: {words}"
