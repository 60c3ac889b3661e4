"""The methods of the Bot API that the sandbox knows."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.methods import chats, editing, media, polling, profile, sending, tapping
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]


def all_methods() -> dict[str, Method]:
    """Every method by its name in small letters: Telegram does not mind the case."""
    by_name: dict[str, Method] = {
        "getMe": profile.get_me,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
        "setMyName": profile.set_my_name,
        "getMyName": profile.get_my_name,
        "setMyDescription": profile.set_my_description,
        "getMyDescription": profile.get_my_description,
        "setMyShortDescription": profile.set_my_short_description,
        "getMyShortDescription": profile.get_my_short_description,
        "setWebhook": polling.set_webhook,
        "deleteWebhook": polling.delete_webhook,
        "getWebhookInfo": polling.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendPhoto": media.send_photo,
        "sendDocument": media.send_document,
        "getFile": media.get_file,
        "editMessageText": editing.edit_message_text,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "sendChatAction": chats.send_chat_action,
        "getChat": chats.get_chat,
        "answerCallbackQuery": tapping.answer_callback_query,
    }
    return {name.lower(): method for name, method in by_name.items()}
