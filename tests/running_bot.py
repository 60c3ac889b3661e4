"""The whole bot beside a sandbox in one process: real HTTP, the real Application, real SQLite."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from math import inf
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import select

from bot.app import Parts, assembly, run_bot
from bot.cli import SandboxClock
from bot.clock import Clock
from bot.content.load import load_library
from bot.content.search import Index
from bot.domain.checkin import CheckIn
from bot.handlers.flood_guard import FloodGuard
from bot.sandbox import Message, Person, Sandbox
from bot.settings import Settings, read_settings
from bot.storage import answers, deliveries
from bot.storage.tables import metadata, profiles
from bot.storage.unit import Unit
from bot.storage.vault import new_key
from bot.wire.chats import Chats
from bot.wire.pacing import Pacing
from bot.wire.turns import Turns

MONDAY_MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PACE = 1000  # messages a second: what Telegram allows is for the tests of the pace to keep
PATIENCE = 10.0  # seconds that a start or a stop may take
POLL = 0.001  # seconds between looks at the database
load_once, index_once = cache(load_library), cache(Index)  # a quarter of a second for each test
LATER = "(later)"  # in a transcript: time passes until the bot writes of its own accord


@dataclass
class RunningBot:
    """A bot that serves, and the world it serves. Its time stands still unless a test moves it."""

    sandbox: Sandbox
    clock: Clock
    settings: Settings
    parts: Parts

    def chat(self, person: Person | None = None) -> "Chat":
        """A conversation with one person (the first one, unless said otherwise)."""
        return Chat(self, person or self.sandbox.people()[0])

    def newcomer(self, name: str = "Ana") -> "Chat":
        """A conversation with somebody new."""
        return Chat(self, self.sandbox.add_person(name))

    async def quiet(self, within: float = 5.0) -> None:
        """Wait until nothing that is due is left to plan or to send."""
        async with asyncio.timeout(within):
            while await self.parts.services.store.run(self._is_busy):
                await asyncio.sleep(POLL)

    def _is_busy(self, unit: Unit) -> bool:
        due_at = deliveries.next_due_at(unit)
        return bool(deliveries.in_flight(unit)[0]) or (due_at is not None and due_at <= self.clock.now())


@asynccontextmanager
async def running_bot(
    folder: Path, start: datetime = MONDAY_MORNING, flood: float = inf, **settings: object
) -> AsyncIterator[RunningBot]:
    """Start both, and stop both at the end. `flood`: messages at once that are one too many."""
    clock = Clock(source=lambda: start)
    shared = SandboxClock(clock)
    stop: asyncio.Event = asyncio.Event()
    ready: asyncio.Future[Parts] = asyncio.get_running_loop().create_future()
    read_once = patch.multiple(assembly, load_library=load_once, Index=index_once)
    async with Sandbox(clock=shared) as sandbox:
        values = {
            "telegram_bot_token": sandbox.token,
            "telegram_api_url": sandbox.url,
            "data_keys": new_key(),
        }
        given = read_settings(_env_file=None, data_dir=folder, **{**values, **settings})

        def on_ready(parts: Parts) -> None:
            shared.attach(parts)
            ready.set_result(parts)

        with read_once:
            bot = asyncio.create_task(run_bot(given, clock, stop, on_ready))
            either: list[asyncio.Future[Any]] = [bot, ready]
            await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            bot.result()
        assert ready.done(), "the bot did not reach the sandbox"
        try:
            limiter = ready.result().application.bot.rate_limiter
            if isinstance(limiter, Pacing) and "send_rate" not in settings:
                limiter._turns, limiter._chats = Turns(PACE), Chats(gap=0)
            ready.result().services.flood_guard = FloodGuard(most=flood)
            yield RunningBot(sandbox, clock, given, ready.result())
        finally:
            stop.set()
            await asyncio.wait_for(bot, PATIENCE)


def free_port() -> int:
    """A port of this computer that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass
