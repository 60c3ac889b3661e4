"""Messages of words, posted as lean as they can be.

The library makes objects of what is sent and of what comes back, and encodes it as a form; only the number of
the message is wanted. That is half of the processor time of a broadcast, and a third of an answer's.
"""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from telegram import Bot
from telegram.ext import ExtBot

from bot.wire.transport import JsonBody

Keyboard = Sequence[Sequence[Mapping[str, str]]]


async def post_message(bot: Bot, chat_id: int, text: str, keyboard: Keyboard, *, paid: bool) -> int:
    """Send a text in HTML with inline buttons; the number of the message. Raises what `Bot.send_message`
    does. Takes no turn: whoever calls has had one."""
    message = _words(text, keyboard) | {"chat_id": chat_id}
    if paid:
        message["allow_paid_broadcast"] = True
    sent = await _post(bot, "sendMessage", message)
    message_id: int = sent["message_id"]
    return message_id


async def answer(bot: ExtBot[Any], chat_id: int, text: str, keyboard: Keyboard) -> None:
    """Send a text in its turn, as `Bot.send_message` does."""
    await _in_turn(bot, "sendMessage", _words(text, keyboard) | {"chat_id": chat_id})


async def edit(bot: ExtBot[Any], chat_id: int, message_id: int, text: str, keyboard: Keyboard) -> None:
    """Put a text in the place of another in its turn, as `Bot.edit_message_text` does."""
    place = {"chat_id": chat_id, "message_id": message_id}
    await _in_turn(bot, "editMessageText", _words(text, keyboard) | place)


def _words(text: str, keyboard: Keyboard) -> dict[str, Any]:
    buttons = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}, **buttons}


async def _in_turn(bot: ExtBot[Any], method: str, data: dict[str, Any]) -> None:
    limiter = bot.rate_limiter
    assert limiter is not None, "the bot is made with one"  # noqa: S101
    post = partial(_post, bot, method, data)
    await limiter.process_request(post, (), {}, endpoint=method, data=data, rate_limit_args=None)


async def _post(bot: Bot, method: str, data: Mapping[str, Any]) -> Any:
    body: Any = JsonBody(json.dumps(data).encode())
    return await bot.request.post(f"{bot.base_url}/{method}", body)
