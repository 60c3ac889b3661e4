"""The whole bot beside a sandbox in one process: real HTTP, the real Application, real SQLite."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Parts, run_bot
from bot.cli import SandboxClock
from bot.clock import Clock
from bot.sandbox import Message, Person, Sandbox
from bot.settings import Settings, read_settings
from bot.storage.vault import new_key

MONDAY_MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


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


@asynccontextmanager
async def running_bot(
    folder: Path, start: datetime = MONDAY_MORNING, **settings: object
) -> AsyncIterator[RunningBot]:
    """Start both, and stop both at the end."""
    clock = Clock(source=lambda: start)
    shared = SandboxClock(clock)
    stop: asyncio.Event = asyncio.Event()
    ready: asyncio.Future[Parts] = asyncio.get_running_loop().create_future()
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

        bot = asyncio.create_task(run_bot(given, clock, stop, on_ready))
        await asyncio.wait([bot, ready], return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            bot.result()
        try:
            yield RunningBot(sandbox, clock, given, ready.result())
        finally:
            stop.set()
            await bot


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

    async def sends(self, kind: str, **details: object) -> Message:
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

    async def gets(self, after: Message) -> Message:
        """The first message newer than another, waiting for it."""
        return await self.bot.sandbox.next_reply(self.person, after=after)

    def toast(self) -> str:
        """The line over the chat that answered the last tap."""
        answer = self.bot.sandbox.callbacks(self.person)[-1].answer
        return (answer.text or "") if answer else ""

    async def transcript(self, *lines: tuple[str, str]) -> None:
        """Play pairs of what the person does and a piece of what they then see. `[Label]` is a tap."""
        for said, expected in lines:
            tapped = said.startswith("[")
            shown = await (self.taps(said[1:-1]) if tapped else self.says(said))
            assert expected in shown.text, f"after {said!r} expected {expected!r} in:\n{shown.text}"

    async def subscribes(self, zone: str = "Europe/Berlin", hour: str = "08:00", *ticked: str) -> Message:
        """All of /start, down to the first tip."""
        await self.transcript(
            ("/start", "one good tip"),
            ("[Yes, keep my answers]", "What time is it"),
            (zone, "When would you like"),
            (hour, "Does any of this fit you?"),
        )
        for label in ticked:
            await self.taps(label)
        end = await self.taps("Done" if ticked else "Skip, gentle tips only")
        return await self.gets(after=end)

    async def _settled(self) -> Message:
        await self.bot.sandbox.idle()
        return self.last
