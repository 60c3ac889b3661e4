"""The Bot API over HTTP: what the bot talks to."""

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.sandbox.calls import Call, OnCall, Stage
from bot.sandbox.errors import BotApiError, Json
from bot.sandbox.faults import Fault
from bot.sandbox.methods import Method, all_methods
from bot.sandbox.methods.polling import get_updates
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.wire import drop, hang, is_gone
from bot.sandbox.world import World

BREAKS_OFF = {"reset_before", "hang_before", "reset_after", "hang_after"}


class BotApi:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World, on_call: OnCall | None = None) -> None:
        self._world = world
        self._on_call = on_call
        self._methods: dict[str, Method] = all_methods()

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]*}", self.handle)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.serve_file)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, from its body to its answer; faults step in before or after the effect."""
        call = self._world.calls.open(request.match_info["method"], self._world.clock.now(), time.monotonic())
        fault: Fault | None = None
        try:
            parameters = await self._receive(request, call)
            fault = self._world.faults.next_for(call)
            if fault is not None:
                call.fault = fault.action
                if fault.action in {"reset_before", "hang_before"}:
                    return await self._break_off(fault, request)
                await _slow_or_refuse(fault)
            result = await self._take_effect(request, call, parameters)
            call.status, body = 200, {"ok": True, "result": result}
        except BotApiError as error:
            call.status, body = error.code, error.as_json()
        if fault is not None and fault.action in BREAKS_OFF:
            call.status = None
            return await self._break_off(fault, request)
        return await self._answer(request, call, body)

    async def serve_file(self, request: web.Request) -> web.StreamResponse:
        """The bytes that getFile spoke of."""
        try:
            self._check_token(request)
        except BotApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return web.json_response(BotApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=file.data, content_type="application/octet-stream")

    async def _receive(self, request: web.Request, call: Call) -> Parameters:
        try:
            self._check_token(request)
            parameters = await read_parameters(request)
            call.parameters = parameters.logged()
        finally:
            self._tell(call, "received")
        return parameters

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._world.bot.token:
            raise BotApiError(401, "Unauthorized")

    async def _take_effect(self, request: web.Request, call: Call, parameters: Parameters) -> Any:
        name = call.method.lower()
        if name == "getupdates":
            result: Any = await get_updates(self._world, parameters, lambda: is_gone(request))
        elif name in self._methods:
            result = self._methods[name](self._world, parameters)
        else:
            raise BotApiError(404, "Not Found")
        call.accepted = True
        self._tell(call, "accepted")
        return result

    async def _answer(self, request: web.Request, call: Call, body: Json) -> web.StreamResponse:
        call.answer = body
        response = web.Response(
            body=json.dumps(body, ensure_ascii=False).encode(),
            status=call.status or 200,
            content_type="application/json",
        )
        with suppress(ConnectionError):  # the bot hung up first; the call counts all the same
            await response.prepare(request)
            await response.write_eof()
            self._tell(call, "answered")
        self._world.feed.nudge()
        return response

    async def _break_off(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        self._world.feed.nudge()
        if fault.action.startswith("hang"):
            return await hang(request, self._world.feed)
        return drop(request)

    def _tell(self, call: Call, stage: Stage) -> None:
        if self._on_call is not None:
            self._on_call(call, stage)


async def _slow_or_refuse(fault: Fault) -> None:
    if fault.action == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.action == "status":
        raise fault.as_error()
