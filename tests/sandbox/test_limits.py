"""How much a bot may send before it is asked to wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import BotApiError, ControlError, Person, Sandbox
from bot.sandbox.limits import Limiter, Limits

from .client import Client


def sends(limiter: Limiter, chat: int, now: float, method: str = "sendMessage") -> int:
    """0 if it may, else for how long it has to wait."""
    try:
        limiter.check(method, chat, now)
    except BotApiError as error:
        return int(error.description.removeprefix("Too Many Requests: retry after "))
    limiter.count(method, chat, now)
    return 0


def limited(**limits: float) -> Limiter:
    limiter = Limiter()
    limiter.apply(Limits(**limits))  # type: ignore[arg-type]
    return limiter


def test_without_limits_anything_goes() -> None:
    limiter = limited()
    assert {sends(limiter, 1, 0.0) for _ in range(1000)} == {0}


# Sixty-fourths of a second are exact in binary: "within a second" means the same however it is worked out.
@given(st.lists(st.integers(0, 192).map(lambda ticks: ticks / 64), min_size=1, max_size=200))
def test_no_second_holds_more_than_the_overall_limit(moments: list[float]) -> None:
    limiter = limited(overall=5)
    sent = [now for number, now in enumerate(sorted(moments)) if sends(limiter, number + 1, now) == 0]
    for begin in sent:
        assert len([now for now in sent if begin <= now < begin + 1]) <= 5


def test_one_person_gets_a_short_burst_and_then_one_a_second() -> None:
    limiter = limited(per_chat=1, burst=3)
    assert [sends(limiter, 7, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert sends(limiter, 8, 0.0) == 0
    assert [sends(limiter, 7, now) for now in (0.9, 1.0, 1.1, 2.0)] == [1, 0, 1, 0]


def test_a_group_gets_so_many_a_minute() -> None:
    limiter = limited(per_group=20)
    assert {sends(limiter, -5, second) for second in range(20)} == {0}
    assert sends(limiter, -5, 20.0) == 40
    assert sends(limiter, -6, 20.0) == 0
    assert sends(limiter, -5, 60.0) == 0


def test_typing_and_taps_are_no_messages() -> None:
    limiter = limited(overall=1)
    assert sends(limiter, 1, 0.0) == 0
    for method in ("sendChatAction", "answerCallbackQuery", "getMe", "editMessageText"):
        assert sends(limiter, 1, 0.0, method) == 0
    assert sends(limiter, 1, 0.0, "copyMessage") == 1


async def test_a_refused_message_is_not_there_and_a_wrong_one_does_not_count(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    assert (await bot.control("POST", "limits", {"per_chat": 0.01, "burst": 1})).body == {
        "overall": None,
        "per_chat": 0.01,
        "per_group": None,
        "burst": 1,
        "latency": 0.0,
    }
    await bot.refusal("sendMessage", chat_id=ana.id, text="")
    await bot.result("sendMessage", chat_id=ana.id, text="one")
    reply = await bot.call("sendMessage", chat_id=ana.id, text="two")
    assert (reply.status, reply.body["parameters"]) == (429, {"retry_after": 100})
    assert [message.text for message in sandbox.messages(ana)] == ["one"]
    await bot.control("POST", "limits", {"per_chat": None})
    await bot.result("sendMessage", chat_id=ana.id, text="three")


async def test_latency_delays_each_call(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    sandbox.limit(latency=0.03)
    await bot.result("sendMessage", chat_id=ana.id, text="slowly")
    sandbox.limit(latency=0)
    [call] = sandbox.calls("sendMessage")
    await bot.result("getMe")
    assert sandbox.calls("getMe")[0].real_time - call.real_time >= 0.03


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"speed": 1}, "There is no limit 'speed'"),
        ({"overall": -1}, "overall must be a number"),
        ({"overall": "many"}, "overall must be a number"),
        ({"latency": None}, "latency must be a number from 0 to 60."),
    ],
)
async def test_a_limit_that_makes_no_sense_is_explained(
    bot: Client, sandbox: Sandbox, wish: dict[str, object], sentence: str
) -> None:
    reply = await bot.control("POST", "limits", wish)
    assert reply.status == 400
    assert sentence in reply.body["error"]
    assert (await bot.control("DELETE", "limits")).body["overall"] is None
    with pytest.raises(ControlError):
        sandbox.limit(overall=-1)
