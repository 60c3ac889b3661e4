"""The control interface: JSON over HTTP, for tests in other processes and for the page."""

import asyncio
import json
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.actions import Actions
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.faults import read_fault
from bot.sandbox.parameters import as_integer
from bot.sandbox.timetravel import move_clock
from bot.sandbox.world import World

LONGEST_WAIT = 30.0  # seconds


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns a refusal into its status and sentence."""
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": error.sentence}, status=error.status)


class Control:
    """Everything below /control."""

    def __init__(self, world: World, actions: Actions) -> None:
        self._world = world
        self._actions = actions

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        person = r"/control/people/{person:\d+}"
        app.add_routes(
            [
                web.get("/control/people", self.people),
                web.post("/control/people", self.add_person),
                web.get(f"{person}/messages", self.messages),
                web.get(f"{person}/callbacks", self.callbacks),
                web.get(f"{person}/commands", self.commands),
                web.post(f"{person}/say", self.say),
                web.post(f"{person}/tap", self.tap),
                web.post(f"{person}/press", self.press),
                web.post(f"{person}/edit", self.edit),
                web.post(f"{person}/send", self.send),
                web.post(f"{person}/block", self.block),
                web.post(f"{person}/unblock", self.unblock),
                web.post(f"{person}/read", self.read),
                web.get("/control/bot", self.bot),
                web.get("/control/calls", self.calls),
                web.get("/control/clock", self.clock),
                web.post("/control/clock", self.move_clock),
                web.get("/control/faults", self.faults),
                web.post("/control/faults", self.add_fault),
                web.delete("/control/faults", self.clear_faults),
                web.delete(r"/control/faults/{rule:\d+}", self.remove_fault),
                web.post("/control/reset", self.reset),
            ]
        )

    async def people(self, _request: web.Request) -> web.Response:
        people = [self._world.summary(chat) for chat in self._world.people]
        return web.json_response({"people": people, "seq": self._world.feed.last})

    async def add_person(self, request: web.Request) -> web.Response:
        body = await _body(request)
        username = _text(body, "username", "") or None
        person = self._world.add_person(_text(body, "name"), _text(body, "language_code", "en"), username)
        return web.json_response(self._world.summary(self._world.people.chat(person)))

    async def messages(self, request: web.Request) -> web.Response:
        """The conversation as it stands; with ?after= what changed since, waiting up to ?wait= seconds."""
        chat = self._world.people.chat(_person(request))
        after = as_integer(request.query.get("after"))
        if after is None:
            shown = chat.shown()
        else:
            await self._wait_beyond(after, request)
            shown = [message for message in chat.messages.values() if message.seq > after]
        return web.json_response(
            {"messages": [message.as_shown() for message in shown], "seq": self._world.feed.last}
        )

    async def _wait_beyond(self, after: int, request: web.Request) -> None:
        chat = self._world.people.chat(_person(request))
        end = asyncio.get_running_loop().time() + min(_seconds(request.query.get("wait", "0")), LONGEST_WAIT)
        while (
            not any(message.seq > after for message in chat.messages.values()) and not self._world.feed.closed
        ):
            remaining = end - asyncio.get_running_loop().time()
            if remaining <= 0:
                return
            await self._world.feed.wait(remaining)

    async def callbacks(self, request: web.Request) -> web.Response:
        """Every tap and what the bot said to it."""
        chat = self._world.people.chat(_person(request))
        taps = [query.as_json() for query in self._world.callbacks.of(chat.person.id)]
        return web.json_response({"callbacks": taps})

    async def commands(self, request: web.Request) -> web.Response:
        """The command menu as this person sees it."""
        person = self._world.people.chat(_person(request)).person
        return web.json_response({"commands": self._world.bot.commands_for(person.id, person.language_code)})

    async def say(self, request: web.Request) -> web.Response:
        body = await _body(request)
        message = self._actions.say(_person(request), _text(body, "text"), _optional_id(body, "reply_to"))
        return web.json_response(message.as_shown())

    async def tap(self, request: web.Request) -> web.Response:
        body = await _body(request)
        data = _text(body, "data") if "data" in body else None
        label = _text(body, "label") if "label" in body else None
        force = body.get("force") is True
        query = self._actions.tap(
            _person(request), _id(body, "message_id"), label=label, data=data, force=force
        )
        return web.json_response(query.as_json())

    async def press(self, request: web.Request) -> web.Response:
        body = await _body(request)
        details = {name: value for name, value in body.items() if name != "label"}
        return web.json_response(
            self._actions.press(_person(request), _text(body, "label"), **details).as_shown()
        )

    async def edit(self, request: web.Request) -> web.Response:
        body = await _body(request)
        message = self._actions.edit(_person(request), _id(body, "message_id"), _text(body, "text"))
        return web.json_response(message.as_shown())

    async def send(self, request: web.Request) -> web.Response:
        body = await _body(request)
        kind, reply_to = _text(body, "kind"), _optional_id(body, "reply_to")
        nested = body.get("fields")
        details = {**body, **(nested if isinstance(nested, dict) else {})}
        for name in ("kind", "reply_to", "fields", "who"):
            details.pop(name, None)
        return web.json_response(self._actions.send(_person(request), kind, reply_to, **details).as_shown())

    async def block(self, request: web.Request) -> web.Response:
        self._actions.block(_person(request))
        return self._summary(request)

    async def unblock(self, request: web.Request) -> web.Response:
        self._actions.unblock(_person(request))
        return self._summary(request)

    async def read(self, request: web.Request) -> web.Response:
        self._actions.read(_person(request))
        return self._summary(request)

    async def bot(self, _request: web.Request) -> web.Response:
        """What an empty chat shows of the bot."""
        bot = self._world.bot
        shown: Json = {"name": bot.name, "username": bot.username, "description": bot.description}
        return web.json_response({**shown, "short_description": bot.short_description})

    async def calls(self, request: web.Request) -> web.Response:
        after = as_integer(request.query.get("after")) or 0
        calls = self._world.calls.after(after, request.query.get("method"))
        return web.json_response({"calls": [call.as_json() for call in calls]})

    async def clock(self, _request: web.Request) -> web.Response:
        due = await self._world.clock.next_due()
        return web.json_response({"now": self._world.clock.now(), "next_due": due})

    async def move_clock(self, request: web.Request) -> web.Response:
        now = await move_clock(self._world, await _body(request))
        return web.json_response({"now": now, "next_due": await self._world.clock.next_due()})

    async def faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._world.faults.as_json()})

    async def add_fault(self, request: web.Request) -> web.Response:
        rule_id = self._world.faults.add(read_fault(await _body(request)))
        return web.json_response({"id": rule_id})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._world.faults.clear()
        return web.json_response({"faults": []})

    async def remove_fault(self, request: web.Request) -> web.Response:
        if not self._world.faults.remove(int(request.match_info["rule"])):
            raise ControlError(404, "There is no such fault.")
        return await self.faults(request)

    async def reset(self, _request: web.Request) -> web.Response:
        self._world.reset()
        return web.json_response({"seq": self._world.feed.last})

    def _summary(self, request: web.Request) -> web.Response:
        return web.json_response(self._world.summary(self._world.people.chat(_person(request))))


def _person(request: web.Request) -> int:
    return int(request.match_info["person"])


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, LookupError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise ControlError(400, "The body must be a JSON object.")
    return body


def _text(body: Json, name: str, otherwise: str | None = None) -> str:
    value: Any = body.get(name, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value.strip()):
        raise ControlError(400, f"The field {name!r} must be text that is not empty.")
    return value


def _id(body: Json, name: str) -> int:
    value = as_integer(body.get(name))
    if value is None:
        raise ControlError(400, f"The field {name!r} must be a message's number.")
    return value


def _optional_id(body: Json, name: str) -> int | None:
    return None if body.get(name) is None else _id(body, name)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise ControlError(400, "wait must be a number of seconds.")
    return seconds
