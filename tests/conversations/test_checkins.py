"""The check-in, tapped and typed, right and wrong, today's and yesterday's."""

from typing import Any

from tests.running_bot import LATER, Chat, RunningBot

PAIN, STRESS, THANKS = "How strong was your back pain", "How stressed have you felt", "Thank you."
TODAY, YESTERDAY, TOMORROW = "2026-03-02", "2026-03-01", "2026-03-03"


async def _answers(chat: Chat) -> dict[str, tuple[Any, ...]]:
    """What is stored of each day."""
    rows = (await chat.stored())["checkins"]
    return {
        row["day"]: tuple(row["sealed_answer"][name] for name in ("pain", "stress", "note")) for row in rows
    }


async def test_a_check_in_comes_at_seven_and_is_answered_by_tapping(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript((LATER, PAIN))
    assert chat.bot.clock.now().hour == 18  # 19:00 in Berlin
    await chat.transcript(
        ("[6]", STRESS),
        ("[4]", "Pain 6, stress 4"),
        ("[Done]", "Pain 6, stress 4"),
    )
    assert sum(PAIN in message.text for message in chat.replies) == 0  # one message that edited itself
    assert await _answers(chat) == {TODAY: (6, 4, None)}


async def test_a_check_in_is_read_in_all_the_ways_people_type_it(bot: RunningBot) -> None:
    for typed, expected in {
        "6 4": (6, 4),
        "pain 6 stress 4": (6, 4),
        "Stress 4, pain 6": (6, 4),
        "six and four": (6, 4),
        "7/10 4/10": (7, 4),
        "0 0": (0, 0),
        "10, 10": (10, 10),
        "٦ ٤": (6, 4),
    }.items():
        chat = bot.newcomer()
        await chat.subscribes()
        await chat.transcript(("/checkin", PAIN), (typed, f"Pain {expected[0]}, stress {expected[1]}"))
        assert await _answers(chat) == {TODAY: (*expected, None)}


async def test_one_number_answers_the_question_that_was_asked(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin", PAIN), ("7/10", STRESS), ("four", "Pain 7, stress 4"), ("/checkin 5", STRESS)
    )
    await chat.transcript(("[Skip]", "Pain 5. Thank you."))
    assert await _answers(chat) == {TODAY: (5, None, None)}


async def test_the_command_records_at_once_and_names_both_scores(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Pain 6, stress 4"), ("[Done]", "Pain 6, stress 4"))
    assert await _answers(chat) == {TODAY: (6, 4, None)}


async def test_what_is_no_score_is_met_kindly_and_stores_nothing(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        (LATER, PAIN),
        ("11", "0 to 10"),
        ("-1", "0 to 10"),
        ("6.5", "0 to 10"),
        ("very", "could not read that as a score"),
        ("6 4 2", "could not read that as a score"),
        ("somewhere in the middle", "could not read that as a score"),
        ("🤷", "could not read that as a score"),
        ("/checkin 6 11", "0 to 10"),
        ("/checkin <b>ouch</b>", "could not read that as a score"),
    )
    assert "When to get help" in chat.last.labels
    assert PAIN in chat.last.text
    assert await _answers(chat) == {}
    await chat.transcript(("6 4", "Pain 6, stress 4"))


async def test_an_answer_can_be_changed_and_the_note_stays(chat: Chat) -> None:
    await chat.subscribes()
    note = "<b>worse</b> & <script> after sitting"
    await chat.transcript(
        ("/checkin 6 4", "Pain 6, stress 4"),
        (note, "Your note is saved"),
        ("[Change]", PAIN),
        ("[3]", STRESS),
        ("[2]", "Pain 3, stress 2"),
    )
    assert await _answers(chat) == {TODAY: (3, 2, note)}


async def test_two_numbers_typed_after_a_check_in_correct_it(chat: Chat) -> None:
    """Somebody who mistyped types it again: that is no note."""
    await chat.subscribes()
    await chat.transcript(("6 4", "Pain 6, stress 4"), ("5 3", "Pain 5, stress 3"))
    assert await _answers(chat) == {TODAY: (5, 3, None)}


async def test_skip_while_changing_an_answer_does_not_deny_it(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Pain 6"), ("[Change]", PAIN))
    shown = await chat.taps("Skip")
    assert await _answers(chat) == {TODAY: (6, 4, None)}
    assert "No check-in" not in shown.text


async def test_yesterday_can_be_filled_in_and_put_right(chat: Chat) -> None:
    await chat.subscribes()
    await chat.lives(days=1)
    await chat.transcript(
        ("/checkin 6 4", "Pain 6, stress 4"),
        ("[Fill in yesterday]", "yesterday"),
        ("[8]", "yesterday"),
        ("[1]", "Pain 8, stress 1 (yesterday)"),
        ("/checkin yesterday 2 2", "Pain 2, stress 2 (yesterday)"),
        ("a quiet day", "Your note is saved"),
        ("/checkin yesterday", "yesterday"),
        ("3 3", "Pain 3, stress 3 (yesterday)"),
    )
    assert await _answers(chat) == {TOMORROW: (6, 4, None), TODAY: (3, 3, "a quiet day")}


async def test_severe_pain_shows_the_way_to_help_first(chat: Chat) -> None:
    await chat.subscribes()
    for scores in ("7 0", "10 10"):
        shown = await chat.says(f"/checkin {scores}")
        assert shown.labels[:2] == ["Check my signs", "When to get help"]
        assert "emergency number" in shown.text
        assert "sorry" in shown.text
    assert "When to get help" not in (await chat.says("/checkin 6 2")).labels
    await chat.transcript(
        ("/checkin 8 8", "a lot of pain"), ("[When to get help]", "Call your emergency number now")
    )


async def test_skipping_is_fine_and_asks_for_nothing(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript((LATER, PAIN), ("[Skip]", "that is fine"))
    assert await _answers(chat) == {}


async def test_three_unanswered_check_ins_then_one_soft_line_then_silence_while_tips_go_on(
    chat: Chat,
) -> None:
    await chat.subscribes()
    came = await chat.lives(days=8)
    assert sum(PAIN in message.text for message in came) == 3
    (soft,) = [message for message in came if message.labels[:1] == ["Check in now"]]
    assert "perfectly fine" in soft.text
    assert sum("Helpful" in message.labels for message in came) == 8
    assert (
        came.index(soft) == 6
    )  # three evenings with a question, each followed by a tip, the fourth with this
    await chat.transcript(("/settings", "Check-in: resting"))


async def test_an_answer_brings_the_check_ins_back(bot: RunningBot) -> None:
    for answer in ("6 4", "[Check in now]"):
        chat = bot.newcomer()
        await chat.subscribes()
        await chat.lives(days=6)
        if answer.startswith("["):
            await chat.transcript((answer, PAIN), ("[2]", STRESS), ("[Skip]", "Pain 2"))
        else:
            await chat.transcript((answer, "Pain 6, stress 4"))
        came = await chat.lives(days=2)
        assert any(PAIN in message.text for message in came)


async def test_check_in_now_is_about_today_whenever_it_is_tapped(chat: Chat) -> None:
    await chat.subscribes()
    await chat.lives(days=7)
    await chat.transcript(("[Check in now]", "over the last 24 hours"))


async def _until_asked(chat: Chat) -> str:
    """Live until the next check-in; its day."""
    while PAIN not in (await chat.next_message()).text:
        continue
    return chat.bot.clock.now().date().isoformat()


async def test_numbers_typed_after_a_check_in_belong_to_its_day(bot: RunningBot) -> None:
    """Whatever was left open before: the newest question is the one people answer."""
    wrong = {}
    for left_open in ("", "5", "5 5", "/feedback"):
        chat = bot.newcomer()
        await chat.subscribes()
        await _until_asked(chat)
        if left_open:
            await chat.says(left_open)
        day = await _until_asked(chat)
        shown = await chat.says("6 4")
        if (await _answers(chat)).get(day, ())[:2] != (6, 4):
            wrong[left_open] = shown.text.split("\n")[0]
    assert wrong == {}


async def test_a_check_in_that_was_answered_before_seven_is_not_asked_for_again(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("6 4", "Pain 6, stress 4"))
    assert await chat.lives(hours=12) == []
    assert any(PAIN in message.text for message in await chat.lives(hours=24))


async def test_an_old_check_in_fills_in_its_own_day(chat: Chat) -> None:
    await chat.subscribes()
    old = await chat.next_message()
    await chat.lives(days=2)
    await chat.taps_data(old.data["6"], old)
    await chat.transcript(("[4]", "Pain 6, stress 4 (Monday 2 March)"))
    assert await _answers(chat) == {TODAY: (6, 4, None)}


async def test_a_note_may_be_long_and_is_taken_as_it_is_written(chat: Chat) -> None:
    await chat.subscribes()
    long = "ظهري يؤلمني 🙂 <i> & " * 190
    await chat.transcript(("6 4", "Pain 6"), (long, "Your note is saved"), ("and then?", "no one reads this"))
    assert (await _answers(chat))[TODAY][2] == long.strip()