class Chat:
    """What one person does and sees."""

    bot: RunningBot
    person: Person

    @property
    def replies(self) -> list[Message]:
        """Everything the bot has written to them, as it stands now."""
        return self.bot.sandbox.replies(self.person)

    @property
    def last(self) -> Message:
        """What the bot wrote or edited last."""
        return max(self.replies, key=lambda message: message.seq)

    async def says(self, text: str) -> Message:
        """Write, and wait until the bot has dealt with it."""
        self.bot.sandbox.say(self.person, text)
        return await self._settled()

    async def taps(self, label: str) -> Message:
        """Tap the newest button whose label begins with `label` (ticks before it do not count)."""
        for message in sorted(self.replies, key=lambda message: -message.seq):
            for shown in message.labels:
                if shown.lstrip("✓▫️ ").startswith(label):
                    self.bot.sandbox.tap(self.person, message, shown)
                    return await self._settled()
        raise AssertionError(f"no button {label!r}; the last message has {self.last.labels}")

    async def taps_data(self, data: str, message: Message | None = None) -> Message:
        """Tap a button that may not be there any more."""
        self.bot.sandbox.tap(self.person, message or self.last, data=data, force=True)
        return await self._settled()

    async def sends(self, kind: str, **details: Any) -> Message:
        """Send a sticker, photo, voice, location, contact, document or forward."""
        self.bot.sandbox.send(self.person, kind, **details)
        return await self._settled()

    async def gets_after(self, wait: timedelta | None = None) -> Message:
        """Step to the next planned message (or by `wait`), and wait for what comes."""
        newest = self.replies[-1].id if self.replies else 0
        if wait is None:
            await self.bot.sandbox.advance_to_next()
        else:
            self.bot.sandbox.advance(wait.total_seconds())
        return await self.bot.sandbox.next_reply(self.person, after=newest)

    async def lives(self, days: float = 0, hours: float = 0) -> list[Message]:
        """Let time pass, stopping whenever something is due; everything that came meanwhile."""
        end = self.bot.clock.now() + timedelta(days=days, hours=hours)
        newest = self.replies[-1].id if self.replies else 0
        while (due_at := await self.bot.parts.worker.next_due_at()) and due_at <= end:
            await self._at(due_at)
        await self._at(end)
        return [message for message in self.replies if message.id > newest]

    async def next_message(self, within_days: int = 8) -> Message:
        """The next thing the bot writes of its own accord."""
        newest = self.replies[-1].id if self.replies else 0
        end = self.bot.clock.now() + timedelta(days=within_days)
        while (due_at := await self.bot.parts.worker.next_due_at()) and due_at <= end:
            await self._at(due_at)
            if self.replies[-1].id > newest:
                return self.replies[-1]
        raise AssertionError(f"nothing came within {within_days} days")

    async def _at(self, instant: datetime) -> None:
        self.bot.sandbox.advance(max(0.0, (instant - self.bot.clock.now()).total_seconds()))
        await self.bot.quiet()

    async def stored(self) -> dict[str, list[dict[str, Any]]]:
        """Every row kept about this person, by table, with its sealed columns opened."""

        def read(unit: Unit) -> dict[str, list[dict[str, Any]]]:
            found = {}
            for table in metadata.sorted_tables:
                owner = table.c.id if table is profiles else table.c.get("profile_id")
                if owner is not None:
                    rows = unit.connection.execute(select(table).where(owner == self.person.id)).mappings()
                    found[table.name] = [_opened(unit, dict(row)) for row in rows]
            return found

        return await self.bot.parts.services.store.run(read)

    async def has_answered(self, pain: int, *days_ago: int, stress: int | None = 3) -> None:
        """As if the person had answered alike on some days before."""

        def save(unit: Unit) -> None:
            for days in days_ago:
                checkin = CheckIn(now.date() - timedelta(days), pain, stress)
                answers.save_checkin(unit, self.person.id, checkin, now)

        now = self.bot.clock.now()
        await self.bot.parts.services.store.run(save)

    def file(self) -> bytes:
        """The picture or document that the last message brings."""
        attachment = self.last.attachment
        assert attachment is not None
        file = self.bot.sandbox.world.files.by_id(attachment["file_id"])
        assert file is not None
        data: bytes = file.data
        return data

    async def gets(self, after: Message) -> Message:
        """The first message newer than another, waiting for it."""
        return await self.bot.sandbox.next_reply(self.person, after=after)

    def toast(self) -> str:
        """The line over the chat that answered the last tap."""
        answer = self.bot.sandbox.callbacks(self.person)[-1].answer
        return (answer.text or "") if answer else ""

    async def transcript(self, *lines: tuple[str, str]) -> None:
        """Play pairs of what the person does and a piece of what they then see. `[Label]` is a tap,
        `(later)` waits for the bot."""
        for said, expected in lines:
            before = self.last.seq if self.replies else 0
            if said == LATER:
                await self.next_message()
            else:
                await (self.taps(said[1:-1]) if said.startswith("[") else self.says(said))
            # A tip may have come already, so it need not be the last that is the answer.
            shown = [message.text for message in self.replies if message.seq > before] or [self.last.text]
            there = "\n--\n".join(shown)
            assert expected in there, f"after {said!r} expected {expected!r} in:\n{there}"

    async def subscribes(self, zone: str = "Europe/Berlin", hour: str = "08:00", *ticked: str) -> Message:
        """All of /start; the first tip, or what comes in its place."""
        await self.transcript(
            ("/start", "one good tip"),
            ("[Yes, keep my answers]", "What time is it"),
            (zone, "When would you like"),
            (hour, "Does any of this fit you?"),
        )
        for label in ticked:
            await self.taps(label)
        await self.taps("Done" if ticked else "Skip, gentle tips only")
        await self.bot.quiet()
        return self.replies[-1]

    async def declines(self, zone: str = "Europe/Berlin", hour: str = "08:00") -> Message:
        """All of /start without consent; the first tip."""
        await self.transcript(
            ("/start", "one good tip"),
            ("[No, just send tips]", "What time is it"),
            (zone, "When would you like"),
            (hour, "You are all set"),
        )
        await self.bot.quiet()
        return self.replies[-1]

    async def _settled(self) -> Message:
        await self.bot.sandbox.idle()
        return self.last


def _opened(unit: Unit, row: dict[str, Any]) -> dict[str, Any]:
    """A row with what is encrypted in it made readable."""
    return {
        name: unit.vault.open(value) if name.startswith("sealed") and value is not None else value
        for name, value in row.items()
    }
