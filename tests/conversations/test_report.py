"""/report: chosen step by step, made as one page, its name kept nowhere."""

from pathlib import Path

import pytest
import structlog

from tests.running_bot import Chat, running_bot
from tests.views.test_page import A4, LETTER, pages_of

CANARY = "Wilhelmina Quackenbush"


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("backcare.db*"))


async def test_the_first_button_makes_a_page_at_once(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"), ("/report", "One page for your doctor"))
    assert chat.last.labels[0] == "Make the page"
    await chat.transcript(("[Make the page]", "4 weeks, with no notes"))
    assert chat.last.content["document"]["file_name"] == "back-pain-diary-2026-03-02.pdf"
    assert pages_of(chat.file()) == [A4]


async def test_it_opens_below_the_picture_of_progress_too(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 6 4")
    await chat.transcript(
        ("/progress", "Your last 28 days"), ("[Page for the doctor]", "One page for your doctor")
    )


async def test_period_paper_and_notes_are_chosen_in_place(chat: Chat) -> None:
    await chat.subscribes()
    for note in ("first day", "second day"):
        await chat.transcript(("/checkin 6 4", "Thank you"), (note, "saved"))
        await chat.lives(days=1)
    await chat.transcript(("/report", "One page"))
    count = len(chat.replies)
    await chat.transcript(("[3 months]", "One page"), ("[Letter]", "One page"))
    assert {"✓ 3 months", "✓ Letter", "Notes on it: none"} <= set(chat.last.labels)
    await chat.transcript(("[Notes on it]", "Which notes"), ("[3 Mar: second day]", "Which notes"))
    assert "✓ 3 Mar: second day" in chat.last.labels
    await chat.transcript(("[Done]", "One page"))
    assert "Notes on it: 1" in chat.last.labels
    assert len(chat.replies) == count
    await chat.transcript(("[Make the page]", "3 months, with 1 note"))
    assert pages_of(chat.file()) == [LETTER]
    await chat.transcript(("[Change something]", ""), ("/report", "One page"))
    assert "Notes on it: 1" in chat.last.labels


async def test_a_name_goes_on_the_page_and_into_no_row_or_log(tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logs:
        async with running_bot(tmp_path, log_level="DEBUG") as bot:
            chat = bot.chat()
            await chat.subscribes()
            await chat.transcript(("/checkin 6 4", "Thank you"), ("/report", "One page"))
            await chat.transcript(("[Put a name on it]", "not kept"), (CANARY, "4 weeks, with no notes"))
            named, stored = chat.file(), await chat.stored()
            await chat.transcript(("/report", "One page"), ("[Make the page]", "with no notes"))
            assert named != chat.file()
    assert CANARY not in str(stored)
    assert CANARY not in str(logs)
    assert CANARY.encode() not in _raw(tmp_path)


async def test_a_name_without_letters_in_the_font_leaves_the_line_for_a_pen_and_says_so(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"), ("/report", "One page"))
    await chat.transcript(("[Put a name on it]", "not kept"), ("王小明", "stays empty for a pen"))
    assert pages_of(chat.file()) == [A4]


@pytest.mark.parametrize("name", ["x" * 61, "word " * 100])
async def test_a_name_that_is_none_is_asked_for_again(chat: Chat, name: str) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"), ("/report", "One page"))
    await chat.transcript(("[Put a name on it]", "not kept"), (name, "at most 60 characters"))
    await chat.transcript(("Ana", "with no notes"))


async def test_danger_in_place_of_a_name_is_heard(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"), ("/report", "One page"))
    await chat.transcript(("[Put a name on it]", "not kept"))
    await chat.transcript(("I want to kill myself", "sorry that things are this hard"))


async def test_without_answers_there_is_no_page_but_the_way_to_one(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/report", "nothing to put on a page yet"), ("[Check in now]", "How strong"))


async def test_without_consent_there_is_nothing_to_show(chat: Chat) -> None:
    await chat.transcript(("/start", "one good tip"), ("[No, just send tips]", "What time is it"))
    await chat.transcript(("/report", "not to have health answers kept"))


async def test_an_american_gets_letter_paper_first(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"), ("/settings", "Country"), ("[Country]", ""))
    await chat.transcript(("[United States]", ""), ("/report", "One page"))
    assert "✓ Letter" in chat.last.labels
