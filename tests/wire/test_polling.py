"""Updates are confirmed only when they are processed, in order for each person, side by side for all."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import pytest
import structlog
import telegram
from telegram import Update
from telegram.error import Conflict, InvalidToken

from bot.sandbox import Fault, Person, Sandbox
from bot.wire import polling, queues
from bot.wire.intake import Intake
from bot.wire.polling import OtherPollerError, Poller
from bot.wire.transport import AiohttpTransport
from tests.wire.simulated import simulate

KINDS = ["message", "callback_query", "my_chat_member"]
Take = Callable[[Update], Awaitable[None]]


class Desk:
    """Takes updates, and lets a test decide when and how each is done with."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.fails: set[str] = set()
        self._held: dict[str, asyncio.Event] = {}

    def hold(self, text: str) -> asyncio.Event:
        """Do not finish this one until the event is set."""
        return self._held.setdefault(text, asyncio.Event())

    async def take(self, update: Update) -> None:
        assert update.message
        text = update.message.text or ""
        self.begun.append(text)
        if text in self._held:
            await self._held[text].wait()
        if text in self.fails:
            raise RuntimeError(text)
        self.done.append(text)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses after an error are for servers, not for tests."""
    monkeypatch.setattr(polling, "_FIRST_PAUSE", 0.01)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(people=()) as running:
        yield running


@pytest.fixture
def ana(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Ana")


@pytest.fixture
def bo(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Bo")


@asynccontextmanager
async def poller(sandbox: Sandbox, take: Take) -> AsyncIterator[tuple[asyncio.Task[None], asyncio.Event]]:
    """A running poller with a real bot; ended by its event, or killed at the end of the test."""
    stop = asyncio.Event()
    async with telegram.Bot(
        sandbox.token,
        f"{sandbox.url}/bot",
        request=AiohttpTransport(),
        get_updates_request=AiohttpTransport(connections=1),
    ) as bot:
        running = asyncio.create_task(Poller(bot, take, KINDS).run(stop))
        try:
            yield running, stop
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.001)


def waiting(sandbox: Sandbox) -> int:
    """Updates that Telegram would give again."""
    return len(sandbox.world.updates)


async def test_an_update_is_confirmed_only_after_it_was_processed(sandbox: Sandbox, ana: Person) -> None:
    desk = Desk()
    go_on = desk.hold("hello")
    async with poller(sandbox, desk.take):
        sandbox.say(ana, "hello")
        await until(lambda: desk.begun)
        assert waiting(sandbox) == 1
        go_on.set()
        await sandbox.idle()
        assert desk.done == ["hello"]


async def test_what_a_killed_process_was_at_comes_again_and_nothing_before_it(
    sandbox: Sandbox, ana: Person
) -> None:
    first, second = Desk(), Desk()
    first.hold("STOP")
    async with poller(sandbox, first.take) as (running, _):
        sandbox.say(ana, "hello")
        await sandbox.idle()
        sandbox.say(ana, "STOP")
        await until(lambda: "STOP" in first.begun)
        running.cancel()
    async with poller(sandbox, second.take):
        await sandbox.idle()
    assert (first.done, second.done) == (["hello"], ["STOP"])


async def test_people_are_served_side_by_side_and_each_in_order(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    desk = Desk()
    go_on = desk.hold("ana 1")
    for text in ("ana 1", "ana 2", "ana 3"):
        sandbox.say(ana, text)
        sandbox.say(bo, text.replace("ana", "bo"))
    async with poller(sandbox, desk.take):
        await until(lambda: len(desk.done) == 3)
        assert desk.begun == ["ana 1", "bo 1", "bo 2", "bo 3"]
        assert waiting(sandbox) == 6
        go_on.set()
        await sandbox.idle()
    assert desk.done[3:] == ["ana 1", "ana 2", "ana 3"]


async def test_somebody_who_writes_later_does_not_wait_for_a_slow_answer_to_another(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    desk = Desk()
    go_on = desk.hold("slow")
    async with poller(sandbox, desk.take):
        sandbox.say(ana, "slow")
        await until(lambda: desk.begun)
        sandbox.say(bo, "help")
        await until(lambda: desk.done == ["help"])
        assert waiting(sandbox) == 2, "nothing is confirmed past what is not finished"
        go_on.set()
        await sandbox.idle()
    assert desk.begun == ["slow", "help"], "and nothing is done twice"


@pytest.mark.usefixtures("quick")
async def test_an_update_that_fails_stops_neither_its_person_nor_the_others_nor_comes_again(
    sandbox: Sandbox, ana: Person, bo: Person
) -> None:
    desk = Desk()
    desk.fails = {"bad"}
    for person, text in ((ana, "bad"), (ana, "good"), (bo, "bad"), (bo, "fine")):
        sandbox.say(person, text)
    async with poller(sandbox, desk.take):
        await sandbox.idle()
        sandbox.say(ana, "later")
        await sandbox.idle()
    assert sorted(desk.done) == ["fine", "good", "later"]
    assert desk.begun.count("bad") == 2


async def test_an_update_that_takes_for_ever_is_given_up(
    sandbox: Sandbox, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "UPDATE_SECONDS", 0.05)
    desk = Desk()
    desk.hold("stuck")
    async with poller(sandbox, desk.take):
        sandbox.say(ana, "stuck")
        sandbox.say(ana, "next")
        await sandbox.idle()
    assert desk.done == ["next"]


async def test_an_update_that_cannot_be_read_stops_nobody(sandbox: Sandbox, ana: Person) -> None:
    desk = Desk()
    async with poller(sandbox, desk.take) as (running, _):
        sandbox.world.updates.add("message", {"from": "the future"})
        sandbox.say(ana, "hello")
        await until(lambda: desk.done or running.done())
        assert not running.done()
        assert desk.done == ["hello"]


async def test_a_stop_finishes_and_confirms_what_was_begun_and_takes_nothing_more(
    sandbox: Sandbox, ana: Person
) -> None:
    desk = Desk()
    go_on = desk.hold("hello")
    async with poller(sandbox, desk.take) as (running, stop):
        sandbox.say(ana, "hello")
        await until(lambda: desk.begun)
        stop.set()
        sandbox.say(ana, "too late")
        go_on.set()
        async with asyncio.timeout(5):
            await running
    assert desk.done == ["hello"]
    assert waiting(sandbox) == 1


async def test_a_stop_does_not_wait_for_the_end_of_a_long_poll(sandbox: Sandbox) -> None:
    async with poller(sandbox, Desk().take) as (running, stop):
        await until(lambda: sandbox.calls("getUpdates"))
        stop.set()
        async with asyncio.timeout(2):
            await running


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", "getUpdates", status=409, count=3),
        Fault("status", "getUpdates", status=500, count=2),
        Fault("status", "getUpdates", status=400, count=2),
        Fault("status", "getUpdates", status=429, retry_after=0, count=2),
        Fault("reset_before", "getUpdates", count=2),
        Fault("reset_after", "getUpdates", count=2),
    ],
    ids=["409", "500", "400", "429", "reset", "reset-after"],
)
async def test_a_poll_that_goes_wrong_is_survived_and_loses_nothing(
    sandbox: Sandbox, ana: Person, fault: Fault
) -> None:
    sandbox.faults.add(fault)
    desk = Desk()
    async with poller(sandbox, desk.take):
        sandbox.say(ana, "hello")
        await sandbox.idle()
        sandbox.say(ana, "again")
        await sandbox.idle()
    assert desk.done == ["hello", "again"]


@pytest.mark.usefixtures("quick")
async def test_a_real_second_poller_is_survived(sandbox: Sandbox, ana: Person) -> None:
    desk = Desk()
    async with (
        poller(sandbox, desk.take),
        telegram.Bot(
            sandbox.token,
            f"{sandbox.url}/bot",
            request=AiohttpTransport(),
            get_updates_request=AiohttpTransport(),
        ) as other,
    ):
        await until(lambda: sandbox.calls("getUpdates"))
        await other.get_updates(timeout=0)
        await until(lambda: 409 in [call.status for call in sandbox.calls("getUpdates")])
        sandbox.say(ana, "hello")
        await sandbox.idle()
    assert desk.done == ["hello"]


@pytest.mark.usefixtures("quick")
async def test_only_conflicts_since_the_start_end_the_poller_with_an_error(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_CONFLICT_FATAL", 0.4)
    sandbox.faults.add(Fault("status", "getUpdates", status=409))
    async with poller(sandbox, Desk().take) as (running, _), asyncio.timeout(5):
        with pytest.raises(OtherPollerError):
            await running
    assert len(sandbox.calls("getUpdates")) > 3


@pytest.mark.usefixtures("quick")
async def test_conflicts_after_a_good_start_never_end_the_poller(
    sandbox: Sandbox, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_CONFLICT_FATAL", 0.0)
    desk = Desk()
    async with poller(sandbox, desk.take):
        sandbox.say(ana, "hello")
        await sandbox.idle()
        sandbox.faults.add(Fault("status", "getUpdates", status=409, count=10))
        sandbox.say(ana, "again")
        await sandbox.idle()
    assert desk.done == ["hello", "again"]


@pytest.mark.usefixtures("quick")
async def test_two_pollers_that_start_at_once_both_go_on(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_CONFLICT_FATAL", 0.0)
    async with poller(sandbox, Desk().take) as (one, _), poller(sandbox, Desk().take) as (other, _):
        await until(lambda: [call.status for call in sandbox.calls("getUpdates")].count(409) > 10)
        assert not one.done()
        assert not other.done()


def test_conflicts_are_said_once_a_minute() -> None:
    class OthersToken:
        polled = False

        async def _post(self, *_: object, **__: object) -> list[object]:
            if self.polled:
                raise Conflict("terminated by other getUpdates request")
            self.polled = True
            return []

    async def ten_minutes() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(600, stop.set)
        await Poller(cast("telegram.Bot", OthersToken()), Desk().take, KINDS).run(stop)

    with structlog.testing.capture_logs() as lines:
        simulate(ten_minutes())
    assert [line["event"] for line in lines] == ["another process polls with this token"] * 10


async def test_a_refused_token_ends_the_poller(sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault("status", "getUpdates", status=401))
    async with poller(sandbox, Desk().take) as (running, _), asyncio.timeout(5):
        with pytest.raises(InvalidToken):
            await running


async def test_what_is_finished_while_it_is_fetched_once_more_is_not_served_twice() -> None:
    served: list[int] = []

    async def take(update: Update) -> None:
        served.append(update.update_id)

    desk = Intake(take)
    for _ in range(2):
        desk.accept([Update(5), Update(6)])
        await desk.rest()
    assert served == [5, 6]
    assert desk.offset == 7


async def test_ids_that_begin_anew_after_a_week_of_silence_are_served() -> None:
    served: list[int] = []

    async def take(update: Update) -> None:
        served.append(update.update_id)

    desk = Intake(take)
    for ids in ((900, 901), (17, 18)):
        desk.accept([Update(number) for number in ids])
        await desk.rest()
    assert served == [900, 901, 17, 18]
    assert desk.offset == 19
