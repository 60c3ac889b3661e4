"""Telegram's pace is kept, answers go first, and a 429 stops everyone without losing an answer."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, RetryAfter

from bot.wire.pacing import HAS_TURN, Pacing, seconds_to_wait

from .simulated import simulate

NEARLY = 1e-6  # seconds


@dataclass
class Line:
    """A server that notes when each message left us, and refuses those with the given numbers."""

    rate: int = 30
    refused: dict[int, float] = field(default_factory=dict)  # number of the call -> seconds to wait
    latency: float = 0.0
    left: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pacing = Pacing(self.rate)

    async def _arrive(self, name: str) -> str:
        number = len(self.left)
        self.left.append((asyncio.get_running_loop().time(), name))
        await asyncio.sleep(self.latency)
        if number in self.refused:
            raise RetryAfter(timedelta(seconds=self.refused[number]))
        return name

    async def answer(self, name: str = "answer", at: float = 0.0, endpoint: str = "sendMessage") -> Any:
        await asyncio.sleep(at)
        return await self.pacing.process_request(self._arrive, (name,), {}, endpoint, {}, None)

    async def deliver(self, name: str = "delivery", at: float = 0.0) -> Any:
        await asyncio.sleep(at)
        await self.pacing.bulk_turn()
        return await self.pacing.process_request(self._arrive, (name,), {}, "sendMessage", {}, HAS_TURN)

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.left]

    @property
    def gaps(self) -> list[float]:
        return [later - earlier for earlier, later in zip(self.times, self.times[1:], strict=False)]

    def when(self, name: str) -> list[float]:
        return [at for at, who in self.left if who == name]


def run(*jobs: Awaitable[Any]) -> list[Any]:
    async def all_of_them() -> list[Any]:
        return list(await asyncio.gather(*jobs, return_exceptions=True))

    return simulate(all_of_them())


moments = st.lists(st.tuples(st.booleans(), st.floats(0, 3)), min_size=1, max_size=40)


@settings(deadline=None)
@given(moments, st.integers(1, 30))
def test_messages_leave_at_least_a_turn_apart_whenever_they_come(
    came: list[tuple[bool, float]], rate: int
) -> None:
    line = Line(rate)
    run(*(line.answer(at=at) if is_answer else line.deliver(at=at) for is_answer, at in came))
    assert len(line.left) == len(came)
    assert all(gap >= 1 / rate - NEARLY for gap in line.gaps)


@settings(deadline=None)
@given(moments, st.dictionaries(st.integers(0, 30), st.sampled_from([0.0, 0.01, 1.0, 7.0]), max_size=3))
def test_messages_leave_at_least_a_turn_apart_after_refusals_too(
    came: list[tuple[bool, float]], refused: dict[int, float]
) -> None:
    line = Line(30, refused)
    run(*(line.answer(at=at) if is_answer else line.deliver(at=at) for is_answer, at in came))
    assert all(gap >= 1 / 30 - NEARLY for gap in line.gaps)


@pytest.mark.parametrize("rate", [1, 29, 30])
def test_no_turn_is_wasted_while_messages_wait(rate: int) -> None:
    line = Line(rate)
    run(*(line.deliver() for _ in range(100)))
    assert line.times[0] == 0
    assert line.times[-1] == pytest.approx(99 / rate, abs=1e-3)


def test_after_a_rest_there_is_no_burst() -> None:
    line = Line(30)
    run(line.deliver(), *(line.deliver(at=60) for _ in range(10)))
    assert line.times[1] == pytest.approx(60)
    assert all(gap >= 1 / 30 - NEARLY for gap in line.gaps)


@settings(deadline=None, max_examples=30)
@given(st.floats(0, 9))
def test_an_answer_overtakes_the_deliveries_that_queue(at: float) -> None:
    line = Line(30)
    run(*(line.deliver() for _ in range(300)), line.answer(at=at))
    [left] = line.when("answer")
    assert at <= left <= at + 2 / 30 + NEARLY


def test_answers_and_deliveries_both_leave_in_the_order_they_came() -> None:
    line = Line(30)
    run(
        *(line.deliver(f"d{n}") for n in range(20)),
        *(line.answer(f"a{n}", at=0.2 + n / 1000) for n in range(20)),
    )
    for lane in "ad":
        assert [name for _, name in line.left if name[0] == lane] == [f"{lane}{n}" for n in range(20)]


@pytest.mark.parametrize("wait", [0.5, 3.0, 40.0])
def test_a_429_stops_everyone_for_as_long_as_it_says_and_the_answer_is_repeated(wait: float) -> None:
    line = Line(30, {10: wait})
    told = run(*(line.answer(f"a{n}") for n in range(15)), *(line.deliver(f"d{n}") for n in range(20)))
    refused_at, name = line.left[10]
    others = [at for at, _ in line.left[11:]]
    assert name == "a10"
    assert min(others) >= refused_at + wait - NEARLY
    assert line.when("a10")[1] >= refused_at + wait - NEARLY
    assert sorted(told) == sorted({who for _, who in line.left})
    assert max(others) <= refused_at + wait + 27 / 30


def test_the_longer_of_two_pauses_counts_for_all_who_wait_already() -> None:
    line = Line(30, {0: 10.0, 1: 1.0}, latency=0.1)
    run(*(line.answer(f"a{n}") for n in range(100)))
    on_the_way = [at for at in line.times if at <= 0.1 + NEARLY]
    assert len(on_the_way) <= 5
    assert min(line.times[len(on_the_way) :]) >= 10.1 - NEARLY
    assert len({name for _, name in line.left}) == 100


def test_a_delivery_that_is_refused_goes_back_to_its_caller_and_is_not_repeated() -> None:
    line = Line(30, {0: 5.0})
    [told] = run(line.deliver())
    assert isinstance(told, RetryAfter)
    assert seconds_to_wait(told) == 5
    assert len(line.left) == 1


def test_an_answer_that_is_refused_again_and_again_is_given_up_with_the_refusal() -> None:
    line = Line(30, dict.fromkeys(range(10), 2.0))
    [told] = run(line.answer())
    assert isinstance(told, RetryAfter)
    assert line.times == pytest.approx([0, 2, 4], abs=0.1)


def test_any_other_error_is_the_callers_at_once_and_stops_nobody() -> None:
    line = Line(30)

    async def wrong() -> None:
        raise BadRequest("no")

    told = run(line.pacing.process_request(wrong, (), {}, "sendMessage", {}, None), line.answer())
    assert isinstance(told[0], BadRequest)
    assert line.times == pytest.approx([1 / 30])


@pytest.mark.parametrize("endpoint", ["getUpdates", "answerCallbackQuery", "getMe", "setMyCommands"])
def test_what_is_no_message_does_not_wait_in_line(endpoint: str) -> None:
    line = Line(1)
    run(*(line.answer() for _ in range(5)), line.answer("other", 0.5, endpoint))
    assert line.when("other") == [0.5]


@pytest.mark.parametrize(
    "endpoint", ["sendMessage", "sendDocument", "editMessageText", "copyMessage", "forwardMessage"]
)
def test_every_kind_of_message_waits_in_line(endpoint: str) -> None:
    line = Line(1)
    run(line.answer(), line.answer("other", 0.0, endpoint))
    assert line.when("other") == [1]


@pytest.mark.parametrize("wait", [7, 7.0, timedelta(seconds=7)])
def test_what_a_429_asks_for_is_read_in_all_its_forms(wait: float | timedelta) -> None:
    assert seconds_to_wait(RetryAfter(wait)) == 7  # type: ignore[arg-type]  # Telegram says what it says
