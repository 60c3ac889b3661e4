"""The methods of the Bot API that the sandbox knows."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.methods import (
    albums,
    chats,
    copying,
    editing,
    groups,
    media,
    polling,
    profile,
    sending,
    tapping,
    things,
)
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]


BY_NAME: dict[str, Method] = {
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
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "setMyDefaultAdministratorRights": profile.set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": profile.get_my_default_administrator_rights,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "getFile": media.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageCaption": albums.edit_message_caption,
    "editMessageMedia": albums.edit_message_media,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "sendAudio": media.send_audio,
    "sendVideo": media.send_video,
    "sendAnimation": media.send_animation,
    "sendVoice": media.send_voice,
    "sendVideoNote": media.send_video_note,
    "sendSticker": media.send_sticker,
    "sendMediaGroup": albums.send_media_group,
    "sendLocation": things.send_location,
    "sendVenue": things.send_venue,
    "sendContact": things.send_contact,
    "sendDice": things.send_dice,
    "sendPoll": things.send_poll,
    "stopPoll": things.stop_poll,
    "forwardMessage": copying.forward_message,
    "forwardMessages": copying.forward_messages,
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "sendChatAction": chats.send_chat_action,
    "setMessageReaction": chats.set_message_reaction,
    "getUserProfilePhotos": chats.get_user_profile_photos,
    "getChat": chats.get_chat,
    "getChatMember": groups.get_chat_member,
    "getChatAdministrators": groups.get_chat_administrators,
    "getChatMemberCount": groups.get_chat_member_count,
    "leaveChat": groups.leave_chat,
    "banChatMember": groups.ban_chat_member,
    "unbanChatMember": groups.unban_chat_member,
    "setChatTitle": groups.set_chat_title,
    "setChatDescription": groups.set_chat_description,
    "pinChatMessage": groups.pin_chat_message,
    "unpinChatMessage": groups.unpin_chat_message,
    "unpinAllChatMessages": groups.unpin_all_chat_messages,
    "answerCallbackQuery": tapping.answer_callback_query,
}


def all_methods() -> dict[str, Method]:
    """Every method by its name in small letters: Telegram does not mind the case."""
    return {name.lower(): method for name, method in BY_NAME.items()}
