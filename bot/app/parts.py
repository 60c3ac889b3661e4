"""The parts of a running bot, and how they run beside each other."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, ExtBot

from bot.alerts import Alerts
from bot.delivery.reporting import Reporter
from bot.delivery.worker import Worker
from bot.handlers.context import Context, Services
from bot.handlers.operator import reload_library
from bot.handlers.telling import tell_operators
from bot.web.webhook import Webhook
from bot.wire.polling import Poller

BotApplication = Application[ExtBot[Any], Context, Any, Any, Any, Any]
_STOP_WITHIN = 4.0  # what a step may still take after a stop: hosts kill soon after
Job = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Parts:
    """Everything one process runs on."""

    services: Services
    application: BotApplication
    poller: Poller
    worker: Worker
    reporter: Reporter
    alerts: Alerts
    answers: bool  # whether it is this process that people talk to
    sends: bool  # whether it is one that can be the sender
    webhook: Webhook | None  # None: it polls

    @property
    def is_poller(self) -> bool:
        return self.answers and self.webhook is None

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`; raises what makes going on pointless (a refused token, a second poller, a lost
        election)."""
        done = asyncio.Event()  # with `stop`, or when one of them ends by itself
        jobs = [asyncio.create_task(job(done)) for job in self._jobs()]
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

    def _jobs(self) -> list[Job]:
        jobs: list[Job] = [self.alerts.run]
        if self.answers:
            jobs.append(self.webhook.run if self.webhook else self.poller.run)
        if self.sends:
            jobs += [self._send, self.services.store.stay_elected]
        return jobs

    async def _send(self, stop: asyncio.Event) -> None:
        if await self.services.store.elected(stop):
            await asyncio.gather(self.worker.run(stop), self.reporter.run(stop))

    async def reload(self) -> None:
        """Read the content anew and tell the operators what came of it."""
        screen = await reload_library(self.services)
        await tell_operators(self.application.bot, self.services.operators, screen)
