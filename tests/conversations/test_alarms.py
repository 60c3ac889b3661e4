"""When somebody writes of danger: what they read, what rests, what is asked the next day, what is kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.triage import Assessment, Lexicon, Urgency, assess
from bot.handlers import hearing
from tests.running_bot import LATER, Chat, RunningBot, running_bot

EMERGENCY, URGENT, CRISIS = "my groin is numb", "my calf is hot and swollen", "I want to kill myself"
CALL, TODAY, SUPPORT = "Call your emergency number now", "Get medical help today", "I'm so sorry"
FOLLOW_UP, RESTS = "I hope you got help. Did you?", "Tips rest until"
HOLDS = "What I said still holds."
UNCLEAR = "something about my legs"


@pytest.fixture
def unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    """One text that leaves open whether both legs are meant."""

    def heard(text: str, lexicon: Lexicon) -> Assessment:
        return Assessment(Urgency.ASK, ("e-both-legs",)) if text == UNCLEAR else assess(text, lexicon)

    monkeypatch.setattr(hearing, "assess", heard)


async def levels_and_answers(chat: Chat) -> list[tuple[str, str | None]]:
    rows = [row["sealed_assessment"] for row in (await chat.stored())["assessments"]]
    return [(row["level"], row["answer"]) for row in rows]


def texts(chat: Chat) -> list[str]:
    return [message.text for message in chat.replies]


async def test_an_emergency_from_the_first_word_to_the_first_tip_after_it(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says(EMERGENCY)
    assert shown.text.startswith(CALL)
    assert shown.labels == ["I got help", "When to get help"]
    count = len(chat.replies)
    await chat.transcript(
        ("/tip", RESTS), ("/tip heat", RESTS), ("/saved", RESTS), ("/settings", RESTS), ("/resume", RESTS),
        ("/technique shiatsu", "Shiatsu"), ("/safety osteoporosis", "Osteoporosis"),
    )  # fmt: skip
    assert len(chat.replies) == count + 7, "and nothing beside them"
    await chat.transcript((LATER, FOLLOW_UP))
    assert chat.bot.clock.now() == datetime(2026, 3, 3, 7, 0, tzinfo=UTC), "at the hour of the tip"
    assert chat.last.labels == ["Yes, I got help", "Not yet"]
    await chat.transcript(("[Not yet]", CALL), ("[Yes, I got help]", "Your next tip comes tomorrow at 08:00"))
    assert await levels_and_answers(chat) == [("emergency", "got-help")]
    on_disk = b"".join(file.read_bytes() for file in chat.bot.settings.data_dir.iterdir())
    assert [
        word for word in (EMERGENCY, "emergency", "e-saddle", "got-help") if word.encode() in on_disk
    ] == []
    await chat.transcript((LATER, "How strong was"), (LATER, ""))
    assert "Helpful" in chat.replies[-1].labels


async def test_a_crisis_in_a_note_keeps_the_note_and_shows_the_words_of_support_alone(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("6 4", "Pain 6, stress 4"))
    count = len(chat.replies)
    shown = await chat.says(CRISIS)
    assert (shown.text, len(chat.replies)) == (
        chat.bot.parts.services.desk.library.seek_help.crisis.strip(), count + 1,
    )  # fmt: skip
    stored = await chat.stored()
    assert stored["checkins"][0]["sealed_answer"]["note"] == CRISIS
    assert CRISIS not in str(stored["assessments"])
    await chat.transcript(("[Pause daily", "How long shall I be quiet?"), ("[I'm safe now]", "I'm glad."))
    assert SUPPORT in shown.text
    assert shown.text in texts(chat), "the words of support stay to be read"
    await chat.transcript(("/tip", RESTS))
    came = await chat.lives(days=1.2)
    assert [message.text for message in came if FOLLOW_UP in message.text] == []


async def test_quiet_ends_by_itself_after_two_days_with_the_next_slot(chat: Chat) -> None:
    await chat.subscribes()
    assert (await chat.says(URGENT)).text.startswith(TODAY)
    assert [message.text for message in await chat.lives(days=1.99)] == [
        "Something you told me needed care. I hope you got help. Did you?"
    ]
    message = await chat.next_message()
    assert FOLLOW_UP not in message.text
    assert (await chat.stored())["profiles"][0]["next_tip_at"] is not None


async def test_without_consent_only_a_time_is_kept_and_not_yet_shows_the_whole_list(chat: Chat) -> None:
    await chat.declines()
    await chat.transcript((EMERGENCY, CALL))
    stored = await chat.stored()
    assert stored["assessments"] == []
    assert stored["profiles"][0]["quiet_until"] is not None
    await chat.transcript((LATER, FOLLOW_UP), ("[Not yet]", "One of these signs is enough"))
    await chat.transcript(("Yes, I did", "Your next tip comes"), (LATER, ""))


async def test_strangers_and_people_who_are_joining_are_heard_and_go_on_where_they_were(
    bot: RunningBot,
) -> None:
    chat = bot.newcomer()
    await chat.transcript((CRISIS, SUPPORT), ("[I'm safe now]", "I'm glad."), ("/timezone " + URGENT, TODAY))
    assert not any((await chat.stored()).values())
    await chat.transcript(("/start", "one good tip"), (CRISIS, SUPPORT), ("[Yes, keep", "What time is it"))
    await chat.transcript((EMERGENCY, CALL), ("Berlin", "When would you like"), (URGENT, HOLDS))
    await chat.transcript(("08:00", "Does any of this fit"), (URGENT, HOLDS), ("[Skip, gentle", RESTS))
    assert (await chat.stored())["profiles"][0]["status"] == "active"
    assert not [message for message in chat.replies if "Helpful" in message.labels]
    await chat.transcript((LATER, FOLLOW_UP), (LATER, ""))


async def test_captions_edits_and_unknown_commands_are_heard_and_forwarded_words_are_not(chat: Chat) -> None:
    await chat.subscribes()
    assert (await chat.sends("photo", caption=EMERGENCY)).text.startswith(CALL)
    assert (await chat.sends("document", caption=CRISIS)).text.startswith(SUPPORT)
    await chat.transcript(
        (f"/no_such {URGENT}", HOLDS), (f"/stats {URGENT}", HOLDS), (f"/feedback {CRISIS}", SUPPORT)
    )
    mine = chat.bot.sandbox.say(chat.person, "hello")
    await chat.bot.sandbox.idle()
    chat.bot.sandbox.edit(chat.person, mine, EMERGENCY)
    await chat.bot.sandbox.idle()
    assert chat.last.text.startswith(CALL)
    assert "a forwarded message" in (await chat.sends("forward", text=CRISIS)).text
    assert len((await chat.stored())["feedback"]) == 1


async def test_a_second_alarm_neither_loses_nor_doubles_the_follow_up(bot: RunningBot) -> None:
    chat, other = bot.chat(), bot.newcomer()
    for person in (chat, other):
        await person.subscribes()
        await person.says(EMERGENCY)
    await other.says(URGENT)
    await chat.transcript(("[I got help]", "I'm glad."), (URGENT, TODAY))
    await chat.lives(days=1.9)
    for person in (chat, other):
        assert len([text for text in texts(person) if FOLLOW_UP in text]) == 1


async def test_a_pause_leaves_the_follow_up_and_the_quiet_as_they_are(bot: RunningBot) -> None:
    paused, stopped, gone = bot.chat(), bot.newcomer(), bot.newcomer()
    for person, command in ((paused, "/pause 2"), (stopped, "/stop"), (gone, "/delete")):
        await person.subscribes()
        await person.says(EMERGENCY)
        await person.says(command)
    await gone.taps("Yes, delete everything")
    await stopped.transcript((EMERGENCY, CALL))
    await paused.transcript(
        ("/resume", "Good to have you back"), ("/tip", RESTS), ("/pause 2", "quiet for 2 days")
    )
    assert [message.text.split(".")[-2:] for message in await paused.lives(days=1.9)] == [
        [" I hope you got help", " Did you?"]
    ]
    assert [text for text in texts(stopped) + texts(gone) if FOLLOW_UP in text] == []
    assert not any((await gone.stored()).values())


@pytest.mark.usefixtures("unclear")
async def test_what_is_unclear_is_asked_and_no_answer_counts_as_yes(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says(UNCLEAR)
    assert "both legs" in shown.text
    assert shown.labels == ["Yes", "No", "Not sure"]
    await chat.transcript(("no", "Please watch for this"))
    assert not any("fine" in text for text in texts(chat)[-1:])
    assert await chat.lives(hours=1) == []
    await chat.transcript((UNCLEAR, "one question"), (LATER, CALL), ("/tip", RESTS))
    await chat.transcript(("[No, I don't have that]", "Please watch for this"))
    await chat.transcript(
        (UNCLEAR, "one question"), ("hello there", "treat it as yes"), ("[Not sure]", CALL), (UNCLEAR, HOLDS)
    )
    await chat.transcript(
        ("I got help", "I'm glad."), (UNCLEAR, "one question"), ("not really", "Please watch for this"),
        (UNCLEAR, "one question"), ("yes", CALL), ("I got help", "I'm glad."),
    )  # fmt: skip
    await chat.transcript((UNCLEAR, "one question"), (UNCLEAR, CALL))
    answers = await levels_and_answers(chat)
    assert answers[:4] == [("ask", "no"), ("ask", "no"), ("ask", "not-sure"), ("emergency", "got-help")]
    assert answers[4:7] == [("ask", "no"), ("ask", "yes"), ("emergency", "got-help")]
    assert [message.text for message in await chat.lives(hours=1)] == []


@pytest.mark.usefixtures("unclear")
async def test_an_unanswered_question_without_consent_brings_the_list_of_signs(chat: Chat) -> None:
    await chat.declines()
    await chat.transcript(
        (UNCLEAR, "one question"), ("hello there", "still open"), (LATER, "One of these signs")
    )
    await chat.transcript(("yes", "One of these signs"), ("/tip", RESTS))
    assert (await chat.stored())["assessments"] == []


async def test_withdrawing_deletes_what_was_heard_and_the_quiet_goes_on(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript((EMERGENCY, CALL), ("/settings", RESTS), ("[Health answers]", "warning signs"))
    await chat.transcript(("[Withdraw", "No health answers are kept"), ("/tip", RESTS))
    assert (await chat.stored())["assessments"] == []


async def test_the_country_that_was_chosen_gives_the_numbers(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/settings", "Country: not chosen"), ("[Country]", "Where are you?"),
        ("[United Kingdom]", "Call 999 in an"),
        ("/seekhelp", "Call 999, or go to"), (EMERGENCY, "Call 999, or go to"), (CRISIS, "116 123"),
        ("/settings", "Country: United Kingdom"), ("[Country]", "Where are you?"),
        ("[Somewhere else]", "112, 911 or 999"),
    )  # fmt: skip
    assert (await chat.stored())["profiles"][0]["country"] is None


async def test_operators_see_counts_and_never_a_small_one(tmp_path: Path) -> None:
    async with running_bot(tmp_path, admin_ids="1") as bot:
        chat, operator = bot.newcomer(), bot.chat()
        bot.parts.services.operators = frozenset({operator.person.id})
        for _ in range(5):
            await chat.says(EMERGENCY)
        await chat.says(CRISIS)
        shown = await operator.says("/stats")
        assert "emergency: 5" in shown.text
        assert "crisis" not in shown.text
        assert "any other: fewer than 5" in shown.text
        assert "all are in time" in shown.text
        assert "don't know that command" in (await chat.says("/stats")).text


async def test_a_sign_that_was_ticked_raises_the_same_alarm_as_one_that_was_written(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/seekhelp", "Call"), ("[Check my signs]", "Question 1 of 6"), ("[Not sure]", CALL)
    )
    assert chat.last.labels == ["I got help", "When to get help", "I tapped that by mistake"]
    [record] = (await chat.stored())["assessments"]
    assert (record["sealed_assessment"]["level"], record["sealed_assessment"]["source"]) == (
        "emergency", "checklist",
    )  # fmt: skip
    await chat.transcript(("/tip", RESTS), (LATER, FOLLOW_UP), ("not yet", CALL), ("I got help", "I'm glad."))


async def test_a_mistaken_tap_of_the_check_is_taken_back_and_no_other_alarm_with_it(bot: RunningBot) -> None:
    chat, declined = bot.chat(), bot.newcomer()
    await chat.subscribes()
    await declined.declines()
    check = (("/seekhelp", "Call"), ("[Check my signs]", "Question 1 of 6"), ("[Yes]", CALL))
    for person in (chat, declined):
        await person.transcript(
            *check, ("[I tapped that by mistake]", "I take that back"), ("/settings", "Settings")
        )
        assert (await person.stored())["profiles"][0]["quiet_until"] is None
    assert await levels_and_answers(chat) == [("emergency", "no")]
    await chat.taps("I tapped that by mistake")
    assert "nothing to take back" in chat.toast()
    await chat.transcript((URGENT, TODAY), *check, ("[I tapped that", "I take that back"), ("/tip", RESTS))
    assert await levels_and_answers(chat) == [("emergency", "no"), ("urgent", None), ("emergency", "no")]
    came = [message.text for person in (chat, declined) for message in await person.lives(days=1.2)]
    assert len([text for text in came if FOLLOW_UP in text]) == 1
