"""/progress: the picture arrives with its words, and changes in place."""

import os
import signal
from pathlib import Path

import pytest
import structlog

from tests.running_bot import Chat, running_bot

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
