"""A message of words, posted as lean as it can be.

The library makes objects of what is sent and of what comes back, and encodes it as a form; of a delivery only
the number of the message is wanted. That is half of the processor time of a broadcast.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot

from bot.wire.transport import JsonBody

Keyboard = Sequence[Sequence[Mapping[str, str]]]


async def post_message(bot: Bot, chat_id: int, text: str, keyboard: Keyboard, *, paid: bool) -> int:
    """Send a text in HTML with inline buttons; the number of the message. Raises what `Bot.send_message`
    does. Takes no turn: whoever calls has had one."""
    message: dict[str, Any] = {
        "chat_id": chat_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if keyboard:
        message["reply_markup"] = {"inline_keyboard": keyboard}
    if paid:
        message["allow_paid_broadcast"] = True
    body: Any = JsonBody(json.dumps(message).encode())
    sent: Any = await bot.request.post(f"{bot.base_url}/sendMessage", body)
    message_id: int = sent["message_id"]
    return message_id
