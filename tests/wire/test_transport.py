"""What went wrong on the wire is said by class, and no error says the token."""

import asyncio
import json
import socket
import struct
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.sandbox import Sandbox
from bot.wire.transport import AiohttpTransport, NotDelivered, PossiblyDelivered

TOKEN = "123456:very-secret"
RST_ON_CLOSE = struct.pack("ii", 1, 0)
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def plain(raw: bytes) -> Serve:
    """A server that reads a request, writes these bytes and closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        await writer.drain()

    return serve


def answer(status: int, body: str, headers: str = "") -> Serve:
    """A server that answers in HTTP."""
    data = body.encode()
    return plain(f"HTTP/1.1 {status} X\r\nContent-Length: {len(data)}\r\n{headers}\r\n".encode() + data)


def refusal(status: int, description: str, **parameters: object) -> Serve:
    """A server that says no as Telegram does."""
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return answer(status, json.dumps(body))


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST_ON_CLOSE)
    writer.transport.abort()


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()  # until the other side gives up


async def not_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    await writer.drain()


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close before anything is said."""


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[int]:
    """A server on loopback; its port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the other side gave up first
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def failure(url: str, **timeouts: float) -> TelegramError:
    """What sending to this server raises."""
    transport = AiohttpTransport(read_timeout=0.2)
    await transport.initialize()
    try:
        bot = telegram.Bot(TOKEN, f"{url}/bot", request=transport, get_updates_request=transport)
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(5, "Hello", **timeouts)  # type: ignore[arg-type]
    finally:
        await transport.shutdown()
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert TOKEN not in shown
    assert "very-secret" not in shown
    return caught.value


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://127.0.0.1:{closed}", id="refused"),
        pytest.param("https://127.0.0.1:{closed}", id="refused-before-tls"),
        pytest.param("http://nowhere.invalid", id="no-such-name"),
        pytest.param("https://127.0.0.1:{plain}", id="no-tls-there"),
        pytest.param("https://127.0.0.1:{hangs_up}", id="hung-up-in-tls"),
    ],
)
async def test_what_never_reached_the_server_is_not_delivered(url: str) -> None:
    async with serving(not_tls) as port, serving(hang_up) as hangs_up:
        error = await failure(url.format(closed=closed_port(), plain=port, hangs_up=hangs_up))
    assert isinstance(error, NotDelivered)


async def test_a_connection_that_is_never_made_is_not_delivered() -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for waiting in (first, second):  # fill the queue, so that nobody else is let in
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        error = await failure(f"http://127.0.0.1:{full.getsockname()[1]}", connect_timeout=0.1)
    assert isinstance(error, NotDelivered)


@pytest.mark.parametrize(
    "serve",
    [
        pytest.param(reset, id="reset"),
        pytest.param(plain(b""), id="closed"),
        pytest.param(hang, id="silence"),
        pytest.param(plain(b"HTTP/1.1 200 OK\r\nContent-Le"), id="half-the-headers"),
        pytest.param(plain(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), id="half-the-body"),
        pytest.param(plain(b"220 mail.example ESMTP\r\n\r\n"), id="not-http"),
        pytest.param(plain(b"\x16\x03\x01\x00\xff" * 99), id="bytes"),
        pytest.param(answer(200, "not zipped", "Content-Encoding: gzip\r\n"), id="not-zipped"),
        pytest.param(answer(500, ""), id="500"),
        pytest.param(answer(502, "<html>Bad Gateway</html>"), id="502"),
        pytest.param(refusal(504, "Gateway Timeout"), id="504"),
    ],
)
async def test_what_may_have_reached_the_server_is_possibly_delivered(serve: Serve) -> None:
    async with serving(serve) as port:
        assert isinstance(await failure(f"http://127.0.0.1:{port}"), PossiblyDelivered)


@pytest.mark.parametrize(
    "serve",
    [
        pytest.param(answer(200, "<html>Log in to the airport's network</html>"), id="a-page"),
        pytest.param(answer(200, "{"), id="half-a-json"),
        pytest.param(answer(302, "", "Location: http://127.0.0.1:1/\r\n"), id="elsewhere"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_an_error_that_does_not_promise_anything(serve: Serve) -> None:
    async with serving(serve) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert not isinstance(error, NotDelivered)


@pytest.mark.parametrize(
    ("serve", "expected"),
    [
        pytest.param(refusal(400, "Bad Request: message is too long"), BadRequest, id="400"),
        pytest.param(refusal(400, "Bad Request: x", migrate_to_chat_id=-1001), ChatMigrated, id="migrated"),
        pytest.param(refusal(401, "Unauthorized"), InvalidToken, id="401"),
        pytest.param(refusal(403, "Forbidden: bot was blocked by the user"), Forbidden, id="403"),
        pytest.param(refusal(404, "Not Found"), InvalidToken, id="404"),
        pytest.param(refusal(409, "Conflict: terminated by other getUpdates"), Conflict, id="409"),
        pytest.param(refusal(429, "Too Many Requests", retry_after=3), RetryAfter, id="429"),
    ],
)
async def test_what_telegram_refuses_is_passed_on(serve: Serve, expected: type[TelegramError]) -> None:
    async with serving(serve) as port:
        error = await failure(f"http://127.0.0.1:{port}")
    assert type(error) is expected


def test_both_classes_are_network_errors_to_the_library() -> None:
    assert issubclass(NotDelivered, NetworkError)
    assert issubclass(PossiblyDelivered, NetworkError)
    assert not issubclass(NotDelivered, PossiblyDelivered)


async def test_a_transport_that_is_not_open_says_so_and_can_be_opened_again() -> None:
    transport = AiohttpTransport()
    async with serving(answer(200, "yes")) as port:
        for _ in range(2):
            with pytest.raises(RuntimeError):
                await transport.do_request(f"http://127.0.0.1:{port}/", "GET")
            await transport.initialize()
            await transport.initialize()
            assert await transport.do_request(f"http://127.0.0.1:{port}/", "GET") == (200, b"yes")
            await transport.shutdown()


@asynccontextmanager
async def real_bot(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    files = f"{sandbox.url}/file/bot"
    async with telegram.Bot(
        sandbox.token,
        f"{sandbox.url}/bot",
        files,
        request=AiohttpTransport(),
        get_updates_request=AiohttpTransport(),
    ) as running:
        yield running


@pytest.mark.parametrize("name", ["export.csv", "Größe und Gewicht.csv"])
async def test_files_go_up_as_they_are_with_their_name_and_come_down_the_same(name: str) -> None:
    content = bytes(range(256)) * 800
    async with Sandbox() as sandbox, real_bot(sandbox) as bot:
        [person] = sandbox.people()
        sent = await bot.send_document(
            person.id, content, filename=name, caption="<b>Yours</b>", parse_mode="HTML"
        )
        assert sent.document
        assert sent.document.file_name == name
        file = await sent.document.get_file()
        assert bytes(await file.download_as_bytearray()) == content
        [message] = sandbox.replies(person)
        assert message.text == "Yours"


async def test_text_and_buttons_arrive_as_they_were_written() -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja & nein 🙂", callback_data="y+%=&")]])
    async with Sandbox() as sandbox, real_bot(sandbox) as bot:
        [person] = sandbox.people()
        await bot.send_message(person.id, "a+b=c & 50 % ü\n🙂", reply_markup=keyboard)
        [message] = sandbox.replies(person)
        assert message.text == "a+b=c & 50 % ü\n🙂"
        assert message.data == {"Ja & nein 🙂": "y+%=&"}
