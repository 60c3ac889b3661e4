"""A small bot's end of the wire, with nothing between the test and the HTTP."""

from typing import Any, NamedTuple

import aiohttp

from bot.sandbox import Sandbox

Json = dict[str, Any]
NOON = 1_780_315_200.0  # 2026-06-01 12:00 UTC


class Reply(NamedTuple):
    """A status and the JSON that came with it."""

    status: int
    body: Json

    @property
    def description(self) -> str:
        """What Telegram says went wrong."""
        return str(self.body["description"])


class Client:
    """Calls the Bot API and the control interface of one sandbox."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.session = session
        self._url = sandbox.url
        self._bot = f"{sandbox.url}/bot{sandbox.token}"

    async def call(self, method: str, **parameters: Any) -> Reply:
        """One call, sent as JSON."""
        async with self.session.post(f"{self._bot}/{method}", json=parameters) as answer:
            return Reply(answer.status, await answer.json())

    async def post(self, method: str, **body: Any) -> Reply:
        """One call with a body of the test's own making: data=, headers=…"""
        async with self.session.post(f"{self._bot}/{method}", **body) as answer:
            return Reply(answer.status, await answer.json())

    async def result(self, method: str, **parameters: Any) -> Any:
        """What a call that must succeed gives."""
        reply = await self.call(method, **parameters)
        assert reply.status == 200, reply.body
        assert reply.body["ok"] is True
        return reply.body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """What Telegram says to a call that must fail with a 400."""
        reply = await self.call(method, **parameters)
        assert reply.status == 400, reply.body
        assert reply.body["ok"] is False
        assert reply.body["error_code"] == 400
        return reply.description

    async def control(self, verb: str, path: str, body: Json | None = None, **options: Any) -> Reply:
        """One request to the control interface."""
        async with self.session.request(verb, f"{self._url}/control/{path}", json=body, **options) as answer:
            return Reply(answer.status, await answer.json())

    async def updates(self, offset: int | None = None, **parameters: Any) -> list[Json]:
        """A short poll."""
        if offset is not None:
            parameters["offset"] = offset
        updates: list[Json] = await self.result("getUpdates", **parameters)
        return updates
