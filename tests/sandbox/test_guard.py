"""Other web sites stay out."""

import pytest

from bot.sandbox import Sandbox

from .client import Client


@pytest.mark.parametrize("path", ["/", "/control/people", "/events", "/page/app.js", "/bot1:a/getMe"])
async def test_a_foreign_host_name_is_refused(bot: Client, sandbox: Sandbox, path: str) -> None:
    async with bot.session.get(sandbox.url + path, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_request_from_another_site_is_refused(
    bot: Client, sandbox: Sandbox, headers: dict[str, str]
) -> None:
    reply = await bot.control("POST", "people", {"name": "Eve"}, headers=headers)
    assert reply.status == 403
    assert sandbox.people() == []


async def test_the_sandboxes_own_page_is_let_in(bot: Client, sandbox: Sandbox) -> None:
    headers = {"Origin": sandbox.url, "Sec-Fetch-Site": "same-origin"}
    assert (await bot.control("POST", "people", {"name": "Ana"}, headers=headers)).status == 200


async def test_it_listens_to_this_computer_only(sandbox: Sandbox) -> None:
    assert sandbox.url.startswith("http://127.0.0.1:")
