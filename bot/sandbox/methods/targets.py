"""Who and what a call is about."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def chat_of(world: World, parameters: Parameters, name: str = "chat_id") -> Chat:
    """The chat named by chat_id."""
    if not parameters.text(name):
        raise bad_request("chat_id is empty")
    chat = world.chat(parameters.integer(name))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat_of(world: World, parameters: Parameters, name: str = "chat_id") -> Chat:
    """The chat named by chat_id, if the bot may write there."""
    chat = chat_of(world, parameters, name)
    closed = chat.why_closed()
    if closed:
        raise BotApiError(403, closed)
    return chat


def editable_message(chat: Chat, parameters: Parameters, called: str = "message to edit") -> Message:
    """The bot's own message named by message_id."""
    if not parameters.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{called} not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def replied_message(chat: Chat, parameters: Parameters) -> int | None:
    """The message that a new one answers, by reply_parameters or by the older way."""
    reply = parameters.structure("reply_parameters", "reply parameters")
    if reply is None:
        message_id = parameters.integer("reply_to_message_id")
        optional = parameters.flag("allow_sending_without_reply")
    elif isinstance(reply, dict):
        nested = Parameters(reply)
        message_id = _replied_id(nested) if reply else None
        optional = nested.flag("allow_sending_without_reply")
    else:
        raise bad_request("object expected as reply parameters")
    if message_id is None:
        return None
    if chat.get(message_id) is None and not optional and message_id > 0:
        raise bad_request("message to be replied not found")
    return message_id if chat.get(message_id) else None


def _replied_id(reply: Parameters) -> int:
    message_id = reply.integer("message_id")
    if message_id is None:
        absent = reply.values.get("message_id") is None
        raise bad_request(
            'can\'t find field "message_id"' if absent else 'field "message_id" must be of type Number'
        )
    return message_id
