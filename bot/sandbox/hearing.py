"""What a bot hears of a group: in privacy mode, which is Telegram's default, not everything."""

from bot.sandbox.chats import INSIDE, Chat, GroupChat
from bot.sandbox.messages import Message
from bot.sandbox.text import utf16_slice
from bot.sandbox.world import World


def hears(world: World, chat: Chat, message: Message) -> bool:
    """Whether a person's message reaches the bot."""
    if not isinstance(chat, GroupChat):
        return True
    if chat.bot_status not in INSIDE:
        return False
    if chat.bot_status == "administrator" or world.bot.reads_all_group_messages:
        return True
    replied = chat.get(message.reply_to)
    return (replied is not None and replied.by_bot) or _is_command_for(world.bot.username, message)


def _is_command_for(username: str, message: Message) -> bool:
    for entity in message.entities:
        if entity["type"] == "bot_command":
            _, _, whom = utf16_slice(message.text, entity["offset"], entity["length"]).partition("@")
            if not whom or whom.lower() == username.lower():
                return True
    return False
