"""The server: which address leads to what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self

from aiohttp import web

MAX_BODY = 1 << 20  # bytes; updates have some kilobytes
_FINISH_WITHIN = 5.0  # seconds for answers that are under way at a stop

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `host` None: on every interface."""

    host: str | None
    port: int


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    handler: Handler


class WebServer:
    """Listens from the first line of its `async with` block to the last. Raises OSError when it cannot."""

    def __init__(self, address: Address, routes: list[Route]) -> None:
        self._address = address
        self._routes = routes
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Where it listens: another than was asked for, if that was 0."""
        assert self._runner is not None, "it listens inside its block only"  # noqa: S101
        port: int = self._runner.addresses[0][1]
        return port

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=MAX_BODY)
        for route in self._routes:
            application.router.add_route(route.method, route.path, route.handler)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_FINISH_WITHIN)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._address.host, self._address.port).start()
        except BaseException:
            await self._runner.cleanup()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
