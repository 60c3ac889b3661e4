"""What was ticked is asked about again, and words that tell of a change lead to the checklist at once."""

from datetime import date

import pytest

from bot.sandbox import Message
from tests.running_bot import Chat

REVIEW = "Is your health checklist still right?"


async def _reviews(chat: Chat) -> dict[str, str]:
    conditions: dict[str, str] = (await chat.stored())["profiles"][0]["sealed_health"]["conditions"]
    return conditions


def _asked(came: list[Message]) -> list[Message]:
    return [message for message in came if REVIEW in message.text]


async def test_a_fever_is_asked_about_after_a_week_and_no_condition_is_named_on_the_screen(
    chat: Chat,
) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever", "Osteoporosis")
    assert _asked(await chat.lives(days=6)) == []
    [asked] = _asked(await chat.lives(days=1))
    assert "ever" not in asked.text
    assert "steo" not in asked.text
    await chat.transcript(("[Take a look]", "• Fever"), ("[Over: Fever", "• Osteoporosis"))
    assert set(await _reviews(chat)) == {"osteoporosis"}
    await chat.transcript(("[All still so]", "Everything stays ticked"))
    assert await _reviews(chat) == {"osteoporosis": "2026-06-07"}
    assert _asked(await chat.lives(days=89)) == []
    assert len(_asked(await chat.lives(days=2))) == 1


async def test_without_an_answer_what_was_ticked_stays_in_force_and_is_asked_about_again(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever")
    assert len(_asked(await chat.lives(days=8))) == 1
    assert set(await _reviews(chat)) == {"fever-infection"}
    assert _asked(await chat.lives(days=12)) == []
    assert len(_asked(await chat.lives(days=2))) == 1
    assert set(await _reviews(chat)) == {"fever-infection"}


async def test_a_pause_does_not_swallow_the_question(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever")
    await chat.transcript(("/pause 20", "quiet for 20 days"))
    assert await chat.lives(days=20) == []
    assert len(_asked(await chat.lives(days=2))) == 1


async def test_whoever_updates_the_checklist_before_the_question_leaves_is_not_asked(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever")
    await chat.lives(days=6)
    await chat.transcript(("/settings", "1 ticked"), ("[Health checklist]", "Does any"), ("[Done", "Saved"))
    assert _asked(await chat.lives(days=6)) == []


async def test_striking_off_the_last_one_leaves_a_checklist_with_nothing_ticked(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever")
    await chat.lives(days=8)
    await chat.transcript(("[Take a look]", "Are they still so?"), ("[Over: Fever", "none of these"))
    assert await _reviews(chat) == {}
    await chat.taps_data("rv")
    assert "nothing ticked" in chat.last.text


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I'm pregnant!", "a pregnancy or a birth"),
        ("Had my hip replacement on Monday", "an operation"),
        ("i tripped over the cat, just a bruised knee", "a fall or an accident"),
        ("they put me on warfarin", "a new medicine"),
        ("just got DIAGNOSED with something", "a new diagnosis"),
    ],
)
async def test_words_that_tell_of_a_change_are_asked_about_at_once(chat: Chat, words: str, name: str) -> None:
    await chat.subscribes()
    await chat.transcript((words, f"You wrote about {name}"), ("[Go over", "Does any of this fit you?"))


async def test_a_change_is_asked_about_rather_than_looked_up(chat: Chat) -> None:
    await chat.subscribes()
    before = len(chat.replies)
    await chat.transcript(("new blood thinners", "You wrote about a new medicine"))
    assert len(chat.replies) == before + 1


async def test_a_note_that_tells_of_a_change_is_kept_and_asked_about(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin 6 4", "Pain 6, stress 4"), ("i slipped on the ice", "Your note is saved")
    )
    assert any("You wrote about a fall" in message.text for message in chat.replies)
    await chat.transcript(("[Nothing has changed]", "Everything stays as it is"))
    [checkin] = (await chat.stored())["checkins"]
    assert checkin["sealed_answer"]["note"] == "i slipped on the ice"


async def test_what_is_denied_or_only_sounds_alike_is_not_asked_about(chat: Chat) -> None:
    await chat.subscribes()
    for words in ("I am not pregnant", "no surgery, thanks", "I fell asleep", "fall is my favourite season"):
        assert "You wrote about" not in (await chat.says(words)).text


async def test_without_consent_the_checklist_asks_for_consent_first(chat: Chat) -> None:
    await chat.declines()
    await chat.transcript(
        ("I am pregnant", "You wrote about"), ("[Go over", "Your health answers are not kept")
    )
    assert (await chat.stored())["profiles"][0]["sealed_health"]["conditions"] is None
    assert date.fromisoformat((await chat.stored())["profiles"][0]["started_on"])
