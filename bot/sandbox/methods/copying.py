"""Messages sent on."""

from typing import Any

from bot.sandbox.chats import Chat, GroupChat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.keyboards import read_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.formatting import caption_content
from bot.sandbox.methods.media import caption_of
from bot.sandbox.methods.sending import put
from bot.sandbox.methods.targets import chat_of, replied_message, writable_chat_of
from bot.sandbox.parameters import Parameters, as_integer
from bot.sandbox.world import World

MOST_AT_ONCE = 100
UNMOVABLE = ("new_chat_members", "left_chat_member", "pinned_message", "new_chat_title")


def forward_message(world: World, parameters: Parameters) -> Json:
    """A message, with a word on whom it is from."""
    chat = writable_chat_of(world, parameters)
    [message] = _sources(world, parameters, "forward", [parameters.values.get("message_id")])
    return world.telegram_message(_forward(world, parameters, chat, message))


def forward_messages(world: World, parameters: Parameters) -> list[Json]:
    """Several; those that are not there are left out."""
    chat = writable_chat_of(world, parameters)
    found = _sources(world, parameters, "forward", _ids(parameters), all_needed=False)
    return [{"message_id": _forward(world, parameters, chat, message).id} for message in found]


def copy_message(world: World, parameters: Parameters) -> Json:
    """A message as if the bot had written it."""
    chat = writable_chat_of(world, parameters)
    [message] = _sources(world, parameters, "copy", [parameters.values.get("message_id")])
    content = _bare(message)
    if parameters.values.get("caption") is not None and "text" not in content:
        content = {name: value for name, value in content.items() if name not in caption_of(content)}
        content |= caption_content(parameters)
    markup = read_markup(parameters, private=chat.is_private)
    sent = put(world, parameters, chat, content, markup, replied_message(chat, parameters))
    return {"message_id": sent.id}


def copy_messages(world: World, parameters: Parameters) -> list[Json]:
    """Several; those that are not there are left out."""
    chat = writable_chat_of(world, parameters)
    found = _sources(world, parameters, "copy", _ids(parameters), all_needed=False)
    sent = [put(world, parameters, chat, _bare(message), None, None) for message in found]
    return [{"message_id": message.id} for message in sent]


def _forward(world: World, parameters: Parameters, chat: Chat, message: Message) -> Message:
    origin = message.content.get("forward_origin") or {
        "type": "user",
        "sender_user": (message.sender or world.bot).as_user(),
        "date": message.date,
    }
    return put(world, parameters, chat, {**_bare(message), "forward_origin": origin}, None, None)


def _bare(message: Message) -> Json:
    unwanted = ("forward_origin", "media_group_id")
    return {name: value for name, value in message.content.items() if name not in unwanted}


def _sources(
    world: World, parameters: Parameters, verb: str, ids: list[Any], *, all_needed: bool = True
) -> list[Message]:
    origin = chat_of(world, parameters, "from_chat_id")
    if isinstance(origin, GroupChat):
        writable_chat_of(world, parameters, "from_chat_id")
    found = [message for each in ids if (message := origin.get(as_integer(each)))]
    if not found and (all_needed or ids):
        many = "" if all_needed else "s"
        raise bad_request(f"message{many if not all_needed else ''} to {verb} not found")
    if any(name in message.content for message in found for name in UNMOVABLE):
        raise bad_request(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return found


def _ids(parameters: Parameters) -> list[Any]:
    ids = parameters.structure("message_ids", "message identifiers")
    if ids is None or ids == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    return ids
