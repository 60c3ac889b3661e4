"""Who and what a call is about."""

from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.people import PrivateChat
from bot.sandbox.world import World


def chat_of(world: World, parameters: Parameters) -> PrivateChat:
    """The chat named by chat_id."""
    if not parameters.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.people.find(parameters.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat_of(world: World, parameters: Parameters) -> PrivateChat:
    """The chat named by chat_id, if the person lets the bot write there."""
    chat = chat_of(world, parameters)
    if chat.blocked:
        raise BotApiError(403, "Forbidden: bot was blocked by the user")
    return chat


def editable_message(chat: PrivateChat, parameters: Parameters) -> Message:
    """The bot's own message named by message_id."""
    if not parameters.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def replied_message(chat: PrivateChat, parameters: Parameters) -> int | None:
    """The message that a new one answers, by reply_parameters or by the older way."""
    reply = parameters.structure("reply_parameters", "reply parameters")
    if reply is None:
        message_id = parameters.integer("reply_to_message_id")
        optional = parameters.flag("allow_sending_without_reply")
    elif isinstance(reply, dict):
        nested = Parameters(reply)
        message_id = nested.integer("message_id")
        optional = nested.flag("allow_sending_without_reply")
    else:
        raise bad_request("object expected as reply parameters")
    if message_id is None:
        return None
    if chat.get(message_id) is None and not optional:
        raise bad_request("message to be replied not found")
    return message_id if chat.get(message_id) else None
