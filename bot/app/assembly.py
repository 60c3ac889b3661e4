"""Making the parts, and wiring them together."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions
from telegram.ext import Application, ContextTypes, Defaults

from bot.alerts import Alerts
from bot.app.counting import Counting
from bot.app.observing import Observed
from bot.app.parts import BotApplication, Parts
from bot.clock import Clock, use_packaged_time_zones
from bot.content.load import load_library
from bot.content.places import read_places
from bot.content.search import Index
from bot.delivery.reporting import Reporter
from bot.delivery.sending import Sender
from bot.delivery.worker import LONGEST_REST, Worker
from bot.domain.library import Library
from bot.handlers import ALLOWED_UPDATES, BEFORE_ALL, HANDLERS
from bot.handlers.context import SERVICES, Context, Desk, Services
from bot.handlers.errors import on_error
from bot.handlers.telling import tell_of_error
from bot.metrics import Metrics
from bot.settings import FREE_SEND_RATE, Settings, is_loopback
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.vault import Vault
from bot.web.figures import FiguresPage
from bot.web.health import Health, Look
from bot.web.server import Address, Route, WebServer
from bot.web.webhook import Webhook
from bot.wire.pacing import Pacing
from bot.wire.polling import Poller
from bot.wire.queues import Queues
from bot.wire.reading import read_update
from bot.wire.transport import AiohttpTransport
from bot.workshop import Workshop

_REST_WHILE_OTHERS_PLAN = timedelta(seconds=1)  # nobody can wake a worker in another process
EVERYWHERE = None  # which interfaces to listen on
_POLLED_WITHIN, _TURNED_WITHIN = 120.0, 180.0  # seconds; a poll takes 25, a rest 60


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock) -> AsyncIterator[Parts]:
    """Make every part, open the database and listen; close it all at the end.

    Raises ContentError, the store's errors, BadKeyError and OSError. Nothing has talked to Telegram yet.
    """
    os.environ["PTB_TIMEDELTA"] = "true"  # else the library warns about RetryAfter's number
    use_packaged_time_zones()
    library = load_library(settings.tips_dir)
    vault = Vault(settings.data_keys_plain())
    async with Store(database_at(settings.database_address), vault) as store, AsyncExitStack() as stack:
        workshop = Workshop()
        stack.callback(workshop.close)
        metrics = Metrics()
        services = Services(
            store,
            clock,
            _desk(settings, library),
            asyncio.Event(),
            settings.tips_dir,
            settings.admin_ids,
            workshop,
            settings.send_rate,
            leaves_groups=settings.group_policy == "leave",
        )
        pacing = Pacing(settings.send_rate, metrics.refused)
        application = build_application(settings, services, pacing)
        tell = partial(tell_of_error, application.bot, settings.admin_ids)
        alerts = stack.enter_context(Alerts.listening(tell, metrics.error))
        take = Observed(application.process_update, services, metrics)
        poller = Poller(application.bot, take, ALLOWED_UPDATES)
        paid = settings.send_rate > FREE_SEND_RATE
        sender = Sender(
            application.bot, store, clock, lambda: services.desk.library, pacing, metrics, paid=paid
        )
        answers, sends = settings.role != "worker", settings.role != "web"
        rest = LONGEST_REST if answers else _REST_WHILE_OTHERS_PLAN
        retention = timedelta(days=settings.retention_days)
        worker = Worker(store, clock, sender, services.due_work, retention, settings.send_rate, rest)
        webhook = _webhook(settings, services, application, take) if answers else None
        reporter = Reporter(application.bot, store)
        parts = Parts(services, application, poller, worker, reporter, alerts, answers, sends, webhook)
        if webhook or settings.port is not None:
            await stack.enter_async_context(WebServer(_address(settings), _routes(settings, parts, metrics)))
        yield parts


def _desk(settings: Settings, library: Library) -> Desk:
    return Desk(
        library,
        Index(library),
        read_places(),
        settings.default_timezone,
        settings.operator_name,
        settings.operator_contact,
        settings.retention_days,
    )


def _webhook(
    settings: Settings, services: Services, application: BotApplication, take: Observed
) -> Webhook | None:
    """None where the bot polls."""
    if settings.webhook_url is None:
        return None
    read = partial(read_update, bot=application.bot)
    return Webhook(settings.webhook_secret_plain, read, Queues(take), services.store, services.clock)


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
    application.add_handlers(dict(enumerate((*BEFORE_ALL, HANDLERS))))
    application.add_error_handler(on_error)
    return application


def _address(settings: Settings) -> Address:
    """Whoever posts from this computer alone is listened to on this computer alone."""
    is_inside = settings.webhook_url is not None and is_loopback(urlsplit(settings.webhook_url).hostname)
    return Address("127.0.0.1" if is_inside else EVERYWHERE, settings.usual_port)


def _routes(settings: Settings, parts: Parts, metrics: Metrics) -> list[Route]:
    counting = Counting(parts.services.store, parts.services.clock)

    async def figures() -> bytes:
        return metrics.exposition(await counting.figures())

    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    routes = [
        Route("GET", "/healthz", Health(_looks(parts)).show),
        Route("GET", "/metrics", FiguresPage(token, figures).show),
    ]
    if parts.webhook is not None and settings.webhook_url is not None:
        routes.append(Route("POST", urlsplit(settings.webhook_url).path or "/", parts.webhook.take))
    return routes


def _looks(parts: Parts) -> dict[str, Look]:
    """What has to work. Who stands by neither polls nor sends, and is well all the same."""
    store, webhook = parts.services.store, parts.webhook

    async def updates() -> bool:
        if webhook is not None:
            return webhook.is_open
        return not store.is_elected or parts.poller.has_polled_within(_POLLED_WITHIN)

    async def deliveries() -> bool:
        return not store.is_elected or parts.worker.has_turned_within(_TURNED_WITHIN)

    looks: dict[str, Look] = {"database": store.is_reachable}
    if parts.answers:
        looks["updates"] = updates
    if parts.sends:
        looks["deliveries"] = deliveries
    return looks
