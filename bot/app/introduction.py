"""What Telegram is told about the bot at a start: its menus, its descriptions, and how updates come."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from typing import Any

from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.log import get_logger
from bot.views import about, operator
from bot.waiting import first_of
from bot.wire.pacing import seconds_to_wait

_PAUSE = 5.0  # seconds between two tries to set the webhook


class WebhookRefusedError(Exception):
    """Telegram does not take the address."""


async def introduce(bot: ExtBot[Any], operators: Collection[int]) -> None:
    """Menus and descriptions. A server that refuses one of these must not stop the bot."""
    commands = _commands(about.MENU)
    steps: dict[str, Callable[[], Awaitable[Any]]] = {
        "setMyCommands": partial(bot.set_my_commands, commands, scope=BotCommandScopeAllPrivateChats()),
        "setMyDescription": partial(bot.set_my_description, about.DESCRIPTION),
        "setMyShortDescription": partial(bot.set_my_short_description, about.SHORT_DESCRIPTION),
    }
    for name, step in steps.items():
        await _try(name, step)
    for person in sorted(operators):
        await _try("setMyCommands", partial(give_operators_menu, bot, person))


async def give_operators_menu(bot: ExtBot[Any], person: int) -> None:
    """Their commands stand in their menus alone. Telegram refuses it for whoever never wrote here."""
    await bot.set_my_commands(_commands((*about.MENU, *operator.MENU)), scope=BotCommandScopeChat(person))


async def take_up_polling(bot: ExtBot[Any]) -> None:
    """While a webhook is set, Telegram refuses polling."""
    await _try("deleteWebhook", bot.delete_webhook)


async def set_webhook(
    bot: ExtBot[Any], url: str, secret: str, kinds: Sequence[str], stop: asyncio.Event
) -> None:
    """Have updates brought to an address, and check that it is so, however long it takes.

    Raises WebhookRefusedError.
    """
    while not stop.is_set():
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=kinds)
            info = await bot.get_webhook_info()
        except BadRequest:
            raise WebhookRefusedError from None
        except RetryAfter as refusal:
            await first_of(stop, timeout=seconds_to_wait(refusal))
        except NetworkError as error:
            get_logger().warning("the webhook cannot be set yet", error=type(error).__name__, again_in=_PAUSE)
            await first_of(stop, timeout=_PAUSE)
        else:
            if info.url != url:
                raise WebhookRefusedError
            get_logger().info("webhook set", waiting=info.pending_update_count)
            return


def _commands(menu: Sequence[tuple[str, str]]) -> list[BotCommand]:
    return [BotCommand(name, description) for name, description in menu]


async def _try(name: str, step: Callable[[], Awaitable[Any]]) -> None:
    try:
        await step()
    except TelegramError as error:
        get_logger().warning("Telegram refused a setting", method=name, error=type(error).__name__)
