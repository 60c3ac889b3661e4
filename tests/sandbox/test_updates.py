"""How updates are made, kept and confirmed."""

import asyncio

from bot.sandbox import Person, Sandbox

from .client import Client


async def test_updates_stay_until_a_later_offset_confirms_them(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    for text in ("one", "two", "three"):
        sandbox.say(ana, text)
    first = await bot.updates()
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert await bot.updates() == first
    rest = await bot.updates(first[1]["update_id"])
    assert [update["message"]["text"] for update in rest] == ["two", "three"]
    assert await bot.updates(first[-1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    for text in ("one", "two", "three"):
        sandbox.say(ana, text)
    assert [update["message"]["text"] for update in await bot.updates(-1)] == ["three"]
    assert len(await bot.updates()) == 1


async def test_no_more_come_than_the_limit(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    for text in ("one", "two", "three"):
        sandbox.say(ana, text)
    assert len(await bot.updates(limit=2)) == 2


async def test_a_long_poll_ends_when_something_is_said(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    polling = asyncio.create_task(bot.updates(timeout=30))
    await sandbox.until(lambda: sandbox.calls("getUpdates"))
    sandbox.say(ana, "Are you there?")
    assert len(await asyncio.wait_for(polling, 2)) == 1


async def test_of_two_polls_the_older_is_told_of_the_conflict(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    older = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await sandbox.until(lambda: sandbox.calls("getUpdates"))
    newer = asyncio.create_task(bot.updates(timeout=30))
    reply = await asyncio.wait_for(older, 2)
    assert (reply.status, reply.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    sandbox.say(ana, "Only one of you, please")
    assert len(await asyncio.wait_for(newer, 2)) == 1


async def test_the_list_of_allowed_updates_sticks(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    await bot.updates(allowed_updates=["callback_query"])
    sandbox.say(ana, "Nobody listens")
    await bot.updates()
    sandbox.say(ana, "Still nobody")
    assert await bot.updates(allowed_updates=[]) == []
    sandbox.say(ana, "Now")
    assert len(await bot.updates()) == 1


async def test_a_webhook_stops_polling_until_it_is_deleted(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    sandbox.say(ana, "Old news")
    await bot.result("setWebhook", url="https://example.org/hook")
    assert (await bot.result("getWebhookInfo"))["pending_update_count"] == 1
    assert (await bot.call("getUpdates")).status == 409
    await bot.result("deleteWebhook", drop_pending_updates=True)
    assert await bot.updates() == []


async def test_update_ids_go_on_after_a_reset(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.say(ana, "Before")
    [before] = await bot.updates()
    sandbox.reset()
    newcomer = sandbox.add_person("Ben")
    sandbox.say(newcomer, "After")
    [after] = await bot.updates(before["update_id"] + 1)
    assert after["message"]["text"] == "After"
    assert newcomer.id != ana.id


async def test_closing_the_sandbox_ends_a_waiting_poll(sandbox: Sandbox, bot: Client) -> None:
    polling = asyncio.create_task(bot.updates(timeout=30))
    await sandbox.until(lambda: sandbox.calls("getUpdates"))
    await sandbox.stop()
    assert await asyncio.wait_for(polling, 2) == []
