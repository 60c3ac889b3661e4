"""/progress: the picture arrives with its words, and changes in place."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from tests.running_bot import Chat, RunningBot, running_bot

PNG = b"\x89PNG"


async def test_the_picture_comes_with_its_words_and_the_range_changes_in_place(chat: Chat) -> None:
    await chat.subscribes()
    await chat.has_answered(6, *range(1, 20))
    await chat.says("/checkin 4 3")
    await chat.transcript(("/progress", "Your last 28 days"))
    month, count = chat.file(), len(chat.replies)
    assert (chat.last.kind, month[:4]) == ("photo", PNG)
    assert chat.last.content["show_caption_above_media"] is True
    assert chat.last.labels == [
        "7 days", "✓ 28 days", "90 days", "Page for the doctor", "Check in now",
    ]  # fmt: skip
    await chat.transcript(("[7 days]", "Your last 7 days"), ("[90 days]", "Your last 90 days"))
    assert len(chat.replies) == count
    assert chat.file() != month
    await chat.taps("90 days")  # the same again: nothing to do, and nothing wrong


@pytest.mark.parametrize(
    ("typed", "days"), [("7", 7), ("7 days", 7), ("month", 28), ("90", 90), ("quarter", 90)]
)
async def test_a_range_can_be_typed(chat: Chat, typed: str, days: int) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", "Thank you"), (f"/progress {typed}", f"Your last {days} days"))


async def test_a_range_that_is_none_of_ours_is_said_and_the_month_is_shown(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 4 3")
    shown = await chat.says("/progress 1000 <b>")
    assert "7, 28 or 90 days" in shown.text
    assert "Your last 28 days" in shown.text


async def test_without_answers_or_consent_there_is_no_picture(chat: Chat) -> None:
    await chat.subscribes()
    assert "nothing to show yet" in (await chat.says("/progress")).text
    await chat.transcript(("[Check in now]", "How strong was your back pain"))
    await chat.taps_data("pg|28")
    other = chat.bot.newcomer()
    await other.transcript(("/progress", "We have not met yet"))


async def test_without_consent_an_old_picture_stays_and_says_no_more(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 6 4")
    old = await chat.says("/progress")
    settings = await chat.says("/settings")
    await chat.taps_data("wc", settings)
    for shown in (
        await chat.taps_data("pg|7", old),
        await chat.says("/progress"),
        await chat.says("/progress x"),
    ):
        assert shown.text.startswith("You chose not to have health answers kept")
        assert shown.id > settings.id
    await chat.taps("Keep my answers")
    assert "nothing to show yet" in (await chat.taps_data("pg|7", old)).text
    assert "nothing to show yet" in (await chat.says("/progress x")).text


async def test_days_without_answers_come_as_a_picture_that_says_so(chat: Chat) -> None:
    await chat.subscribes()
    await chat.has_answered(6, 10, 11)
    shown = await chat.says("/progress 7")
    assert shown.kind == "photo"
    assert "No answers on these days, and that is fine." in shown.text
    await chat.transcript(("[28 days]", "You answered 2 of the 12 days since you began."))
    await chat.transcript(("[Check in now]", "How strong was your back pain"))


async def test_a_flare_at_the_start_of_a_range_is_judged_by_the_week_before_it(chat: Chat) -> None:
    await chat.subscribes()
    await chat.has_answered(2, *range(90, 97))
    await chat.has_answered(2, 150)  # else those would be the first week, which is always read
    await chat.has_answered(5, 89)
    day = chat.bot.clock.now().date() - timedelta(days=89)
    assert f"Flares (shaded): on {day.day} {day:%B}." in (await chat.says("/progress 90")).text


async def test_after_an_alarm_it_still_shows_what_was_answered(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 6 4")
    await chat.says("I lost control of my bladder and my saddle area is numb")
    assert (await chat.says("/progress")).kind == "photo"
    assert "Newest answer, today: pain 6, stress 4." in chat.last.text


async def test_danger_told_after_the_command_is_heard_and_a_range_is_none(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 6 4")
    assert "Your last" not in (await chat.says("/progress I want to kill myself")).text
    for words in ("month", "quarter", "90 days", "7days", "WEEK"):
        assert "Your last" in (await chat.says(f"/progress {words}")).text


async def test_others_are_answered_while_the_first_picture_is_made(bot: RunningBot) -> None:
    ana, ben = bot.chat(), bot.newcomer("Ben")
    await ana.subscribes()
    await ana.says("/checkin 6 4")
    await ben.subscribes()
    bot.sandbox.say(ana.person, "/progress")
    bot.sandbox.say(ben.person, "/help")
    await bot.sandbox.until(lambda: "What I can do" in ben.last.text)
    assert ana.last.kind == "text"
    await bot.sandbox.idle()
    assert ana.last.kind == "photo"


async def test_a_forged_range_is_no_button_of_ours(chat: Chat) -> None:
    await chat.subscribes()
    await chat.taps_data("pg|100000")
    assert "older version" in chat.toast()


async def test_a_workshop_that_died_is_replaced(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 4 3")
    await chat.says("/progress")
    pool = chat.bot.parts.services.workshop._pool
    assert pool is not None
    [worker] = pool._processes
    os.kill(worker, signal.SIGKILL)
    await chat.transcript(("/progress 7", "Your last 7 days"))
    assert (chat.file())[:4] == PNG


async def test_the_words_come_also_when_the_picture_cannot_be_made(tmp_path: Path) -> None:
    async def fails(_: object) -> bytes:
        raise OSError

    with structlog.testing.capture_logs() as logs:
        async with running_bot(tmp_path) as bot:
            chat = bot.chat()
            await chat.subscribes()
            await chat.says("/checkin 4 3")
            bot.parts.services.workshop.make = fails  # type: ignore[method-assign, assignment]
            shown = await chat.says("/progress")
    [error] = [entry for entry in logs if entry["log_level"] == "error"]
    assert "Newest answer, today: pain 4, stress 3." in shown.text
    assert f"number {error['id']}" in shown.text
    assert error["error"] == "OSError"
