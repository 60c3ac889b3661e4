"""/broadcast: seen as it will arrive, confirmed, followed, stopped; nobody gets it twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.delivery import reporting
from bot.sandbox import Message
from bot.wire import letter
from tests.running_bot import Chat, RunningBot, running_bot

WORDS = "We move to *Mill Lane* on Monday. 2 < 3 & <b>"


@pytest.fixture(autouse=True)
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "_EVERY", 0.02)
    monkeypatch.setattr(reporting, "_SHARE", 0)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    async with running_bot(tmp_path) as running:
        yield running


async def _subscribers(bot: RunningBot, *zones: str) -> list[Chat]:
    chats = [bot.newcomer(f"Person {number}") for number in range(len(zones))]
    for chat, zone in zip(chats, zones, strict=True):
        await chat.declines(zone)
    return chats


def _got(chat: Chat, words: str = WORDS) -> int:
    return sum(message.text == words for message in chat.replies)


async def _sent(operator: Chat, title: str = "Sent:") -> Message:
    """The message that tells how far it is, once it is over."""
    await operator.bot.sandbox.until(lambda: any(title in message.text for message in operator.replies))
    return next(message for message in operator.replies if title in message.text)


async def test_from_writing_to_the_tally(bot: RunningBot, operator: Chat) -> None:
    chats = await _subscribers(bot, "Europe/London", "Europe/London", "Asia/Tokyo")
    await operator.transcript(("/broadcast", "Nothing is sent before you have seen it"))
    await operator.transcript((WORDS, WORDS), ("[Send to 3 people…]", "cannot be taken back"))
    assert all(_got(chat) == 0 for chat in chats)
    await operator.transcript(("[Yes, send to 3 people]", "Sending: "))
    tally = await _sent(operator)
    assert "Sent: 3 of 3" in tally.text
    assert "Arrived: 3" in tally.text
    assert [_got(chat) for chat in chats] == [1, 1, 1]
    assert "Stop sending" not in tally.labels


async def test_it_arrives_exactly_as_in_the_preview(bot: RunningBot, operator: Chat) -> None:
    [chat] = await _subscribers(bot, "Europe/London")
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS))
    preview = next(message for message in operator.replies if message.text == WORDS)
    await operator.taps("Send to")
    await operator.taps("Yes, send")
    await _sent(operator)
    arrived = next(message for message in chat.replies if message.text == WORDS)
    assert (arrived.text, arrived.content.get("entities")) == (preview.text, preview.content.get("entities"))
    assert arrived.labels == preview.labels == []


async def test_some_are_chosen_by_zone_or_cadence_and_the_count_follows(
    bot: RunningBot, operator: Chat
) -> None:
    london, berlin, weekly = await _subscribers(bot, "Europe/London", "Europe/Berlin", "Europe/Berlin")
    await weekly.transcript(
        ("/settings", "Settings"), ("[How often]", "How often"), ("[Once a week]", "week")
    )
    await operator.transcript(("/broadcast", "write it now"), (WORDS, "everyone, 3 people"))
    await operator.transcript(
        ("[To whom?]", "What people told about their health is not there"), ("[Europe/Berlin]", "To whom?"),
        ("[Done]", "people in Europe/Berlin, 2 people"), ("[To whom?]", "To whom?"),
        ("[Once a week]", "To whom?"), ("[Done]", "tips once a week, 1 person"),
        ("[Send to 1 person…]", "to 1 person"), ("[Yes, send to 1 person]", "Sending"),
    )  # fmt: skip
    await _sent(operator)
    assert [_got(chat) for chat in (london, berlin, weekly)] == [0, 0, 1]


async def test_who_paused_stopped_or_rests_after_an_alarm_does_not_get_it(
    bot: RunningBot, operator: Chat
) -> None:
    paused, stopped, resting, other = await _subscribers(bot, *["Europe/London"] * 4)
    await paused.transcript(("/pause 3", "until"))
    await stopped.transcript(("/stop", "no more messages"))
    await resting.says("I want to kill myself")
    await operator.transcript(
        ("/broadcast", "write it now"), (WORDS, "3 people now"), ("[Send to 3", "Send it to")
    )
    await operator.taps("Yes, send")
    tally = await _sent(operator)
    assert "Arrived: 1" in tally.text
    assert "stopped it): 2" in tally.text
    assert [_got(chat) for chat in (paused, stopped, resting, other)] == [0, 0, 0, 1]


async def test_it_can_be_dropped_written_anew_or_given_up(bot: RunningBot, operator: Chat) -> None:
    [chat] = await _subscribers(bot, "Europe/London")
    await operator.transcript(
        ("/broadcast", "write it now"), ("/cancel", "Nothing was sent"), ("hello", "I am an automated bot"),
        ("/broadcast", "write it now"), ("first words", "first words"), ("[Write it anew]", "write it now"),
        (WORDS, WORDS), ("[Drop it]", "Nothing was sent"),
    )  # fmt: skip
    await operator.sends("sticker")
    assert "a sticker" in operator.last.text
    await operator.transcript(("/broadcast", "write it now"))
    await operator.sends("sticker")
    assert "Only words can be sent" in operator.last.text
    await bot.quiet()
    assert _got(chat) + _got(chat, "first words") == 0


async def test_a_second_tap_sends_nothing_twice_and_an_old_button_says_that_it_is_over(
    bot: RunningBot, operator: Chat
) -> None:
    [chat] = await _subscribers(bot, "Europe/London")
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS), ("[Send to", "Send it to"))
    message = operator.last
    yes = message.data["Yes, send to 1 person"]
    for _ in range(3):
        bot.sandbox.tap(operator.person, message, data=yes, force=True)
    await bot.sandbox.idle()
    await _sent(operator)
    for data in (yes, yes.replace("xg", "xq"), yes.replace("xg", "xd"), yes.replace("xg", "xt")):
        await operator.taps_data(data, message)
        assert "That broadcast is over" in operator.toast()
    assert _got(chat) == 1


async def test_it_can_be_stopped_and_the_tally_tells_how_many_got_it(
    bot: RunningBot, operator: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = await _subscribers(bot, *["Europe/London"] * 6)
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS), ("[Send to", "Send it to"))
    go_on, deliver = asyncio.Event(), bot.parts.worker.sender._pacing.bulk_turn

    async def held_up(chat_id: int) -> None:
        if chat_id in {chat.person.id for chat in chats[2:]}:
            await go_on.wait()
        await deliver(chat_id)

    monkeypatch.setattr(bot.parts.worker.sender._pacing, "bulk_turn", held_up)
    await operator.taps("Yes, send")
    await bot.sandbox.until(lambda: sum(map(_got, chats)) == 2)
    await operator.transcript(("[Stop sending]", "Stopping"))
    go_on.set()
    tally = await _sent(operator, "Stopped:")
    assert "Arrived: 2" in tally.text
    assert "stopped it): 4" in tally.text
    assert [_got(chat) for chat in chats] == [1, 1, 0, 0, 0, 0]


async def test_the_tally_comes_even_if_it_cannot_be_told_at_first(
    bot: RunningBot, operator: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    [chat] = await _subscribers(bot, "Europe/London")
    edit, refused = letter.edit, list[object]()

    async def at_first_in_vain(*arguments: Any) -> None:
        if "Sent:" in arguments[3] and len(refused) < 2:
            refused.append(arguments)
            raise NetworkError("no way through")
        await edit(*arguments)

    monkeypatch.setattr(letter, "edit", at_first_in_vain)
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS), ("[Send to", "Send it to"))
    await operator.taps("Yes, send")
    assert "Sent: 1 of 1" in (await _sent(operator)).text
    assert (len(refused), _got(chat)) == (2, 1)


async def test_what_an_operator_writes_a_day_later_is_no_broadcast(bot: RunningBot, operator: Chat) -> None:
    await operator.transcript(("/broadcast", "write it now"))
    bot.sandbox.advance(timedelta(hours=25).total_seconds())
    await operator.transcript(("I want to kill myself", "so sorry"))
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS))
    bot.sandbox.advance(timedelta(hours=25).total_seconds())
    await operator.transcript(("[Write it anew]", "write it now"), ("other words", "other words"))


@pytest.mark.parametrize("words", ["/broadcast", "/inbox", "/stats", "/reload"])
async def test_for_others_these_commands_and_buttons_do_not_exist(
    bot: RunningBot, operator: Chat, words: str
) -> None:
    [chat] = await _subscribers(bot, "Europe/London")
    await operator.transcript(("/broadcast", "write it now"), (WORDS, WORDS))
    await chat.transcript((words, "I don't know that command"))
    for data in (
        "xs|1",
        "xz|1|*",
        "xc|1|*",
        "xq|1",
        "xg|1",
        "xb|1",
        "xw|1",
        "xd|1",
        "xt|1",
        "xi|0",
        "xr|1|thanks",
    ):
        await chat.taps_data(data)
        assert "older version" in chat.toast()
    await bot.quiet()
    assert _got(chat) == 0


async def test_the_commands_stand_in_operators_menus_alone(tmp_path: Path) -> None:
    async with running_bot(tmp_path, admin_ids="1000000001") as bot:
        menus = {
            str(call.parameters.get("scope")): str(call.parameters["commands"])
            for call in bot.sandbox.calls("setMyCommands")
        }
    of_one = [scope for scope, commands in menus.items() if "broadcast" in commands]
    assert len(menus) == 2
    assert len(of_one) == 1
    assert "1000000001" in of_one[0]
