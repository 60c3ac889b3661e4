"""The ways a connection goes wrong, done to a real one."""

import asyncio
import socket
import struct

from aiohttp import web

from bot.sandbox.feed import Feed

# "Linger on, for zero seconds": closing sends RST, which the other side sees as "connection reset".
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
LOOK_EVERY = 0.05  # seconds


def is_gone(request: web.Request) -> bool:
    """Whether the client has hung up."""
    return request.transport is None or request.transport.is_closing()


def drop(request: web.Request) -> web.StreamResponse:
    """Reset the connection. The answer returned is for aiohttp's sake and never leaves."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        transport.abort()
    return web.Response()


async def hang(request: web.Request, feed: Feed) -> web.StreamResponse:
    """Say nothing until the client gives up or the sandbox closes."""
    # aiohttp has no event for a client that hangs up while we hold the answer.
    while not is_gone(request) and not feed.closed:
        await asyncio.sleep(LOOK_EVERY)
    return drop(request)
