"""Stopping, deleting, blocking: easy, final, and undone only by the person."""

from bot.sandbox import Fault
from tests.running_bot import LATER, Chat, RunningBot

STOPPED = "no more messages from me"


async def test_stop_in_any_of_its_words_ends_everything_at_once(bot: RunningBot) -> None:
    for word in ("/stop", "STOP", "stop", "Stop.", "unsubscribe", "Quit!", "  STOP!!  "):
        chat = bot.newcomer()
        await chat.subscribes()
        await chat.transcript((word, STOPPED))
        assert chat.last.labels == ["Start again"]
        assert await chat.lives(days=2) == []


async def test_stop_counts_in_the_middle_of_any_question(bot: RunningBot) -> None:
    for question in ("/checkin", "/checkin 6 4", "/feedback", "/time", "/timezone"):
        chat = bot.newcomer()
        await chat.subscribes()
        await chat.says(question)
        await chat.transcript(("stop", STOPPED))
        stored = await chat.stored()
        assert stored["profiles"][0]["status"] == "stopped"
        assert stored["feedback"] == []


async def test_a_word_that_only_contains_stop_is_no_stop(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("my pain does not stop", "no one reads this"))
    assert (await chat.stored())["profiles"][0]["status"] == "active"


async def test_everything_is_as_it_was_after_coming_back(bot: RunningBot) -> None:
    for way in ("/start", "/resume", "[Start again]"):
        chat = bot.newcomer()
        await chat.subscribes("Mumbai", "09:30", "Osteoporosis")
        await chat.transcript(("/stop", STOPPED), (way, "Your next tip comes"))
        await chat.transcript(
            ("/settings", "Tip: 09:30"), ("/settings", "Asia/Kolkata"), ("/settings", "1 ticked")
        )
        assert any("Helpful" in message.labels for message in await chat.lives(days=2))


async def test_delete_asks_first_and_then_leaves_nothing(chat: Chat) -> None:
    other = chat.bot.newcomer()
    await other.subscribes()
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(
        ("6 4", "Pain 6"),
        ("a note", "saved"),
        ("/session", "Your journal of treatments"),
        ("[Log a session]", "When was it?"),
        ("[Today]", "What kind?"),
        ("[Shiatsu]", "before it?"),
        ("[6]", "Saved"),
        ("my groin is numb", "Call your emergency number now"),
        ("/feedback well done", "Thank you"),
        ("/delete", "Delete everything I keep about you?"),
    )
    assert chat.last.labels[0] == "No, keep it"
    await chat.transcript(("[No, keep it]", "Nothing was deleted"))
    assert all((await chat.stored()).values())
    await chat.transcript(("/delete", "Delete everything"), ("[Yes, delete everything]", "is deleted"))
    assert not any((await chat.stored()).values())
    assert (await other.stored())["profiles"]
    assert await chat.lives(days=3) == []
    await chat.transcript(
        ("/delete", "I keep nothing about you"),
        ("/stop", "I keep nothing about you"),
        ("/start", "May I keep your health answers?"),
    )


async def test_the_first_tip_of_somebody_who_deletes_at_once_breaks_nothing(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/delete", "Delete everything"), ("[Yes", "is deleted"))
    await chat.subscribes()
    assert len((await chat.stored())["deliveries"]) == 1


async def test_whoever_blocks_us_is_left_alone_and_finds_all_as_it_was(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    chat.bot.sandbox.block(chat.person)
    await chat.bot.sandbox.idle()
    stored = (await chat.stored())["profiles"][0]
    assert (stored["status"], stored["next_tip_at"], stored["next_checkin_at"]) == ("blocked", None, None)
    assert await chat.lives(days=3) == []
    assert not [call for call in chat.bot.sandbox.calls("sendMessage") if call.status == 403]
    chat.bot.sandbox.unblock(chat.person)
    await chat.bot.sandbox.idle()
    assert (await chat.stored())["profiles"][0]["status"] == "active"
    await chat.transcript(("/settings", "1 ticked"), (LATER, ""))


async def test_a_403_on_a_delivery_means_the_same_as_a_block(chat: Chat) -> None:
    await chat.subscribes()
    chat.bot.sandbox.faults.add(Fault("status", method="sendMessage", status=403, count=1))
    assert await chat.lives(days=3) == []
    assert (await chat.stored())["profiles"][0]["status"] == "blocked"
    await chat.transcript(("/settings", "Tip: 08:00"))  # whoever writes has unblocked us
    assert any("Helpful" in message.labels for message in await chat.lives(days=1))


async def test_a_403_on_an_answer_means_the_same_as_a_block(chat: Chat) -> None:
    await chat.subscribes()
    chat.bot.sandbox.faults.add(Fault("status", method="sendMessage", status=403, count=1))
    await chat.says("/settings")
    assert (await chat.stored())["profiles"][0]["status"] == "blocked"


async def test_whoever_stopped_stays_stopped_through_a_block(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/stop")
    chat.bot.sandbox.block(chat.person)
    await chat.bot.sandbox.idle()
    chat.bot.sandbox.unblock(chat.person)
    await chat.bot.sandbox.idle()
    assert (await chat.stored())["profiles"][0]["status"] == "stopped"
    assert await chat.lives(days=2) == []
    await chat.transcript(
        ("/settings", "You have stopped messages"), ("[Start again]", "Good to have you back")
    )
