"""Tips: the daily one, another one now, and what people say of them."""

from bot.domain.library import Library
from tests.running_bot import LATER, Chat


async def test_the_next_tip_comes_the_next_day_at_the_hour_and_is_another_one(chat: Chat) -> None:
    first = await chat.subscribes("Europe/Berlin", "09:30")
    assert not [message for message in await chat.lives(hours=25) if "Helpful" in message.labels]
    (second,) = [message for message in await chat.lives(hours=1) if "Helpful" in message.labels]
    assert chat.bot.clock.now().hour == 9  # half past nine in Berlin is half past eight in UTC
    assert second.text != first.text
    week = [message.text for message in await chat.lives(days=7) if "Helpful" in message.labels]
    assert len({first.text, second.text, *week}) == 9


async def test_another_tip_now_leaves_the_daily_one_as_it_was(chat: Chat) -> None:
    await chat.subscribes()
    planned = (await chat.stored())["profiles"][0]["next_tip_at"]
    asked = [(await chat.says("/tip")).text for _ in range(3)]
    assert len(set(asked)) == 3
    assert (await chat.stored())["profiles"][0]["next_tip_at"] == planned


async def test_an_opinion_is_noted_the_newer_one_counts_and_more_and_why_explain(
    chat: Chat, library: Library
) -> None:
    tip = await chat.subscribes()
    tip_id = next(t.id for t in library.tips.values() if tip.text.startswith(t.title))

    async def taste() -> dict[str, object]:
        found: dict[str, object] = (await chat.stored())["profiles"][0]["sealed_taste"]
        return found

    await chat.taps("Helpful")
    assert "Thank you" in chat.toast()
    assert (await taste())["liked"] == [tip_id]
    await chat.taps("Not for me")
    assert "not come again" in chat.toast()
    assert ((await taste())["liked"], (await taste())["disliked"]) == ([], [tip_id])
    await chat.transcript(("[More]", library.tips[tip_id].title))
    assert chat.last.labels == ["Helpful", "Not for me", "Why this one?", "Keep", "Share"]
    await chat.transcript(("[Why this one?]", "How sure are we?"))
    assert "Sources:" in chat.last.text
    assert "your first tip" in chat.last.text


async def test_a_tip_that_is_not_for_me_does_not_come_again_and_the_others_do(
    chat: Chat, library: Library
) -> None:
    turned_away = await chat.subscribes()
    await chat.taps("Not for me")
    gentle = [tip for tip in library.tips.values() if tip.safe_set and not tip.only_for]
    came = [message.text for message in await chat.lives(days=len(gentle) + 2) if "Helpful" in message.labels]
    assert len(came) > len(gentle)
    assert turned_away.text not in came


async def test_the_reason_told_is_the_reason_the_tip_came(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        (LATER, "How is your back?"),
        ("6 4", "Pain 6, stress 4"),
        (LATER, ""),
        ("[Why this one?]", "In your first weeks I go through the basics, and knowing your back came next"),
    )


async def _tip_of_tomorrow(chat: Chat) -> str:
    """Why tomorrow's daily tip came."""
    await chat.lives(hours=24)
    tip = next(message for message in reversed(chat.replies) if "Why this one?" in message.labels)
    return (await chat.taps_data(tip.data["Why this one?"], tip)).text


async def test_a_day_of_much_pain_brings_a_tip_for_such_a_day_and_says_so(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 8 2", "Pain 8, stress 2"))
    assert "told of much pain" in await _tip_of_tomorrow(chat)
    await chat.transcript(("/checkin 2 2", "Pain 2, stress 2"))
    assert "told of" not in await _tip_of_tomorrow(chat)


async def test_a_bad_night_is_told_with_a_tap_taken_back_with_another_and_brings_its_tip(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin 3 2", "Pain 3"),
        ("[I slept badly]", "Pain 3"),
        ("[I slept badly]", "Pain 3"),
        ("[Done]", "Pain 3"),
    )
    [row] = (await chat.stored())["checkins"]
    assert row["sealed_answer"]["tags"] == []
    await chat.transcript(
        ("/checkin 3 9", "Pain 3"), ("[I slept badly]", "Pain 3"), ("[Change]", "How strong")
    )
    await chat.transcript(("[4]", "How stressed"), ("[2]", "Pain 4, stress 2"))
    assert "✓ I slept badly" in chat.last.labels
    reasons = [(await chat.says("/tip"), (await chat.taps("Why this one?")).text)[1] for _ in range(2)]
    assert any("told of a bad night" in reason for reason in reasons)


async def test_more_of_a_topic_brings_every_second_tip_from_it(chat: Chat, library: Library) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/settings", "Settings"), ("[Topics]", "Topics"), ("[Sleep]", "Topics"), ("[Sleep", "Topics")
    )
    assert "✓ Sleep: more" in chat.last.labels
    sleepy = {tip.title for tip in library.tips.values() if tip.topic == "sleep"}
    came = [(await chat.says("/tip")).text.split("\n", maxsplit=1)[0] in sleepy for _ in range(6)]
    assert sum(came) >= 3
    assert not all(came)
    await chat.transcript(("/settings", "Settings"), ("[Topics]", "Topics"), ("[Sleep", "Topics"))
    assert "✓ Sleep" in chat.last.labels


async def test_muted_topics_stay_away_and_come_back(chat: Chat, library: Library) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(("/settings", "Settings"), ("[Topics]", "Topics you get tips on"))
    for label in [label for label in chat.last.labels if label.startswith("✓") and "Sleep" not in label]:
        await chat.taps(label.removeprefix("✓ "))
    sleepy = {tip.title for tip in library.tips.values() if tip.topic == "sleep"}
    for _ in range(3):
        assert (await chat.says("/tip")).text.split("\n")[0] in sleepy


async def test_somebody_we_have_not_met_is_shown_the_way_in(chat: Chat) -> None:
    for words in (
        "/tip",
        "/settings",
        "/checkin",
        "/checkin 6 4",
        "6 4",
        "/time 8",
        "/timezone berlin",
        "/pause 3",
    ):
        await chat.transcript((words, "/start"))
    for words in ("/resume", "/stop", "STOP", "/delete", "/feedback hello"):
        await chat.transcript((words, "/start"))
    assert not any((await chat.stored()).values())
