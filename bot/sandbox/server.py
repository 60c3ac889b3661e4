"""The sandbox as one object: a server to point a bot at, and the people who talk to it."""

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.sandbox import timetravel
from bot.sandbox.actions import Actions, Place
from bot.sandbox.bot_api import BotApi
from bot.sandbox.callbacks import CallbackQuery
from bot.sandbox.calls import Call, OnCall
from bot.sandbox.chat_page import ChatPage
from bot.sandbox.chats import GroupChat
from bot.sandbox.clock import OffsetClock, SharedClock
from bot.sandbox.control import Control, explain
from bot.sandbox.control_groups import GroupControl
from bot.sandbox.control_people import PeopleControl
from bot.sandbox.faults import Faults
from bot.sandbox.guard import add_headers, keep_strangers_out
from bot.sandbox.limits import read_limits
from bot.sandbox.membership import Membership
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.profile import BotProfile
from bot.sandbox.webhook import Courier
from bot.sandbox.world import World

HOST = "127.0.0.1"  # and nothing else: whoever reaches the control interface is every person at once
TOKEN = "700000001:sandbox-token-that-opens-nothing"  # noqa: S105 - a made-up one, good for the sandbox alone
LARGEST_BODY = 55 * 1024 * 1024  # Telegram takes documents of 50 MB
PATIENCE = 5.0  # seconds that the waiting methods wait


