"""Messages of text."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json
from bot.sandbox.keyboards import read_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.formatting import text_content
from bot.sandbox.methods.targets import replied_message, writable_chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def send_message(world: World, parameters: Parameters) -> Json:
    """A new text message."""
    content = text_content(parameters)
    return post(world, parameters, content)


def post(world: World, parameters: Parameters, content: Json) -> Json:
    """Put content into the chat that the call names, with what every send method shares."""
    chat = writable_chat_of(world, parameters)
    markup = read_markup(parameters, private=chat.is_private)
    replied = replied_message(chat, parameters)
    return world.telegram_message(put(world, parameters, chat, content, markup, replied))


def put(
    world: World, parameters: Parameters, chat: Chat, content: Json, markup: Json | None, reply_to: int | None
) -> Message:
    """A new message of the bot's."""
    if parameters.flag("protect_content"):
        content = {**content, "has_protected_content": True}
    return world.post(chat, sender=None, content=content, markup=markup, reply_to=reply_to)
