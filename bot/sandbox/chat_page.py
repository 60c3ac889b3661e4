"""The chat page, its live feed and the files it shows."""

import json
from pathlib import Path

from aiohttp import web

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.feed import Change
from bot.sandbox.parameters import as_integer
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# Shown in the page; everything else is offered as a download, so that no file can act as a page of ours.
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
HEARTBEAT = 15.0  # seconds


class ChatPage:
    """GET /, /page/…, /media/… and /events."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.add_routes(
            [
                web.get("/", self.index),
                web.get(r"/page/{name:[\w.-]+}", self.part),
                web.get("/media/{file_id}", self.media),
                web.get("/events", self.events),
            ]
        )

    async def index(self, _request: web.Request) -> web.Response:
        return _page_file("index.html")

    async def part(self, request: web.Request) -> web.Response:
        return _page_file(request.match_info["name"])

    async def media(self, request: web.Request) -> web.Response:
        """A picture to look at, or any other file to save."""
        file = self._world.files.by_id(request.match_info["file_id"])
        if file is None:
            raise ControlError(404, "There is no such file.")
        if file.mime in SHOWN_INLINE:
            return web.Response(body=file.data, content_type=file.mime)
        name = file.name.encode("ascii", "replace").decode()
        safe = "".join(letter if letter.isprintable() and letter not in '\\"' else "_" for letter in name)
        headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
        return web.Response(body=file.data, content_type="application/octet-stream", headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: every change from ?after= (or the browser's Last-Event-ID) on."""
        seq = as_integer(request.headers.get("Last-Event-ID") or request.query.get("after"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        try:
            await response.prepare(request)
            await self._stream(response, self._world.feed.last if seq is None else seq)
        except ConnectionError:
            pass  # the page was closed
        return response

    async def _stream(self, response: web.StreamResponse, seq: int) -> None:
        feed = self._world.feed
        await response.write(self._event(seq, "hello", {"newest": self._world.calls.newest}))
        while not feed.closed:
            changes = feed.after(seq)
            if changes is None:  # too far behind, or from before a restart: look at everything afresh
                changes = [Change(feed.last, "reset", dict)]
            for change in changes:
                await response.write(self._event(change.seq, change.kind, change.body()))
                seq = change.seq
            if feed.last <= seq:
                await feed.wait(HEARTBEAT)
                if feed.last <= seq:  # a call has ended, or it is time for a sign of life
                    await response.write(self._calls_event())

    def _event(self, seq: int, kind: str, body: Json) -> bytes:
        data = json.dumps({**body, "seq": seq, "now": self._world.clock.now()})
        return f"id: {seq}\nevent: {kind}\ndata: {data}\n\n".encode()

    def _calls_event(self) -> bytes:
        # Without an id: a page that reconnects asks for changes, and calls are no changes.
        data = json.dumps({"newest": self._world.calls.newest, "now": self._world.clock.now()})
        return f"event: calls\ndata: {data}\n\n".encode()


def _page_file(name: str) -> web.Response:
    path = PAGE / name
    if path.suffix not in TYPES or not path.is_file():
        raise ControlError(404, "There is no such page.")
    return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")
