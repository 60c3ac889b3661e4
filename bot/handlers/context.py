"""The one door from a handler to the rest: store, clock, content, wake-up."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.clock import Clock
from bot.content.places import Places
from bot.content.search import Index
from bot.domain.library import Library
from bot.handlers.flood_guard import FloodGuard
from bot.storage.store import Store
from bot.workshop import Workshop

SERVICES = "services"  # where the application keeps them


@dataclass(frozen=True, slots=True)
class Desk:
    """What decisions may look things up in. Nothing here does I/O."""

    library: Library
    index: Index
    places: Places
    default_zone: str
    operator_name: str
    operator_contact: str
    retention_days: int  # after a stop
    bot_name: str = ""  # as it stands in links; known once Telegram has been reached


@dataclass(slots=True)
class Services:
    """What a process has one of. `due_work` is set when something new is to be sent. The desk is replaced
    as a whole when the library is read anew, so a decision sees the old one or the new one."""

    store: Store
    clock: Clock
    desk: Desk
    due_work: asyncio.Event
    tips_dir: Path
    operators: frozenset[int]
    workshop: Workshop
    send_rate: int  # messages a second
    leaves_groups: bool = False
    flood_guard: FloodGuard = field(default_factory=FloodGuard)
    outcomes: dict[int, str] = field(default_factory=dict)  # of updates under way, where not "answered"


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of every handler; `services` is typed."""

    @property
    def services(self) -> Services:
        services: Services = self.bot_data[SERVICES]
        return services
