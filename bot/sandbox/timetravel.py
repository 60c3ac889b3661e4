"""Steps of the shared clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.world import World

MORNING = 8  # o'clock UTC
JUST_AFTER = 1.0  # second: the bot counts in whole ones
FARTHEST = 10 * 366 * 86_400.0  # seconds; later dates break calendars before they break bots


async def move_clock(world: World, wish: Json) -> float:
    """Step by {"advance": seconds} or {"to": "next" | "tomorrow"}; returns the new time."""
    if ("advance" in wish) == ("to" in wish):
        raise ControlError(400, 'Say either {"advance": seconds} or {"to": "next"} or {"to": "tomorrow"}.')
    if "advance" in wish:
        return advance(world, wish["advance"])
    if wish["to"] == "next":
        return await to_next(world)
    if wish["to"] == "tomorrow":
        return to_tomorrow(world)
    raise ControlError(400, 'The clock can go to "next" or to "tomorrow".')


def advance(world: World, seconds: Any) -> float:
    """So many seconds ahead; time never goes back."""
    fine = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
    if not fine or not 0 <= seconds <= FARTHEST:
        raise ControlError(400, f"advance must be a number of seconds from 0 to {FARTHEST:.0f}.")
    world.clock.advance(float(seconds))
    world.feed.publish("clock", dict)
    return world.clock.now()


async def to_next(world: World) -> float:
    """Just after the moment the bot next has something to send."""
    due = await world.clock.next_due()
    if due is None:
        raise ControlError(409, "The bot has nothing planned, so there is no next message to go to.")
    return advance(world, max(due - world.clock.now(), 0.0) + JUST_AFTER)


def to_tomorrow(world: World) -> float:
    """The next day at eight in the morning, UTC."""
    now = datetime.fromtimestamp(world.clock.now(), UTC)
    morning = (now + timedelta(days=1)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return advance(world, (morning - now).total_seconds())
