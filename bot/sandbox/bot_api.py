"""The Bot API over HTTP: what the bot talks to."""

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.sandbox.calls import Call, OnCall, Stage
from bot.sandbox.errors import BotApiError, Json
from bot.sandbox.faults import GARBAGE, Fault
from bot.sandbox.methods import Method, all_methods
from bot.sandbox.methods.polling import get_updates
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.wire import drop, hang, is_gone
from bot.sandbox.world import World

write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


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
        app.router.add_route("*", "/bot{rest:.*}", _not_found)
        app.router.add_route("*", "/file/{rest:.*}", _not_found)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, from its body to its answer; faults step in before or after the effect."""
        match = request.match_info
        call = self._world.calls.open(match["method"], self._world.clock.now(), time.monotonic())
        fault: Fault | None = None
        try:
            parameters = await self._receive(request, call)
            fault = self._world.faults.next_for(call)
            if fault is not None:
                call.fault = fault.action
                if _steps_in(fault, "before"):
                    return await self._spoil(fault, request, call)
                await _slow_or_refuse(fault)
            if self._world.limits.latency:
                await asyncio.sleep(self._world.limits.latency)
            result = await self._take_effect(request, call, parameters)
            call.status, body = 200, {"ok": True, "result": result}
        except BotApiError as error:
            call.status, body = error.code, error.as_json()
        if fault is not None and _steps_in(fault, "after"):
            call.status = None
            return await self._spoil(fault, request, call)
        return await self._answer(request, call, write_json(body).encode())

    async def execute(self, method: str, values: Json) -> None:
        """A call that came in the answer to a webhook; nobody hears how it ended."""
        call = self._world.calls.open(method, self._world.clock.now(), time.monotonic())
        call.parameters = values
        try:
            call.status = 200
            result = self._run(call, Parameters(values))
            call.body = write_json({"ok": True, "result": result}).encode()
        except BotApiError as error:
            call.status, call.body = error.code, write_json(error.as_json()).encode()
        self._world.feed.nudge()

    async def serve_file(self, request: web.Request) -> web.StreamResponse:
        """The bytes that getFile spoke of."""
        try:
            self._check_token(request)
        except BotApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return await _not_found(request)
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
        if call.method.lower() == "getupdates":
            result = await get_updates(self._world, parameters, lambda: is_gone(request))
            call.accepted = True
        else:
            result = self._run(call, parameters)
        self._tell(call, "accepted")
        return result

    def _run(self, call: Call, parameters: Parameters) -> Any:
        method = self._methods.get(call.method.lower())
        if method is None:
            raise BotApiError(404, "Not Found")
        limiter, chat_id = self._world.limiter, call.chat_id
        limiter.check(call.method, chat_id, call.real_time)
        result = method(self._world, parameters)
        limiter.count(call.method, chat_id, call.real_time)
        call.accepted = True
        return result

    async def _answer(self, request: web.Request, call: Call, body: bytes) -> web.StreamResponse:
        call.body = body
        response = web.Response(body=body, status=call.status or 200, content_type="application/json")
        with suppress(ConnectionError):  # the bot hung up first; the call counts all the same
            await response.prepare(request)
            await response.write_eof()
            self._tell(call, "answered")
        self._world.feed.nudge()
        return response

    async def _spoil(self, fault: Fault, request: web.Request, call: Call) -> web.StreamResponse:
        self._world.feed.nudge()
        if fault.action.startswith("garbage"):
            call.status = 200
            return web.Response(body=GARBAGE, content_type="text/html")
        if fault.action.startswith("hang"):
            return await hang(request, self._world.feed)
        return drop(request)

    def _tell(self, call: Call, stage: Stage) -> None:
        if self._on_call is not None:
            self._on_call(call, stage)


def _steps_in(fault: Fault, when: str) -> bool:
    return fault.action.endswith(f"_{when}") or (fault.action == "garbage" and when == "before")


async def _slow_or_refuse(fault: Fault) -> None:
    if fault.action == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.action == "status":
        raise fault.as_error()


async def _not_found(_request: web.Request) -> web.Response:
    return web.json_response(BotApiError(404, "Not Found").as_json(), status=404)
