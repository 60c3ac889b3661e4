"""The composition root: the only place where real things are made and wired together."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import BotCommand, BotCommandScopeAllPrivateChats, LinkPreviewOptions
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes, Defaults, ExtBot

from bot.clock import Clock, use_packaged_time_zones
from bot.content.load import load_library
from bot.content.places import read_places
from bot.content.search import Index
from bot.delivery.sending import Sender
from bot.delivery.worker import Worker
from bot.handlers import ALLOWED_UPDATES, HANDLERS
from bot.handlers.context import SERVICES, Context, Desk, Services
from bot.handlers.errors import on_error
from bot.handlers.operator import reload_library
from bot.log import get_logger
from bot.settings import FREE_SEND_RATE, Settings
from bot.storage.database import database_at
from bot.storage.errors import ElectionLostError
from bot.storage.store import Store
from bot.storage.vault import Vault
from bot.views import about
from bot.wire.pacing import Pacing, seconds_to_wait
from bot.wire.polling import Poller
from bot.wire.transport import AiohttpTransport
from bot.workshop import Workshop

BotApplication = Application[ExtBot[Any], Context, Any, Any, Any, Any]
_LONGEST_WAIT = 30.0
_STOP_WITHIN = 4.0  # what a step may still take after a stop: hosts kill soon after


@dataclass(frozen=True)
class Parts:
    """Everything one process runs on."""

    services: Services
    application: BotApplication
    poller: Poller
    worker: Worker

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`; raises what makes going on pointless (a refused token, a second poller, a lost
        election)."""
        parts = (self.poller.run, self.worker.run, self.services.store.stay_elected)
        done = asyncio.Event()  # with `stop`, or when one of them ends by itself
        jobs = [asyncio.create_task(run(done)) for run in parts]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([*jobs, stopping], return_when=asyncio.FIRST_COMPLETED)
            done.set()
            self.services.due_work.set()
            await asyncio.wait(jobs, timeout=_STOP_WITHIN)
        finally:
            for task in (*jobs, stopping):
                task.cancel()
        for result in await asyncio.gather(*jobs, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    async def reload(self) -> None:
        """Read the content anew and tell the operators what came of it."""
        screen = await reload_library(self.services)
        for operator in self.services.operators:
            try:
                await self.application.bot.send_message(operator, screen.text)
            except TelegramError as error:
                get_logger().warning("an operator cannot be reached", error=type(error).__name__)


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock) -> AsyncIterator[Parts]:
    """Make every part and open the database; close it all at the end.

    Raises ContentError, the store's errors and BadKeyError. Nothing has talked to Telegram yet.
    """
    os.environ["PTB_TIMEDELTA"] = "true"  # else the library warns about RetryAfter's number
    use_packaged_time_zones()
    library = load_library(settings.tips_dir)
    vault = Vault(settings.data_keys_plain())
    async with Store(database_at(settings.database_address), vault) as store:
        desk = Desk(
            library,
            Index(library),
            read_places(),
            settings.default_timezone,
            settings.operator_name,
            settings.operator_contact,
            settings.retention_days,
        )
        workshop = Workshop()
        services = Services(
            store,
            clock,
            desk,
            asyncio.Event(),
            settings.tips_dir,
            settings.admin_ids,
            workshop,
            settings.send_rate,
        )
        pacing = Pacing(settings.send_rate)
        application = build_application(settings, services, pacing)
        poller = Poller(application.bot, application.process_update, ALLOWED_UPDATES)
        retention = timedelta(days=settings.retention_days)
        paid = settings.send_rate > FREE_SEND_RATE
        sender = Sender(application.bot, store, clock, lambda: services.desk.library, pacing, paid=paid)
        worker = Worker(store, clock, sender, services.due_work, retention, settings.send_rate)
        try:
            yield Parts(services, application, poller, worker)
        finally:
            workshop.close()


def build_application(settings: Settings, services: Services, pacing: Pacing) -> BotApplication:
    """python-telegram-bot's application on our transport, with our handlers in their order."""
    token = settings.telegram_bot_token
    application = (
        Application.builder()
        .token(token.get_secret_value() if token else "")
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(AiohttpTransport())
        .get_updates_request(AiohttpTransport(connections=1))
        .rate_limiter(pacing)
        .defaults(Defaults(parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .build()
    )
    application.bot_data[SERVICES] = services
    application.add_handlers(HANDLERS)
    application.add_error_handler(on_error)
    return application


async def run_bot(
    settings: Settings, clock: Clock, stop: asyncio.Event, ready: Callable[[Parts], None]
) -> None:
    """The whole life of a process. `ready` is called whenever the bot talks to Telegram from then on."""
    while not stop.is_set():
        async with assemble(settings, clock) as parts:
            try:
                if await parts.services.store.elected(stop) and await _connect(parts.application, stop):
                    await _serve(parts, stop, ready)
            except ElectionLostError:
                get_logger().warning("another process has become the sender; this one stands by")
    get_logger().info("stopped")


async def _serve(parts: Parts, stop: asyncio.Event, ready: Callable[[Parts], None]) -> None:
    """From the first word with Telegram to the last."""
    bot = parts.application.bot
    try:
        parts.services.desk = replace(parts.services.desk, bot_name=bot.username)
        await _introduce(bot)
        gc.freeze()  # the library lives as long as the process; looking through it again takes time
        get_logger().info("ready", bot=bot.username)
        ready(parts)
        await parts.run(stop)
    finally:
        await parts.application.shutdown()


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
            await _pause(stop, wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        else:
            return True
    await application.bot.shutdown()
    return False


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _introduce(bot: ExtBot[Any]) -> None:
    """Menu and descriptions. A server that refuses one of these must not stop the bot."""
    commands = [BotCommand(name, description) for name, description in about.MENU]
    steps: dict[str, Callable[[], Awaitable[Any]]] = {
        "deleteWebhook": bot.delete_webhook,  # while one is set, Telegram refuses polling
        "setMyCommands": partial(bot.set_my_commands, commands, scope=BotCommandScopeAllPrivateChats()),
        "setMyDescription": partial(bot.set_my_description, about.DESCRIPTION),
        "setMyShortDescription": partial(bot.set_my_short_description, about.SHORT_DESCRIPTION),
    }
    for name, step in steps.items():
        try:
            await step()
        except TelegramError as error:
            get_logger().warning("Telegram refused a setting", method=name, error=type(error).__name__)
