"""Whatever arrives, the answer has the Bot API's shape and is never a 500."""

import json
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox
from bot.sandbox.methods import all_methods

from .client import Client

METHODS = sorted({*all_methods(), "getupdates"})
SENDING = ["chat_id", "text", "parse_mode", "entities", "reply_markup", "reply_parameters", "message_id"]
POLLING = ["offset", "limit", "allowed_updates", "commands", "scope", "callback_query_id", "url"]
FILES = ["photo", "document", "sticker", "media", "caption", "caption_entities", "action", "file_id"]
OTHERS = ["question", "options", "latitude", "longitude", "title", "address", "phone_number", "emoji"]
PLACES = ["from_chat_id", "user_id", "message_ids", "reaction", "menu_button", "rights", "secret_token"]
NAMES = [*SENDING, *POLLING, *FILES, *OTHERS, *PLACES, "first_name", "language_code", "description"]
WORDS = st.sampled_from(["bold", "text_link", "photo", "emoji", "chat", "chat_member", "web_app", "👍"])
SCALARS = (
    WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(1001)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "inline_keyboard",
                    "keyboard",
                    "text",
                    "callback_data",
                    "message_id",
                    "type",
                    "offset",
                    "length",
                    "media",
                    "chat_id",
                    "emoji",
                    "url",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
BODIES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)
TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "x",
]


async def check(client: Client, method: str, **body: Any) -> None:
    reply = await client.post(method, **body)
    assert reply.status < 500
    assert reply.body["ok"] is (reply.status == 200)
    assert reply.status == 200 or reply.body["error_code"] == reply.status


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(method=st.sampled_from(METHODS), body=BODIES)
async def test_any_json_gets_a_proper_answer(
    bot: Client, sandbox: Sandbox, method: str, body: dict[str, Any]
) -> None:
    person = sandbox.people()[0] if sandbox.people() else sandbox.add_person("Ana")
    body = {**body, "chat_id": body.get("chat_id", person.id), "timeout": 0}
    sandbox.world.bot.webhook = None
    sandbox.world.updates.reroute()
    await check(bot, method, data=json.dumps(body), headers={"Content-Type": "application/json"})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(method=st.sampled_from(METHODS), kind=st.sampled_from(TYPES), body=st.binary(max_size=80))
async def test_any_bytes_get_a_proper_answer(bot: Client, method: str, kind: str, body: bytes) -> None:
    await check(bot, method, data=body, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    "body",
    [
        b'{"chat_id": 1001, "text": "\\ud800"}',
        b'{"chat_id": 1001, "text": "x", "reply_markup": "{\\"keyboard\\": [[\\"\\\\ud800\\"]]}"}',
        b'{"text": NaN}',
        b'{"text": 1e999}',
        b'{"chat_id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"{",
        b"[]",
        b"\xff\xfe",
    ],
)
async def test_json_at_its_worst_is_a_400(bot: Client, sandbox: Sandbox, body: bytes) -> None:
    sandbox.add_person("Ana")
    reply = await bot.post("sendMessage", data=body, headers={"Content-Type": "application/json"})
    assert (reply.status, reply.body["error_code"]) == (400, 400)


@pytest.mark.parametrize(
    "part",
    [
        b"--x\r\n\r\nno name\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="\xff"\r\n\r\nabc\r\n--x--\r\n',
        b"--x\r\nContent-Disposition: ;;;=\r\n\r\nabc\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: a/b; charset=odd\r\n\r\n\r\n--x--',
        b"--x",
        b"",
    ],
)
async def test_multipart_at_its_worst_has_a_proper_answer(bot: Client, part: bytes) -> None:
    await check(bot, "sendPhoto", data=part, headers={"Content-Type": "multipart/form-data; boundary=x"})


async def test_a_body_that_is_too_large_is_a_413() -> None:
    form = aiohttp.FormData({"chat_id": "1001"})
    form.add_field("document", b"x" * 2000, filename="large.bin")
    async with Sandbox(largest_body=1000) as sandbox, aiohttp.ClientSession() as session:
        client = Client(sandbox, session)
        for body in ({"data": form}, {"json": {"text": "x" * 2000}}):
            reply = await client.post("sendDocument", **body)
            assert (reply.status, reply.body["error_code"]) == (413, 413)


ROUTES = [
    *(f"people/{{id}}/{verb}" for verb in ("say", "start", "tap", "press", "edit", "send", "react")),
    *(f"people/{{id}}/{verb}" for verb in ("block", "unblock", "read")),
    *(f"groups/{{id}}/{verb}" for verb in ("join", "leave", "add_bot", "promote_bot", "remove_bot")),
    *("people", "groups", "faults", "limits", "clock", "nothing"),
]
IDS = st.sampled_from([1001, 1, -5001, 0, 10**14, 10**30])
FIELDS = [
    *("text", "reply_to", "group", "payload", "message_id", "label", "data", "force", "emoji", "kind"),
    *("fields", "latitude", "caption", "file_name", "person", "title", "members", "bot", "name", "username"),
    *("language_code", "action", "method", "chat", "status", "seconds", "count", "chance", "overall"),
    *("per_chat", "burst", "latency", "advance", "to"),
]
KINDS = st.sampled_from(["location", "contact", "sticker", "photo", "voice", "document", "forward"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from(ROUTES),
    number=IDS,
    body=st.dictionaries(st.sampled_from(FIELDS), VALUES | IDS | KINDS, max_size=5),
)
async def test_whatever_is_asked_of_the_control_interface_is_done_or_explained(
    bot: Client, sandbox: Sandbox, route: str, number: int, body: dict[str, Any]
) -> None:
    if not sandbox.people():
        sandbox.add_group("Walkers", sandbox.add_person("Ana"))
    body.pop("wait", None)
    path = route.format(id=number)
    async with bot.session.post(f"{sandbox.url}/control/{path}", data=json.dumps(body)) as answer:
        assert answer.status < 500
        if answer.status != 200 and answer.content_type == "application/json":
            assert (await answer.json())["error"].endswith(".")
    sandbox.faults.clear()
    sandbox.world.limiter.clear()


@pytest.mark.parametrize("path", ["bot", "bot/", "botx", "bot1:x", "bot1:x/getMe/again", "file/bot1:x/a"])
async def test_paths_that_lead_nowhere_have_the_bot_apis_shape(
    bot: Client, sandbox: Sandbox, path: str
) -> None:
    async with bot.session.post(f"{sandbox.url}/{path}") as answer:
        assert answer.status in {401, 404, 405}
        body = await answer.json()
    assert (body["ok"], body["error_code"]) == (False, answer.status)


@pytest.mark.parametrize("path", ["people/9/messages", "people/9/commands", "groups/-9/messages", "faults/9"])
async def test_who_does_not_exist_is_said(bot: Client, path: str) -> None:
    reply = await bot.control("DELETE" if "faults" in path else "GET", path)
    assert reply.status == 404
    assert reply.body["error"].startswith("There is no such")
