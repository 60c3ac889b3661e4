"""The control interface: JSON over HTTP, for tests in other processes and for the page."""

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.bodies import read_body
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.faults import read_fault
from bot.sandbox.limits import read_limits
from bot.sandbox.parameters import as_integer
from bot.sandbox.timetravel import move_clock
from bot.sandbox.world import World


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns a refusal into its status and sentence."""
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": error.sentence}, status=error.status)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "The body is too large."}, status=413)


class Control:
    """What is below /control besides people and groups."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.add_routes(
            [
                web.get("/control/bot", self.bot),
                web.get("/control/calls", self.calls),
                web.get("/control/clock", self.clock),
                web.post("/control/clock", self.move_clock),
                web.get("/control/faults", self.faults),
                web.post("/control/faults", self.add_fault),
                web.delete("/control/faults", self.clear_faults),
                web.delete(r"/control/faults/{rule:\d{1,15}}", self.remove_fault),
                web.get("/control/limits", self.limits),
                web.post("/control/limits", self.set_limits),
                web.delete("/control/limits", self.lift_limits),
                web.post("/control/reset", self.reset),
            ]
        )

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
        now = await move_clock(self._world, (await read_body(request)).fields)
        return web.json_response({"now": now, "next_due": await self._world.clock.next_due()})

    async def faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._world.faults.as_json()})

    async def add_fault(self, request: web.Request) -> web.Response:
        rule_id = self._world.faults.add(read_fault((await read_body(request)).fields))
        return web.json_response({"id": rule_id})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._world.faults.clear()
        return web.json_response({"faults": []})

    async def remove_fault(self, request: web.Request) -> web.Response:
        if not self._world.faults.remove(int(request.match_info["rule"])):
            raise ControlError(404, "There is no such fault.")
        return await self.faults(request)

    async def limits(self, _request: web.Request) -> web.Response:
        return web.json_response(self._world.limits.as_json())

    async def set_limits(self, request: web.Request) -> web.Response:
        """Change the limits that are named; null lifts one."""
        wish = (await read_body(request)).fields
        self._world.limiter.apply(read_limits(self._world.limits, wish))
        return web.json_response(self._world.limits.as_json())

    async def lift_limits(self, _request: web.Request) -> web.Response:
        self._world.limiter.clear()
        return web.json_response(self._world.limits.as_json())

    async def reset(self, _request: web.Request) -> web.Response:
        self._world.reset()
        return web.json_response({"seq": self._world.feed.last})
