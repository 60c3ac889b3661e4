"""The figures for Prometheus, for whoever has the token."""

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class FiguresPage:
    """The handler of /metrics. Without a token there is none."""

    def __init__(self, token: str | None, figures: Callable[[], Awaitable[bytes]]) -> None:
        self._token = token
        self._figures = figures

    async def show(self, request: web.Request) -> web.Response:
        if self._token is None:
            return web.Response(status=404, text="METRICS_TOKEN is not set.\n")
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(errors="replace"), self._token.encode()):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        return web.Response(body=await self._figures(), headers={"Content-Type": CONTENT_TYPE})
