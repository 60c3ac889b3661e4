"""Looking things up by everyday words, each person's own filter in between."""

import pytest

from bot.domain.library import Library
from tests.running_bot import Chat


async def test_tips_about_something_are_listed_opened_and_only_those_that_suit(
    chat: Chat, library: Library
) -> None:
    await chat.subscribes()
    shown = await chat.says("/tip sleep")
    titles = [label.removeprefix("Tip: ") for label in shown.labels if label.startswith("Tip: ")]
    tips = [tip for title in titles for tip in library.tips.values() if tip.title == title]
    assert 3 <= len(tips) == len(titles) <= 6
    assert all(tip.safe_set for tip in tips), "nothing is known of this person's health"
    assert (await chat.taps(f"Tip: {titles[0]}")).text.startswith(titles[0])


async def test_what_does_not_suit_is_not_offered_and_that_is_said(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Fever")
    shown = await chat.says("/tip hot water bottle")
    assert not any(label.startswith("Tip: A warm pack") for label in shown.labels)
    assert "Heat" in shown.labels


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("/technique slipped disc", "Slipped disc or sciatica"),
        ("/technique brittle bones", "Osteoporosis"),
        ("/safety knots", "Trigger point therapy"),
        ("/safety hot water botle", "Heat"),
        ("/tip blood thinners", "Blood thinners"),
        ("knots", "Trigger point therapy"),
        ("/technique pregnant", "Pregnan"),
    ],
)
async def test_what_belongs_elsewhere_is_found_from_everywhere(chat: Chat, words: str, label: str) -> None:
    await chat.subscribes()
    await chat.says(words)
    everything = [shown for message in chat.replies for shown in [message.text, *message.labels]]
    assert any(label in shown for shown in everything)


async def test_a_few_words_to_nobody_find_something_and_help_stands_first(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says("hot water bottle")
    assert "no one reads this" in shown.text
    assert shown.labels[0] == "When to get help"
    assert "Heat" in shown.labels


async def test_a_longer_message_is_told_and_not_asked(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says("the heat this week really wears me out and my back knows it")
    assert shown.labels == ["When to get help", "A tip now"]
