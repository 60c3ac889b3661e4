"""Messages of text."""

from bot.sandbox.errors import Json
from bot.sandbox.keyboards import read_markup
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
    markup = read_markup(parameters)
    chat = writable_chat_of(world, parameters)
    replied = replied_message(chat, parameters)
    message = world.post(chat, by_bot=True, content=content, markup=markup, reply_to=replied)
    return world.telegram_message(message)