class Sandbox:
    """Use as `async with Sandbox() as sandbox`; actions take effect at once, only waiting is async."""

    def __init__(
        self,
        token: str = TOKEN,
        clock: SharedClock | None = None,
        port: int = 0,
        *,
        people: Sequence[str] = ("You",),
        username: str = "backcare_sandbox_bot",
        name: str = "Backcare",
        on_call: OnCall | None = None,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self.clock: SharedClock = clock or OffsetClock()
        self.world = World(BotProfile(token, username, name), self.clock, people)
        self.actions = Actions(self.world)
        self.membership = Membership(self.world)
        self._port = port
        self._largest_body = largest_body
        self._runner: web.AppRunner | None = None
        self._api = BotApi(self.world, on_call)
        self._courier = Courier(self.world, self._api.execute)
        self.url = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; afterwards `url` is known."""
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._courier.start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End all that waits and stop listening."""
        self.world.close()
        await self._courier.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=self._largest_body, middlewares=[keep_strangers_out, explain])
        app.on_response_prepare.append(add_headers)
        for part in (
            self._api,
            Control(self.world),
            PeopleControl(self.world, self.actions, self.membership),
            GroupControl(self.world, self.membership),
            ChatPage(self.world),
        ):
            part.add_to(app)
        return app

    # Where a bot finds its server

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.bot.token

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose."""
        return self.world.faults

    def limit(self, **limits: float | None) -> None:
        """How much the bot may send, and how long each call takes: the fields of limits.Limits."""
        self.world.limiter.apply(read_limits(self.world.limits, limits))

    # What people do

    def add_person(self, name: str, language_code: str = "en", username: str | None = None) -> Person:
        """Somebody new."""
        return self.world.add_person(name, language_code, username)

    def people(self) -> list[Person]:
        """Everyone, oldest first."""
        return [chat.person for chat in self.world.people]

    def add_group(self, title: str, *members: Person | int, with_bot: bool = True) -> GroupChat:
        """A group that its first member owns; what happens to groups later is in `membership`."""
        return self.membership.create_group(title, members, with_bot=with_bot)

    def say(self, who: Person | int, text: str, reply_to: int | None = None, group: Place = None) -> Message:
        """Write a message, to the bot or into a group."""
        return self.actions.say(who, text, reply_to, group)

    def follow_link(self, who: Person | int, payload: str = "") -> Message:
        """Follow a deep link and tap Start."""
        return self.actions.start(who, payload)

    def react(
        self, who: Person | int, message: Message | int, emoji: str | None, group: Place = None
    ) -> Message:
        """React to a message, or take it back with None."""
        return self.actions.react(who, _id(message), emoji, group)

    def send(self, who: Person | int, kind: str, reply_to: int | None = None, **details: Any) -> Message:
        """Send a sticker, photo, voice, location, contact, document or forward."""
        return self.actions.send(who, kind, reply_to, **details)

    def edit(self, who: Person | int, message: Message | int, text: str) -> Message:
        """Change one's own message."""
        return self.actions.edit(who, _id(message), text)

    def tap(
        self,
        who: Person | int,
        message: Message | int,
        label: str | None = None,
        *,
        data: str | None = None,
        force: bool = False,
        group: Place = None,
    ) -> CallbackQuery:
        """Tap an inline button by its label or its data; its answer will be in `.answer`."""
        return self.actions.tap(who, _id(message), label=label, data=data, force=force, group=group)

    def press(self, who: Person | int, label: str, **details: Any) -> Message:
        """Press a button of the reply keyboard."""
        return self.actions.press(who, label, **details)

    def block(self, who: Person | int) -> None:
        """Stop the bot from writing."""
        self.membership.block(who)

    def unblock(self, who: Person | int) -> None:
        """Let the bot write again."""
        self.membership.unblock(who)

    # What there is to see

    def messages(self, who: Person | int) -> list[Message]:
        """The conversation as it stands, both sides, oldest first."""
        return self.world.people.chat(who).shown()

    def replies(self, who: Person | int) -> list[Message]:
        """What the bot has written to a person and not taken back."""
        return [message for message in self.messages(who) if message.by_bot]

    def keyboard(self, who: Person | int) -> list[list[str]]:
        """The labels of the reply keyboard that shows now."""
        rows = (self.world.people.chat(who).keyboard() or {}).get("keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    def callbacks(self, who: Person | int) -> list[CallbackQuery]:
        """A person's taps, oldest first."""
        return self.world.callbacks.of(self.world.people.chat(who).person.id)

    def calls(self, method: str | None = None, after: int = 0) -> list[Call]:
        """The calls the bot made."""
        return self.world.calls.after(after, method)

    # Waiting

    async def until(self, condition: Callable[[], Any], within: float = PATIENCE) -> None:
        """Wait for a condition, looked at again after every change; TimeoutError if it stays false."""
        async with asyncio.timeout(within):
            while not condition():
                if self.world.feed.closed:
                    raise RuntimeError("The sandbox is closed; nothing more can happen.")
                await self.world.feed.wait()

    async def idle(self, within: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update, which it does when it has dealt with them."""
        await self.until(lambda: len(self.world.updates) == 0, within)

    async def next_reply(
        self, who: Person | int, after: Message | int = 0, within: float = PATIENCE
    ) -> Message:
        """The bot's first message that is newer than `after`, waiting for it if need be."""
        newer: list[Message] = []

        def arrived() -> bool:
            newer[:] = [message for message in self.replies(who) if message.id > _id(after)]
            return bool(newer)

        await self.until(arrived, within)
        return newer[0]

    async def next_call(self, method: str, after: int = 0, within: float = PATIENCE) -> Call:
        """The first call of a method with a number above `after` that has ended."""
        ended: list[Call] = []

        def arrived() -> bool:
            ended[:] = [
                call for call in self.calls(method, after) if call.status is not None or call.accepted
            ]
            return bool(ended)

        await self.until(arrived, within)
        return ended[0]

    # Time

    def advance(self, seconds: float) -> float:
        """Step the shared clock; returns the new time."""
        return timetravel.advance(self.world, seconds)

    async def advance_to_next(self) -> float:
        """Step to just after the bot's next planned message."""
        return await timetravel.to_next(self.world)

    def advance_to_tomorrow(self) -> float:
        """Step to the next day, 08:00 UTC."""
        return timetravel.to_tomorrow(self.world)

    def reset(self) -> None:
        """Begin again; ids go on counting."""
        self.world.reset()


def _id(message: Message | int) -> int:
    return message if isinstance(message, int) else message.id
