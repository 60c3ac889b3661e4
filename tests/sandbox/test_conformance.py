"""What the sandbox takes and gives is what the Bot API's published description says."""

import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox import GroupChat, Person, Sandbox
from bot.sandbox.images import plain_picture
from bot.sandbox.methods import BY_NAME
from bot.sandbox.updates import KINDS

from . import botapi
from .client import Client

Json = dict[str, Any]

pytestmark = pytest.mark.skipif(bool(botapi.why_absent()), reason=botapi.why_absent() or "there is one")

METHODS = sorted([*BY_NAME, "getUpdates"])
EVERYTHING = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
]
BUTTONS = {
    "inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Read", "url": "https://e.org"}]]
}
KEYBOARD = {
    "keyboard": [[{"text": "Here", "request_location": True}, {"text": "Me", "request_contact": True}]]
}
PLACE: Json = {"latitude": 52.5, "longitude": 13.4}
# Telegram takes these calls without a parameter that the description calls required.
LENIENT = {("answerCallbackQuery", "callback_query_id"), ("setMyCommands", "commands"), ("setWebhook", "url")}


class Scene:
    """A chat and a group with something of everything in them, and calls that fit."""

    def __init__(self, bot: Client, sandbox: Sandbox, ana: Person) -> None:
        self.bot, self.sandbox, self.ana = bot, sandbox, ana
        self.group: GroupChat = sandbox.add_group("Walkers", ana, sandbox.add_person("Ben", username="ben"))
        sandbox.membership.promote_bot(self.group, ana)

    async def fitting(self, method: str) -> Json:
        """Parameters with which a method succeeds."""
        chat = {"chat_id": self.ana.id}
        group = {"chat_id": self.group.id}
        sent = await self.bot.result("sendMessage", **chat, text="target", reply_markup=BUTTONS)
        target = {**chat, "message_id": sent["message_id"]}
        file_id = await self._file()
        media = {"type": "photo", "media": file_id}
        poll = await self.bot.result("sendPoll", **chat, question="Better?", options=["Yes", "No"])
        ben = list(self.group.members)[1]
        files = ("Photo", "Document", "Audio", "Video", "Animation", "Voice", "Sticker")
        known: dict[str, Json] = {
            **{f"send{name}": {**chat, name.lower(): file_id, "caption": "c"} for name in files},
            "sendVideoNote": {**chat, "video_note": file_id},
            "sendMessage": {**chat, "text": "<b>Hello</b> /tip", "parse_mode": "HTML"},
            "sendMediaGroup": {**chat, "media": [media] * 2},
            "sendLocation": {**chat, **PLACE},
            "sendVenue": {**chat, **PLACE, "title": "Clinic", "address": "Main Street"},
            "sendContact": {**chat, "phone_number": "+1", "first_name": "Ana"},
            "sendPoll": {**chat, "question": "Better?", "options": [{"text": "Yes"}, {"text": "No"}]},
            "sendDice": chat,
            "stopPoll": {**chat, "message_id": poll["message_id"]},
            "sendChatAction": {**chat, "action": "typing"},
            "forwardMessage": {**target, "from_chat_id": self.ana.id},
            "copyMessage": {**target, "from_chat_id": self.ana.id},
            "forwardMessages": {**chat, "from_chat_id": self.ana.id, "message_ids": [sent["message_id"]]},
            "copyMessages": {**chat, "from_chat_id": self.ana.id, "message_ids": [sent["message_id"]]},
            "editMessageText": {**target, "text": "changed"},
            "editMessageReplyMarkup": target,
            "editMessageCaption": {**await self._captioned(file_id), "caption": "other"},
            "editMessageMedia": {
                **await self._captioned(file_id),
                "media": {"type": "photo", "media": file_id},
            },
            "deleteMessage": target,
            "deleteMessages": {**chat, "message_ids": [sent["message_id"]]},
            "setMessageReaction": {**target, "reaction": [{"type": "emoji", "emoji": "👍"}]},
            "answerCallbackQuery": {
                "callback_query_id": self.sandbox.tap(self.ana, sent["message_id"], "Yes").id
            },
            "getFile": {"file_id": file_id},
            "getUserProfilePhotos": {"user_id": self.ana.id},
            "getChat": group,
            "getChatMember": {**group, "user_id": self.ana.id},
            "getChatAdministrators": group,
            "getChatMemberCount": group,
            "banChatMember": {**group, "user_id": ben},
            "unbanChatMember": {**group, "user_id": ben},
            "setChatTitle": {**group, "title": "Hikers"},
            "setChatDescription": {**group, "description": "Up"},
            "pinChatMessage": target,
            "unpinChatMessage": chat,
            "unpinAllChatMessages": chat,
            "leaveChat": group,
            "setMyCommands": {"commands": [{"command": "tip", "description": "A tip"}]},
            "setWebhook": {"url": "https://example.org/"},
        }
        return known.get(method, {})

    async def _file(self) -> str:
        form = aiohttp.FormData({"chat_id": str(self.ana.id), "caption": "c"})
        form.add_field("photo", plain_picture(8, 8), filename="p.png")
        message = (await self.bot.post("sendPhoto", data=form)).body["result"]
        return str(message["photo"][0]["file_id"])

    async def _captioned(self, file_id: str) -> Json:
        message = await self.bot.result("sendDocument", chat_id=self.ana.id, document=file_id, caption="c")
        return {"chat_id": self.ana.id, "message_id": message["message_id"]}


