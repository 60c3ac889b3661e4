"""The life of a process: from its first word with Telegram to its last."""

import asyncio
import gc
from collections.abc import Callable
from dataclasses import replace

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.app.assembly import assemble
from bot.app.introduction import introduce, set_webhook, take_up_polling
from bot.app.parts import BotApplication, Parts
from bot.clock import Clock
from bot.handlers import ALLOWED_UPDATES
from bot.log import get_logger
from bot.settings import Settings
from bot.storage.errors import ElectionLostError
from bot.waiting import first_of
from bot.wire.pacing import seconds_to_wait

_LONGEST_WAIT = 30.0


async def run_bot(
    settings: Settings, clock: Clock, stop: asyncio.Event, ready: Callable[[Parts], None]
) -> None:
    """The whole life of a process. `ready` is called whenever the bot talks to Telegram from then on."""
    while not stop.is_set():
        async with assemble(settings, clock) as parts:
            try:
                if await _may_talk(parts, stop) and await _connect(parts.application, stop):
                    await _serve(parts, settings, stop, ready)
            except ElectionLostError:
                get_logger().warning("another process has become the sender; this one stands by")
    get_logger().info("stopped")


async def _may_talk(parts: Parts, stop: asyncio.Event) -> bool:
    """A token has one poller, so who stands by says nothing to Telegram; webhooks are answered by all."""
    return not parts.is_poller or await parts.services.store.elected(stop)


async def _serve(
    parts: Parts, settings: Settings, stop: asyncio.Event, ready: Callable[[Parts], None]
) -> None:
    """From the first word with Telegram to the last."""
    bot = parts.application.bot
    try:
        parts.services.desk = replace(parts.services.desk, bot_name=bot.username)
        if parts.answers:
            await introduce(bot, parts.services.operators)
            await _choose_the_way_in(parts, settings, stop)
        gc.freeze()  # the library lives as long as the process; looking through it again takes time
        get_logger().info("ready", bot=bot.username)
        ready(parts)
        await parts.run(stop)
    finally:
        await parts.application.shutdown()


async def _choose_the_way_in(parts: Parts, settings: Settings, stop: asyncio.Event) -> None:
    """Updates are brought, or fetched: by the one setting."""
    bot = parts.application.bot
    if settings.webhook_url:
        await set_webhook(bot, settings.webhook_url, settings.webhook_secret_plain, ALLOWED_UPDATES, stop)
    else:
        await take_up_polling(bot)


async def _connect(application: BotApplication, stop: asyncio.Event) -> bool:
    """Reach Telegram, however long that takes; False when told to stop first. Raises InvalidToken."""
    wait = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            await application.bot.shutdown()
            raise
        except TelegramError as error:
            wait = max(wait, seconds_to_wait(error)) if isinstance(error, RetryAfter) else wait
            get_logger().warning("Telegram cannot be reached", error=type(error).__name__, again_in=wait)
            await first_of(stop, timeout=wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        else:
            return True
    await application.bot.shutdown()
    return False
