"""Keeps other web sites out: a page elsewhere must not reach a server on this computer."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def keep_strangers_out(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses names that only resolve to loopback (DNS rebinding) and requests from other sites."""
    if not _is_loopback(f"//{request.headers.get('Host', '')}"):
        return _refusal("The sandbox answers only to this computer's own names.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.headers['Host']}":
        return _refusal("The sandbox takes no requests from other sites.")
    if request.path != "/" and request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return _refusal("The sandbox takes no requests from other sites.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Sets the headers that keep a page harmless; streams need them before their first byte."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _is_loopback(address: str) -> bool:
    try:
        return urlsplit(address).hostname in LOOPBACK
    except ValueError:
        return False


def _refusal(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=403)