@pytest.fixture
def scene(bot: Client, sandbox: Sandbox, ana: Person) -> Scene:
    return Scene(bot, sandbox, ana)


@pytest.mark.parametrize("method", METHODS)
async def test_each_method_gives_what_is_described(scene: Scene, method: str) -> None:
    given = await scene.fitting(method)
    assert set(given) - {"caption"} <= set(botapi.parameters(method)) - {"caption"}
    result = await scene.bot.result(method, **given)
    assert botapi.complaints(result, botapi.description()["methods"][method]["returns"], method) == []


@pytest.mark.parametrize("method", METHODS)
async def test_each_method_needs_what_is_required(scene: Scene, method: str) -> None:
    for name, field in botapi.parameters(method).items():
        if field["required"] and (method, name) not in LENIENT:
            given = await scene.fitting(method)
            reply = await scene.bot.call(method, **{key: given[key] for key in given if key != name})
            assert (reply.status, name) == (400, name)


@pytest.mark.parametrize("method", METHODS)
async def test_each_method_reads_over_what_is_unknown(scene: Scene, method: str) -> None:
    given = await scene.fitting(method)
    assert (await scene.bot.call(method, **given, colour="red")).status == 200


async def test_every_update_of_a_rich_conversation_is_as_described(scene: Scene) -> None:
    bot, sandbox, ana, group = scene.bot, scene.sandbox, scene.ana, scene.group
    await bot.updates(allowed_updates=EVERYTHING)
    sandbox.follow_link(ana, "s_clinic")
    asked = await bot.result("sendMessage", chat_id=ana.id, text="Where?", reply_markup=KEYBOARD)
    sandbox.press(ana, "Here")
    sandbox.press(ana, "Me")
    sandbox.edit(ana, sandbox.say(ana, "See https://e.org", reply_to=asked["message_id"]), "6 4")
    for kind in ("location", "contact", "sticker", "photo", "voice", "document", "forward"):
        sandbox.send(ana, kind)
    sent = await bot.result("sendMessage", chat_id=ana.id, text="Well?", reply_markup=BUTTONS)
    sandbox.tap(ana, sent["message_id"], "Yes")
    sandbox.react(ana, sent["message_id"], "👍")
    await bot.result("deleteMessage", chat_id=ana.id, message_id=sent["message_id"])
    sandbox.tap(ana, sent["message_id"], data="y", force=True)
    sandbox.block(ana)
    sandbox.unblock(ana)
    dora = sandbox.add_person("Dora")
    sandbox.membership.join(group, dora)
    sandbox.say(dora, "/tip", group=group)
    sandbox.membership.leave(group, dora)
    sandbox.membership.remove_bot(group, ana)
    updates = await bot.updates()
    assert {kind for update in updates for kind in update} == {"update_id", *EVERYTHING}
    assert botapi.complaints(updates, ["Array of Update"], "updates") == []


async def test_refusals_and_the_calls_on_record_have_their_shape(scene: Scene) -> None:
    sandbox = scene.sandbox
    sandbox.limit(overall=1)
    for _ in range(3):
        await scene.bot.call("sendMessage", chat_id=scene.ana.id, text="x")
    refused = [call for call in sandbox.calls("sendMessage") if call.status == 429]
    assert refused
    for call in refused:
        assert call.answer
        assert botapi.complaints(call.answer["parameters"], ["ResponseParameters"], "parameters") == []
        assert json.dumps(call.as_json())


@pytest.mark.parametrize(
    ("value", "kind", "complaint"),
    [
        ({"id": 1, "is_bot": False}, "User", "needs first_name"),
        ({"id": "1", "is_bot": False, "first_name": "A"}, "User", "Integer expected"),
        ({"id": 1, "is_bot": 0, "first_name": "A"}, "User", "Boolean expected"),
        ({"id": 1, "is_bot": True, "first_name": "A", "age": 7}, "User", "no field age"),
        ([{"type": "bold", "offset": 0}], "Array of MessageEntity", "needs length"),
        ({"status": "member"}, "ChatMember", "needs user"),
        (True, "Integer", "Integer expected"),
    ],
)
def test_what_is_not_as_described_would_be_found(value: object, kind: str, complaint: str) -> None:
    assert any(complaint in each for each in botapi.complaints(value, [kind], "value"))


def test_every_method_and_kind_of_update_is_known() -> None:
    assert set(METHODS) <= set(botapi.description()["methods"])
    from_file = {field["name"] for field in botapi.description()["types"]["Update"]["fields"]}
    assert from_file - {"update_id"} == KINDS
