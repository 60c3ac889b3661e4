"""The host's clock jumps in the midst of a broadcast: judged by the messages that the server took."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.sandbox import Person
from tests.delivery.conftest import Desk

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
UNTIL_TIPS = timedelta(minutes=30)
PEOPLE = 40


@pytest.fixture
async def half_served(desk: Desk) -> list[Person]:
    """Subscribers without check-ins, of whom the first have had their tip of the day."""
    people = [await desk.subscriber(consent=None) for _ in range(PEOPLE)]
    desk.clock.move_on(UNTIL_TIPS)
    while len(_taken(desk)) < PEOPLE // 3:
        await desk.parts.worker.step()
    assert len(_taken(desk)) < PEOPLE
    return people


async def test_a_clock_that_is_set_back_an_hour_neither_loses_nor_repeats_a_tip(
    desk: Desk, half_served: list[Person]
) -> None:
    await desk.at(-AN_HOUR)
    await desk.at(AN_HOUR)  # the hour once more
    assert _taken(desk) == dict.fromkeys(_ids(half_served), 1)
    await desk.at(A_DAY)
    assert _taken(desk) == dict.fromkeys(_ids(half_served), 2)


async def test_a_clock_that_jumps_a_day_ahead_and_back_gives_nobody_a_slot_twice(
    desk: Desk, half_served: list[Person]
) -> None:
    """Ahead, tomorrow's tip goes out at once; when tomorrow comes, its slot has been served."""
    first = _taken(desk)
    await desk.at(A_DAY)
    assert _taken(desk) == {person: first.get(person, 0) + 1 for person in _ids(half_served)}
    await desk.at(-A_DAY)
    await desk.at(A_DAY)
    assert _taken(desk) == {person: first.get(person, 0) + 1 for person in _ids(half_served)}
    await desk.at(A_DAY)
    assert _taken(desk) == {person: first.get(person, 0) + 2 for person in _ids(half_served)}


def _ids(people: list[Person]) -> list[int]:
    return [person.id for person in people]


def _taken(desk: Desk) -> Counter[int | None]:
    return Counter(call.chat_id for call in desk.sandbox.calls("sendMessage") if call.accepted)
