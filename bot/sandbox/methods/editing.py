"""Messages that change or go."""

from bot.sandbox.chats import Chat, GroupChat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.keyboards import read_inline_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.formatting import text_content
from bot.sandbox.methods.targets import chat_of, editable_message, writable_chat_of
from bot.sandbox.parameters import Parameters, as_integer
from bot.sandbox.world import World

MOST_AT_ONCE = 100
DELETABLE_FOR = 48 * 3600  # seconds
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Parameters) -> Json:
    """New text; an inline keyboard that is not sent again goes away."""
    content = text_content(parameters)
    markup = read_inline_markup(parameters)
    chat = writable_chat_of(world, parameters)
    message = editable_message(chat, parameters)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return change(world, chat, message, content, markup)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """A new inline keyboard, or none."""
    markup = read_inline_markup(parameters)
    chat = writable_chat_of(world, parameters)
    message = editable_message(chat, parameters)
    return change(world, chat, message, message.content, markup)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Take a message away; Telegram allows it for two days."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if not parameters.text("message_id"):
        raise bad_request("message identifier is not specified")
    chat = chat_of(world, parameters)
    message = chat.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.remove(chat, message)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Several at once; those that are not there are read over."""
    ids = parameters.structure("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = chat_of(world, parameters)
    found = [message for each in ids if (message := chat.get(as_integer(each)))]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.remove(chat, message)
    return True


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    if world.today() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    if isinstance(chat, GroupChat) and chat.bot_status != "administrator" and not message.by_bot:
        raise bad_request("message can't be deleted")


def change(world: World, chat: Chat, message: Message, content: Json, markup: Json | None) -> Json:
    kept = {} if "inline_keyboard" in (message.markup or {}) else message.markup
    if message.content == content and (message.markup or {}) == (markup or kept or {}):
        raise bad_request(NOT_MODIFIED)
    if kept and markup is None:
        markup = message.markup  # a reply keyboard is not the message's to lose
    message.content, message.markup = content, markup
    message.edit_date = world.today()
    world.show(chat, message)
    return world.telegram_message(message)
