"""The control interface for groups."""

from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.bodies import ID, path_id, read_body
from bot.sandbox.chats import GroupChat
from bot.sandbox.control_people import transcript
from bot.sandbox.membership import Membership
from bot.sandbox.world import World

Change = Callable[[GroupChat | int, int], None]


class GroupControl:
    """Everything below /control/groups. What people say in a group is below /control/people."""

    def __init__(self, world: World, membership: Membership) -> None:
        self._world = world
        self._membership = membership

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        group, does = rf"/control/groups/{{group:{ID}}}", self._membership
        app.add_routes(
            [
                web.get("/control/groups", self.groups),
                web.post("/control/groups", self.add_group),
                web.get(f"{group}/messages", self.messages),
                web.post(f"{group}/join", self._change(does.join)),
                web.post(f"{group}/leave", self._change(does.leave)),
                web.post(f"{group}/add_bot", self._change(does.add_bot)),
                web.post(f"{group}/promote_bot", self._change(does.promote_bot)),
                web.post(f"{group}/remove_bot", self._change(does.remove_bot)),
            ]
        )

    async def groups(self, _request: web.Request) -> web.Response:
        return web.json_response({"groups": [group.as_shown() for group in self._world.groups]})

    async def add_group(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        group = self._membership.create_group(
            body.text("title"), body.numbers("members"), with_bot=body.fields.get("bot") is not False
        )
        return web.json_response(group.as_shown())

    async def messages(self, request: web.Request) -> web.Response:
        return await transcript(self._world, self._world.groups.chat(path_id(request, "group")), request)

    def _change(self, change: Change) -> Handler:
        """A change that a person of the body's "person" makes."""

        async def handle(request: web.Request) -> web.Response:
            group = self._world.groups.chat(path_id(request, "group"))
            change(group, (await read_body(request)).number("person"))
            return web.json_response(group.as_shown())

        return handle
