"""Steps of the shared time."""

from datetime import UTC, datetime

import pytest

from bot.sandbox import ControlError, OffsetClock, Person, Sandbox

from .client import NOON, Client


async def test_messages_carry_the_shared_time(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    assert (await bot.control("POST", "clock", {"advance": 3600})).body["now"] == NOON + 3600
    assert sandbox.say(ana, "An hour later").date == int(NOON) + 3600


async def test_next_goes_to_just_after_what_the_bot_has_planned() -> None:
    async def at_nine_tomorrow() -> float:
        return NOON + 21 * 3600

    async with Sandbox(clock=OffsetClock(lambda: NOON, at_nine_tomorrow)) as sandbox:
        now = await sandbox.advance_to_next()
        assert NOON + 21 * 3600 < now <= NOON + 21 * 3600 + 1
        assert await sandbox.advance_to_next() > now


async def test_next_is_refused_when_nothing_is_planned(bot: Client, sandbox: Sandbox) -> None:
    reply = await bot.control("POST", "clock", {"to": "next"})
    assert reply.status == 409
    assert reply.body["error"] == "The bot has nothing planned, so there is no next message to go to."
    with pytest.raises(ControlError):
        await sandbox.advance_to_next()


async def test_tomorrow_begins_at_eight(bot: Client) -> None:
    reply = await bot.control("POST", "clock", {"to": "tomorrow"})
    assert datetime.fromtimestamp(reply.body["now"], UTC) == datetime(2026, 6, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"advance": -1},
        {"advance": "x"},
        {"advance": 1e300},
        {"to": "yesterday"},
        {"to": "next", "advance": 1},
    ],
)
async def test_a_step_that_makes_no_sense_is_explained(bot: Client, wish: dict[str, object]) -> None:
    reply = await bot.control("POST", "clock", wish)
    assert reply.status == 400
    assert reply.body["error"].endswith(".")
    assert (await bot.control("GET", "clock")).body["now"] == NOON
