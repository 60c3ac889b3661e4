"""Whether the bot is well: what a host or a monitor asks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

_PATIENCE = 5.0  # seconds that a look may take

Look = Callable[[], Awaitable[bool]]


class Health:
    """Named looks at what has to work; each tells whether it does."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._looks = looks

    async def show(self, _: web.Request) -> web.Response:
        """200 while everything works, else 503; the body says what does and what does not."""
        found = {name: await _works(look) for name, look in self._looks.items()}
        is_well = all(found.values())
        body = {"status": _word(well=is_well)} | {name: _word(well=works) for name, works in found.items()}
        return web.json_response(body, status=200 if is_well else 503)


async def _works(look: Look) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await look()
    except Exception:  # noqa: BLE001  whatever it is, it does not work
        return False


def _word(*, well: bool) -> str:
    return "ok" if well else "failing"
