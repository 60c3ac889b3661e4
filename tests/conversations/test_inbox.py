"""/inbox and /stats; people who send too much; groups that add the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.running_bot import Chat, RunningBot, running_bot

HTML = "<b>bold</b> & *more*"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    async with running_bot(tmp_path, operator_contact="hello@riverside.example") as running:
        yield running


async def _writers(bot: RunningBot, *texts: str) -> list[Chat]:
    chats = []
    for text in texts:
        chat = bot.newcomer("Ana <i>")
        await chat.declines("Europe/London")
        await chat.transcript((f"/feedback {text}", "It is kept for the people who run this"))
        chats.append(chat)
    return chats


async def test_feedback_is_shown_one_by_one_and_answered_in_a_tap(bot: RunningBot, operator: Chat) -> None:
    first, second = await _writers(bot, HTML, "a second one")
    await operator.transcript(("/inbox", HTML), ("[Next]", "a second one"), ("[Next]", HTML))
    await operator.transcript(("[Thanks]", "a second one"))
    assert "on its way" in operator.toast()
    await bot.quiet()
    assert "From the people who run this" in first.last.text
    assert HTML in first.last.text
    assert "We have read this" in first.last.text
    await operator.transcript(("[Please get in touch]", "Nothing waits"))
    await bot.quiet()
    assert "hello@riverside.example" in second.last.text
    await operator.transcript(("/inbox", "Nothing waits"))


async def test_an_answer_tapped_twice_goes_out_once(bot: RunningBot, operator: Chat) -> None:
    [chat] = await _writers(bot, "hello")
    shown = await operator.says("/inbox")
    data = shown.data["We look into it"]
    for _ in range(2):
        bot.sandbox.tap(operator.person, shown, data=data, force=True)
    await bot.sandbox.idle()
    await operator.taps_data(data, shown)
    assert "has been dealt with" in operator.toast()
    await bot.quiet()
    assert sum("looking into it" in message.text for message in chat.replies) == 1


async def test_no_answer_needed_tells_nobody_anything(bot: RunningBot, operator: Chat) -> None:
    [chat] = await _writers(bot, "hello")
    before = len(chat.replies)
    await operator.transcript(("/inbox", "hello"), ("[No answer needed]", "Nothing waits"))
    await bot.quiet()
    assert len(chat.replies) == before


async def test_who_deleted_everything_or_stopped_gets_no_answer(bot: RunningBot, operator: Chat) -> None:
    gone, stopped = await _writers(bot, "from one", "from another")
    await stopped.transcript(("/stop", "no more messages"))
    shown = await operator.says("/inbox")
    await gone.transcript(("/delete", "Delete everything"), ("[Yes", "is deleted"))
    await operator.taps_data(shown.data["Thanks"], shown)
    assert "has been dealt with" in operator.toast()
    await operator.transcript(("/inbox", "from another"), ("[Thanks]", "Nothing waits"))
    await bot.quiet()
    assert not any("people who run this, about" in m.text for chat in (gone, stopped) for m in chat.replies)


async def test_an_operator_never_sees_who_it_was_nor_what_they_answered(
    bot: RunningBot, operator: Chat
) -> None:
    chat = bot.newcomer("Annabel Unusual")
    await chat.subscribes("Europe/London", "08:00", "Osteoporosis")
    await chat.transcript(
        ("/checkin 9 8", "Thank you"), ("a private note", "saved"), ("/feedback hi", "kept")
    )
    await operator.says("/inbox")
    await operator.says("/stats")
    seen = "\n".join(message.text + " ".join(message.labels) for message in operator.replies)
    for secret in ("Annabel", str(chat.person.id), "steoporosis", "private note", "9", "crisis: 1"):
        assert secret not in seen.replace("2026", "")


async def test_stats_come_with_a_picture_and_small_counts_are_not_told(
    bot: RunningBot, operator: Chat
) -> None:
    for number in range(5):
        chat = bot.newcomer(f"P{number}")
        await chat.subscribes("Europe/London")
        await chat.transcript(("/checkin 3 3", "Thank you"))
        tip = next(message for message in chat.replies if "Not for me" in message.labels)
        await chat.taps_data(
            tip.data["Not for me"].replace(tip.data["Not for me"].split("|")[1], "warm-pack"), tip
        )
    shown = await operator.says("/stats")
    assert "subscribed: 5" in shown.text
    assert "stopped: fewer than 5" in shown.text
    assert "check-ins answered within 7 days: 5" in shown.text
    assert "A warm pack, the careful way: 5" in shown.text
    assert "all are in time" in shown.text
    assert operator.file().startswith(b"\x89PNG")


async def test_twenty_messages_at_once_get_one_calm_line_then_silence_but_danger_and_stop_get_through(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path, flood=20) as bot:
        chat, other = bot.chat(), bot.newcomer("Ben")
        for number in range(40):
            await chat.says(f"hello {number}")
        told = [message.text for message in chat.replies]
        assert len(told) == 20
        assert "rest for a minute" in told[-1]
        assert not any("rest for a minute" in text for text in told[:-1])
        await chat.transcript(("I want to kill myself", "so sorry"))
        await chat.transcript(("STOP", "I keep nothing about you"))
        await other.transcript(("hello", "I am an automated bot"))


async def test_taps_that_get_silence_do_not_leave_the_button_spinning(tmp_path: Path) -> None:
    async with running_bot(tmp_path, flood=20) as bot:
        chat = bot.chat()
        shown = await chat.says("/help")
        for _ in range(60):
            await chat.taps_data("se", shown)
        taps = bot.sandbox.callbacks(chat.person)
        assert [tap.answer is None for tap in taps] == [False] * 60
        assert sum("rest for a minute" in message.text for message in chat.replies) == 1


async def test_ticking_a_long_checklist_fast_is_not_too_much(tmp_path: Path) -> None:
    async with running_bot(tmp_path, flood=20) as bot:
        chat = bot.chat()
        await chat.subscribes("Europe/London", "08:00", "Osteoporosis")
        for _ in range(12):
            await chat.taps_data("tk|osteoporosis|0")
            await chat.taps_data("tk|osteoporosis|1")
        assert not any("rest for a minute" in message.text for message in chat.replies)


@pytest.mark.parametrize(("policy", "leaves"), [("quiet", 0), ("leave", 1)])
async def test_a_group_that_adds_the_bot_hears_nothing_and_is_left_where_that_is_set(
    tmp_path: Path, policy: str, leaves: int
) -> None:
    async with running_bot(tmp_path, group_policy=policy) as bot:
        ana = bot.sandbox.people()[0]
        group = bot.sandbox.add_group("Backs <b>", ana)
        await bot.sandbox.idle()
        for words in ("/start", "I want to kill myself", "hello"):
            if not leaves:
                bot.sandbox.say(ana, words, group=group)
        await bot.sandbox.idle()
        assert len(bot.sandbox.calls("leaveChat")) == leaves
        assert bot.sandbox.calls("sendMessage") == []
