"""Bad days on purpose."""

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox import Call, Fault, Person, Sandbox, Stage

from .client import NOON, Client


async def test_a_refusal_has_its_status_and_no_effect(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.faults.add(Fault("status", method="sendMessage", status=429, retry_after=7, count=1))
    reply = await bot.call("sendMessage", chat_id=ana.id, text="x")
    assert reply == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    assert sandbox.messages(ana) == []
    assert sandbox.calls("sendMessage")[0].accepted is False
    await bot.result("sendMessage", chat_id=ana.id, text="x")


async def test_a_reset_before_the_effect_leaves_nothing(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.faults.add(Fault("reset_before", method="sendMessage", count=1))
    with pytest.raises((aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)):
        await bot.call("sendMessage", chat_id=ana.id, text="x")
    assert sandbox.messages(ana) == []


async def test_a_reset_after_the_effect_leaves_the_message(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    sandbox.faults.add(Fault("reset_after", method="sendMessage", count=1))
    with pytest.raises((aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)):
        await bot.call("sendMessage", chat_id=ana.id, text="x")
    assert [message.text for message in sandbox.messages(ana)] == ["x"]
    [call] = sandbox.calls("sendMessage")
    assert (call.accepted, call.status, call.fault) == (True, None, "reset_after")


@pytest.mark.parametrize(("action", "arrives"), [("hang_before", 0), ("hang_after", 1)])
async def test_a_hanging_call_lasts_until_the_bot_gives_up(
    bot: Client, sandbox: Sandbox, ana: Person, action: str, arrives: int
) -> None:
    await bot.control("POST", "faults", {"action": action, "method": "sendMessage"})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.call("sendMessage", chat_id=ana.id, text="x"), 0.1)
    assert len(sandbox.messages(ana)) == arrives


@pytest.mark.parametrize(("action", "arrives"), [("garbage", 0), ("garbage_after", 1)])
async def test_garbage_is_a_page_where_json_should_be(
    bot: Client, sandbox: Sandbox, ana: Person, action: str, arrives: int
) -> None:
    await bot.control("POST", "faults", {"action": action, "count": 1})
    async with bot.session.post(
        f"{sandbox.url}/bot{sandbox.token}/sendMessage", json={"chat_id": ana.id, "text": "x"}
    ) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
    assert len(sandbox.messages(ana)) == arrives
    [call] = (await bot.control("GET", "calls")).body["calls"]
    assert (call["accepted"], call["answer"], call["fault"]) == (bool(arrives), None, action)


async def test_a_delay_only_delays(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.faults.add(Fault("delay", seconds=0.05))
    began = time.monotonic()
    await bot.result("sendMessage", chat_id=ana.id, text="x")
    assert time.monotonic() - began >= 0.05


async def test_rules_can_be_about_one_chat_and_skip_the_first_calls(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    ben = sandbox.add_person("Ben")
    sandbox.faults.add(Fault("status", status=403, chat=ana.id, after=1))
    assert (await bot.call("sendMessage", chat_id=ana.id, text="first")).status == 200
    assert (await bot.call("sendMessage", chat_id=ana.id, text="second")).status == 403
    assert (await bot.call("sendMessage", chat_id=ben.id, text="other")).status == 200


async def test_chance_hits_some_calls_and_the_same_ones_each_time(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    sandbox.faults.add(Fault("status", chance=0.5))
    statuses = [(await bot.call("getMe")).status for _ in range(20)]
    assert set(statuses) == {200, 500}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "A fault needs an action"),
        ({"action": "explode"}, "A fault needs an action"),
        ({"action": "status", "status": 200}, "status must be a whole number from 400 to 599"),
        ({"action": "delay", "seconds": -1}, "seconds must be a number"),
        ({"action": "delay", "colour": "red"}, "A fault has no field 'colour'"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_explained(
    bot: Client, body: dict[str, object], sentence: str
) -> None:
    reply = await bot.control("POST", "faults", body)
    assert reply.status == 400
    assert sentence in reply.body["error"]


async def test_rules_are_listed_and_taken_back(bot: Client) -> None:
    first = (await bot.control("POST", "faults", {"action": "delay", "seconds": 0})).body["id"]
    await bot.control("POST", "faults", {"action": "status"})
    assert len((await bot.control("GET", "faults")).body["faults"]) == 2
    [left] = (await bot.control("DELETE", f"faults/{first}")).body["faults"]
    assert left["action"] == "status"
    assert (await bot.control("DELETE", "faults")).body == {"faults": []}
    assert (await bot.control("DELETE", "faults/1")).status == 404


async def test_the_hook_sees_each_stage_at_its_moment() -> None:
    seen: list[tuple[str, Stage, int]] = []

    def note(call: Call, stage: Stage) -> None:
        seen.append((call.method, stage, len(sandbox.messages(1001))))

    async with Sandbox(on_call=note) as sandbox, aiohttp.ClientSession() as session:
        bot = Client(sandbox, session)
        await bot.result("sendMessage", chat_id=1001, text="x")
        await bot.refusal("sendMessage", chat_id=1001, text="")
    assert seen == [
        ("sendMessage", "received", 0),
        ("sendMessage", "accepted", 1),
        ("sendMessage", "answered", 1),
        ("sendMessage", "received", 1),
        ("sendMessage", "answered", 1),
    ]


async def test_every_call_is_on_record(bot: Client, ana: Person) -> None:
    await bot.result("getMe")
    await bot.result("sendMessage", chat_id=ana.id, text="x")
    [call] = (await bot.control("GET", "calls", params={"after": "1"})).body["calls"]
    assert call["parameters"] == {"chat_id": ana.id, "text": "x"}
    assert (call["number"], call["method"], call["time"]) == (2, "sendMessage", NOON)
    assert (call["accepted"], call["status"], call["answer"]["ok"]) == (True, 200, True)
