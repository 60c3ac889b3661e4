"""The control interface for people: what they do and what they see."""

import asyncio

from aiohttp import web

from bot.sandbox.actions import Actions
from bot.sandbox.bodies import ID, Body, path_id, read_body, seconds
from bot.sandbox.chats import Chat
from bot.sandbox.membership import Membership
from bot.sandbox.messages import Message
from bot.sandbox.parameters import as_integer
from bot.sandbox.world import World

LONGEST_WAIT = 30.0  # seconds


class PeopleControl:
    """Everything below /control/people."""

    def __init__(self, world: World, actions: Actions, membership: Membership) -> None:
        self._world = world
        self._actions = actions
        self._membership = membership

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        person = rf"/control/people/{{person:{ID}}}"
        app.add_routes(
            [
                web.get("/control/people", self.people),
                web.post("/control/people", self.add_person),
                web.get(f"{person}/messages", self.messages),
                web.get(f"{person}/callbacks", self.callbacks),
                web.get(f"{person}/commands", self.commands),
                web.post(f"{person}/say", self.say),
                web.post(f"{person}/start", self.start),
                web.post(f"{person}/tap", self.tap),
                web.post(f"{person}/press", self.press),
                web.post(f"{person}/edit", self.edit),
                web.post(f"{person}/send", self.send),
                web.post(f"{person}/react", self.react),
                web.post(f"{person}/block", self.block),
                web.post(f"{person}/unblock", self.unblock),
                web.post(f"{person}/read", self.read),
            ]
        )

    async def people(self, _request: web.Request) -> web.Response:
        people = [self._world.summary(chat) for chat in self._world.people]
        return web.json_response({"people": people, "seq": self._world.feed.last})

    async def add_person(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        username = body.text("username", "") or None
        person = self._world.add_person(body.text("name"), body.text("language_code", "en"), username)
        return web.json_response(self._world.summary(self._world.people.chat(person)))

    async def messages(self, request: web.Request) -> web.Response:
        """The conversation as it stands; with ?after= what changed since, waiting up to ?wait= seconds."""
        return await transcript(self._world, self._world.people.chat(path_id(request, "person")), request)

    async def callbacks(self, request: web.Request) -> web.Response:
        """Every tap and what the bot said to it."""
        chat = self._world.people.chat(path_id(request, "person"))
        taps = [query.as_json() for query in self._world.callbacks.of(chat.person.id)]
        return web.json_response({"callbacks": taps})

    async def commands(self, request: web.Request) -> web.Response:
        """The command menu as this person sees it, here or in ?group=."""
        person = self._world.people.chat(path_id(request, "person")).person
        group_id = as_integer(request.query.get("group"))
        if group_id is None:
            commands = self._world.bot.commands_for(person.id, person.language_code)
        else:
            group = self._world.groups.chat(group_id)
            commands = self._world.bot.group_commands_for(
                group.id, person.id, person.language_code, administrator=person.id == group.owner_id
            )
        return web.json_response({"commands": commands})

    async def say(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        return _shown(
            self._actions.say(
                path_id(request, "person"), body.text("text"), body.optional_number("reply_to"), _group(body)
            )
        )

    async def start(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        return _shown(self._actions.start(path_id(request, "person"), body.text("payload", "")))

    async def tap(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        query = self._actions.tap(
            path_id(request, "person"),
            body.number("message_id"),
            label=body.text("label") if "label" in body.fields else None,
            data=body.text("data") if "data" in body.fields else None,
            force=body.fields.get("force") is True,
            group=_group(body),
        )
        return web.json_response(query.as_json())

    async def press(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        details = body.rest("label", "group", "who")
        return _shown(
            self._actions.press(path_id(request, "person"), body.text("label"), _group(body), **details)
        )

    async def edit(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        who, message_id = path_id(request, "person"), body.number("message_id")
        return _shown(self._actions.edit(who, message_id, body.text("text"), _group(body)))

    async def send(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        nested = body.fields.get("fields")
        taken = ("kind", "reply_to", "fields", "who", "group")
        details = Body({**body.fields, **(nested if isinstance(nested, dict) else {})}).rest(*taken)
        who, reply_to = path_id(request, "person"), body.optional_number("reply_to")
        return _shown(self._actions.send(who, body.text("kind"), reply_to, _group(body), **details))

    async def react(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        emoji = None if body.fields.get("emoji") is None else body.text("emoji")
        who, message_id = path_id(request, "person"), body.number("message_id")
        return _shown(self._actions.react(who, message_id, emoji, _group(body)))

    async def block(self, request: web.Request) -> web.Response:
        self._membership.block(path_id(request, "person"))
        return self._summary(request)

    async def unblock(self, request: web.Request) -> web.Response:
        self._membership.unblock(path_id(request, "person"))
        return self._summary(request)

    async def read(self, request: web.Request) -> web.Response:
        self._actions.read(path_id(request, "person"))
        return self._summary(request)

    def _summary(self, request: web.Request) -> web.Response:
        chat = self._world.people.chat(path_id(request, "person"))
        return web.json_response(self._world.summary(chat))


async def transcript(world: World, chat: Chat, request: web.Request) -> web.Response:
    """A conversation, or what changed in it."""
    after = as_integer(request.query.get("after"))
    if after is None:
        shown = chat.shown()
    else:
        await _wait_beyond(world, chat, after, seconds(request.query.get("wait", "0")))
        shown = [message for message in chat.messages.values() if message.seq > after]
    return web.json_response({"messages": [message.as_shown() for message in shown], "seq": world.feed.last})


async def _wait_beyond(world: World, chat: Chat, after: int, wait: float) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + min(wait, LONGEST_WAIT)
    while not any(message.seq > after for message in chat.messages.values()) and not world.feed.closed:
        remaining = end - loop.time()
        if remaining <= 0:
            return
        await world.feed.wait(remaining)


def _group(body: Body) -> int | None:
    return body.optional_number("group")


def _shown(message: Message) -> web.Response:
    return web.json_response(message.as_shown())
