"""HTTP to the Bot API on aiohttp, for python-telegram-bot.

What went wrong is said by class, so that nobody has to read messages: `NotDelivered` when the request
certainly did not reach Telegram, `PossiblyDelivered` when it may have. No error carries the address,
which holds the token.
"""

import ssl
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

Timeout = Any  # seconds, None for no limit, or BaseRequest.DEFAULT_NONE for "not given"

_CONNECT_SECONDS = 5.0
_IDLE_SECONDS = 25.0  # shorter than servers keep a connection, so that we rarely write into a closed one
_SERVER_ERROR = 500
_JSON = {"Content-Type": "application/json"}


class NotDelivered(NetworkError):  # noqa: N818  reads as an outcome
    """The request did not reach the server; repeating it is safe."""


class PossiblyDelivered(NetworkError):  # noqa: N818
    """The request was written and no proper answer came; it may have had its effect."""


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A request that is written already; stands where the library's RequestData does."""

    content: bytes
    contains_files: bool = False


class AiohttpTransport(BaseRequest):
    """One pool of connections. Telegram's methods are posted as forms, files as multipart."""

    def __init__(self, connections: int = 128, read_timeout: float = 15.0) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_IDLE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=True
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | JsonBody | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  one limit serves both
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  the pacing bounds what waits
    ) -> tuple[int, bytes]:
        """Send one request; the status and the body. Raises NotDelivered or PossiblyDelivered."""
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        timeout = aiohttp.ClientTimeout(
            sock_connect=_or_default(connect_timeout, _CONNECT_SECONDS),
            sock_read=_or_default(read_timeout, self._read_timeout),
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=_JSON if isinstance(request_data, JsonBody) else None,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ssl.SSLError) as error:
            raise NotDelivered(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise PossiblyDelivered(type(error).__name__) from None
        if status >= _SERVER_ERROR:
            raise PossiblyDelivered(f"HTTP {status}")
        return status, body


def _or_default(value: Timeout, default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value


def _body(request_data: RequestData | JsonBody | None) -> Any:
    if request_data is None:
        return None
    if isinstance(request_data, JsonBody):
        return request_data.content
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
