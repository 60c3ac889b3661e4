"""Telegram's pace is kept, answers go first, and a 429 stops everyone without losing an answer."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, RetryAfter

from bot.wire.pacing import Pacing, seconds_to_wait

from .simulated import IN_TIME, SimulatedLoop, simulate

NEARLY = 1e-6  # seconds
JITTER = 0.015  # seconds by which two messages may come closer to each other on their way


@dataclass
class Line:
    """A server that notes when each message left us, and refuses those with the given numbers."""

    rate: int = 30
    refused: dict[int, float] = field(default_factory=dict)  # number of the call -> seconds to wait
    latency: float = 0.0
    left: list[tuple[float, str]] = field(default_factory=list)
    chats: int = 0

    def __post_init__(self) -> None:
        self.pacing = Pacing(self.rate)

    async def _arrive(self, name: str) -> str:
        number = len(self.left)
        self.left.append((asyncio.get_running_loop().time(), name))
        await asyncio.sleep(self.latency)
        if number in self.refused:
            raise RetryAfter(timedelta(seconds=self.refused[number]))
        return name

    async def answer(
        self, name: str = "answer", at: float = 0.0, endpoint: str = "sendMessage", chat: int | None = None
    ) -> Any:
        await asyncio.sleep(at)
        data = {"chat_id": self._chat(chat)}
        return await self.pacing.process_request(self._arrive, (name,), {}, endpoint, data, None)

    async def deliver(self, name: str = "delivery", at: float = 0.0, chat: int | None = None) -> Any:
        await asyncio.sleep(at)
        await self.pacing.bulk_turn(self._chat(chat))
        return await self.pacing.deliver(lambda: self._arrive(name))

    def _chat(self, chat: int | None) -> int:
        self.chats += 1
        return self.chats if chat is None else chat

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.left]

    def when(self, name: str) -> list[float]:
        return [at for at, who in self.left if who == name]

    def most_in_a_second(self, jitter: tuple[float, ...] = (0.0,)) -> int:
        """The most messages that a second sees at the server, each late by the next of `jitter`."""
        arrived = sorted(at + late for at, late in zip(self.times, cycle(jitter), strict=False))
        return max(
            (sum(start <= at < start + 1 - NEARLY for at in arrived[n:]) for n, start in enumerate(arrived)),
            default=0,
        )


def run(*jobs: Awaitable[Any], lateness: tuple[float, ...] = IN_TIME) -> list[Any]:
    async def all_of_them() -> list[Any]:
        return list(await asyncio.gather(*jobs, return_exceptions=True))

    return simulate(all_of_them(), lateness)


async def stall(at: float, seconds: float) -> None:
    """A chart, or a collection of garbage."""
    await asyncio.sleep(at)
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SimulatedLoop)
    loop.stall(seconds)


moments = st.lists(st.tuples(st.booleans(), st.floats(0, 3)), min_size=1, max_size=90)
jitters = st.lists(st.floats(0, JITTER - 0.001), min_size=1, max_size=9).map(tuple)
stalls = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 2)), max_size=3)


@settings(deadline=None)
@given(moments, st.integers(1, 30), jitters, jitters, stalls)
def test_no_second_sees_more_than_the_rate_whatever_comes_stalls_or_is_late_on_its_way(
    came: list[tuple[bool, float]],
    rate: int,
    on_its_way: tuple[float, ...],
    lateness: tuple[float, ...],
    stalled: list[tuple[float, float]],
) -> None:
    line = Line(rate)
    jobs = [line.answer(at=at) if is_answer else line.deliver(at=at) for is_answer, at in came]
    run(*jobs, *(stall(at, seconds) for at, seconds in stalled), lateness=lateness)
    assert len(line.left) == len(came)
    assert line.most_in_a_second(on_its_way) <= rate


@settings(deadline=None)
@given(moments, st.dictionaries(st.integers(0, 30), st.sampled_from([0.0, 0.01, 1.0, 7.0]), max_size=3))
def test_no_second_sees_more_than_the_rate_after_refusals_too(
    came: list[tuple[bool, float]], refused: dict[int, float]
) -> None:
    line = Line(30, refused)
    run(*(line.answer(at=at) if is_answer else line.deliver(at=at) for is_answer, at in came))
    assert line.most_in_a_second() <= 30


@pytest.mark.parametrize("lateness", [(0.0,), (0.001, 0.004), (0.0, 0.0, 0.014)])
@pytest.mark.parametrize(("rate", "least"), [(30, 29.0), (1000, 990.0)])
def test_the_rate_is_all_but_reached_on_a_busy_machine_too(
    rate: int, least: float, lateness: tuple[float, ...]
) -> None:
    line = Line(rate)
    run(*(line.deliver() for _ in range(rate * 10)), lateness=lateness)
    assert (len(line.left) - 1) / (line.times[-1] - line.times[0]) >= least


def test_a_stall_is_not_made_up_for_in_a_burst() -> None:
    line = Line(30)
    run(*(line.deliver() for _ in range(120)), stall(1, 0.5))
    gaps = [later - earlier for earlier, later in zip(line.times, line.times[1:], strict=False)]
    assert min(gaps) >= 1 / 30 - 0.015
    assert sum(gap < 1 / 30 for gap in gaps) <= 2


def test_after_a_rest_there_is_no_burst() -> None:
    line = Line(30)
    run(line.deliver(), *(line.deliver(at=60) for _ in range(10)))
    assert line.times[1] == pytest.approx(60)
    assert line.times[-1] >= 60 + 9 / 30 - 0.015


@settings(deadline=None, max_examples=30)
@given(st.floats(0, 9))
def test_an_answer_overtakes_the_deliveries_that_queue(at: float) -> None:
    line = Line(30)
    run(*(line.deliver() for _ in range(300)), line.answer(at=at))
    [left] = line.when("answer")
    assert at <= left <= at + 2 / 30


def test_a_flood_of_answers_leaves_deliveries_a_tenth_of_the_turns() -> None:
    line = Line(30)
    run(*(line.answer("a") for _ in range(200)), *(line.deliver("d") for _ in range(200)))
    assert Counter(name for _, name in line.left[:100])["d"] == 10


def test_answers_and_deliveries_both_leave_in_the_order_they_came() -> None:
    line = Line(30)
    run(
        *(line.deliver(f"d{n}") for n in range(20)),
        *(line.answer(f"a{n}", at=0.2 + n / 1000) for n in range(20)),
    )
    for lane in "ad":
        assert [name for _, name in line.left if name[0] == lane] == [f"{lane}{n}" for n in range(20)]


def test_whoever_gives_up_waiting_takes_no_turn() -> None:
    line = Line(1)

    async def impatient() -> None:
        async with asyncio.timeout(0.5):
            await line.answer("impatient")

    run(line.answer("first"), impatient(), line.answer("last", at=0.1))
    assert [name for _, name in line.left] == ["first", "last"]
    assert line.times[1] <= 1.05


@pytest.mark.parametrize("wait", [0.5, 3.0, 40.0])
def test_a_429_stops_everyone_for_as_long_as_it_says_and_the_answer_is_repeated(wait: float) -> None:
    line = Line(30, {10: wait})
    told = run(*(line.answer(f"a{n}") for n in range(15)), *(line.deliver(f"d{n}") for n in range(20)))
    refused_at, name = line.left[10]
    others = [at for at, _ in line.left[11:]]
    assert min(others) >= refused_at + wait - NEARLY
    assert line.when(name)[1] >= refused_at + wait - NEARLY
    assert sorted(told) == sorted({who for _, who in line.left})
    assert max(others) <= refused_at + wait + 27 / 30 / 0.75


def test_a_429_lowers_the_pace_which_recovers_within_a_minute() -> None:
    line = Line(30, {0: 1.0})
    run(line.answer(), *(line.deliver(at=2 if n < 600 else 90) for n in range(1200)))
    in_second = Counter(int(at) for at in line.times)
    assert 22 <= in_second[3] <= 25
    assert in_second[3] < in_second[10] < in_second[95]
    assert in_second[95] >= 29


def test_refusals_of_what_was_on_its_way_together_lower_the_pace_once() -> None:
    line = Line(30, dict.fromkeys(range(5), 1.0), latency=0.4)
    run(*(line.deliver(f"d{n}") for n in range(5)), *(line.deliver("late", at=3) for _ in range(60)))
    assert len([at for at in line.when("late") if at < 4]) >= 22


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
    assert line.times[0] <= 1.05 / 30


def test_one_chat_gets_a_short_burst_then_a_message_a_second_and_holds_up_nobody_else() -> None:
    line = Line(30)
    run(
        *(line.answer("me", chat=7) for _ in range(6)),
        *(line.answer("you", at=0.5, chat=n) for n in range(70, 73)),
    )
    assert line.when("me")[2] < 0.2
    assert [round(at) for at in line.when("me")[3:]] == [1, 2, 3]
    assert all(at < 0.7 for at in line.when("you"))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=70), jitters)
def test_no_minute_brings_a_group_more_than_twenty_messages(
    came: list[float], lateness: tuple[float, ...]
) -> None:
    line = Line(30)
    run(*(line.answer(at=at, chat=-5) for at in came), lateness=lateness)
    assert all(sum(at <= other < at + 60 for other in line.times) <= 20 for at in line.times)


def test_a_picture_drawn_and_a_message_edited_do_not_count_in_a_chat() -> None:
    line = Line(30)
    run(*(line.answer("edit", endpoint="editMessageText", chat=7) for _ in range(9)))
    assert line.times[-1] < 0.5


def test_only_chats_that_were_written_to_just_now_are_remembered() -> None:
    line = Line(1000)
    most = 0

    async def broadcast() -> None:
        nonlocal most
        for _ in range(20):
            await asyncio.gather(*(line.deliver() for _ in range(1000)))
            most = max(most, len(line.pacing._chats))

    simulate(broadcast())
    assert most < 8000


@pytest.mark.parametrize(
    "endpoint", ["getUpdates", "answerCallbackQuery", "getMe", "setMyCommands", "sendChatAction"]
)
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
    assert line.when("other")[0] >= 1


@pytest.mark.parametrize("wait", [7, 7.0, timedelta(seconds=7)])
def test_what_a_429_asks_for_is_read_in_all_its_forms(wait: float | timedelta) -> None:
    assert seconds_to_wait(RetryAfter(wait)) == 7  # type: ignore[arg-type]  # Telegram says what it says
