"""What may be added to a check-in, all of it optional; and what is refused, with nothing lost."""

from typing import Any

import pytest

from tests.running_bot import LATER, Chat

PAIN, STRESS, THANKS = "How strong was your back pain", "How stressed have you felt", "Thank you."
WEEK = "get in the way of what you wanted to do"
TODAY = "2026-03-02"


async def _answers(chat: Chat) -> dict[str, dict[str, Any]]:
    return {row["day"]: row["sealed_answer"] for row in (await chat.stored())["checkins"]}


async def test_the_same_as_yesterday_takes_one_tap(chat: Chat) -> None:
    await chat.subscribes()
    assert not any(label.startswith("Same") for label in (await chat.says("/checkin")).labels)
    await chat.transcript(("4 3", THANKS), (LATER, ""), (LATER, PAIN))
    assert "Same as yesterday: pain 4, stress 3" in chat.last.labels
    await chat.transcript(("[Same as yesterday]", "Pain 4, stress 3"))
    assert {(one["pain"], one["stress"]) for one in (await _answers(chat)).values()} == {(4, 3)}


async def test_the_same_as_a_day_without_stress_has_none_either(chat: Chat) -> None:
    await chat.subscribes()
    await chat.has_answered(5, 1, stress=None)
    await chat.lives(days=1)
    await chat.has_answered(5, 1, stress=None)
    await chat.transcript(("/checkin", PAIN), ("[Same as yesterday]", "Pain 5. Thank you."))


async def test_an_old_same_button_whose_day_before_is_empty_asks(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 4 3")
    await chat.taps_data(f"sb|{TODAY}")
    assert PAIN in chat.last.text


async def test_tags_are_ticked_and_taken_back_one_by_one(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", THANKS))
    for label in ("I slept badly", "Long sitting", "Exercise", "Massage", "Heat", "A bad day"):
        await chat.taps(label)
    assert sum(label.startswith("✓") for label in chat.last.labels) == 6
    await chat.transcript(("[Heat]", THANKS), ("[Done]", "Pain 4"))
    assert (await _answers(chat))[TODAY]["tags"] == [
        "bad-day", "exercise", "long-sitting", "massage", "slept-badly",
    ]  # fmt: skip


async def test_a_tag_that_does_not_exist_is_no_button_of_ours(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 4 3")
    await chat.taps_data(f"td|{TODAY}|dancing|1")
    assert "older version" in chat.toast()
    assert (await _answers(chat))[TODAY]["tags"] == []


async def test_notes_add_up_and_can_be_removed_after_asking(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin 4 3", THANKS),
        ("<b>garden</b> work", "Your note is saved"),
        ("/checkin 5 3", "Your note: <b>garden</b> work"),
        ("then a bath", "Your note is saved"),
    )
    assert (await _answers(chat))[TODAY]["note"] == "<b>garden</b> work\nthen a bath"
    await chat.transcript(
        ("/checkin 5 3", "Your note:"),
        ("[Remove the note]", "cannot be brought back"),
        ("[No, keep it]", "Pain 5"),
        ("/checkin 5 3", "Your note:"),
        ("[Remove the note]", "cannot be brought back"),
        ("[Yes, remove it]", THANKS),
    )
    assert (await _answers(chat))[TODAY]["note"] == ""
    assert "Your note" not in chat.last.text


async def test_a_note_of_the_longest_length_is_kept_whole_and_what_does_not_fit_changes_nothing(
    chat: Chat,
) -> None:
    await chat.subscribes()
    long = ("<i>tired</i> & sore " * 300)[:4096].strip()
    await chat.transcript(("/checkin 4 3", THANKS), (long, "Your note is saved"))
    assert (await _answers(chat))[TODAY]["note"] == long
    shown = await chat.says("/checkin 4 3")
    assert "Your note: <i>tired</i> & sore" in shown.text
    await chat.transcript(("and a little more", "there is room for 4096. Nothing has changed"))
    assert (await _answers(chat))[TODAY]["note"] == long
    await chat.transcript(("[Remove the note]", "cannot be brought back"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/checkin tomorrow 5 4", "has not come yet"),
        ("/checkin 2026-12-24 5 4", "has not come yet"),
        ("/checkin yesterday 5 4", "before you began here"),
        ("/checkin 1 february 5 4", "longer ago"),
    ],
)
async def test_a_day_that_takes_no_answer_is_said_and_nothing_is_kept(
    chat: Chat, typed: str, said: str
) -> None:
    await chat.subscribes()
    await chat.transcript((typed, said))
    assert PAIN in chat.last.text
    assert await _answers(chat) == {}


@pytest.mark.parametrize("typed", ["/checkin 11 4", "/checkin 5.5 4", "/checkin yesterday six and a half"])
async def test_a_score_that_is_none_is_said_and_nothing_is_kept(chat: Chat, typed: str) -> None:
    await chat.subscribes()
    await chat.lives(days=1)
    shown = await chat.says(typed)
    assert "0 to 10" in shown.text or "could not read" in shown.text
    assert await _answers(chat) == {}


async def test_any_of_the_last_days_is_filled_in_from_the_list_or_by_its_date(chat: Chat) -> None:
    await chat.subscribes()
    await chat.lives(days=20)
    await chat.transcript(("/checkin 4 3", THANKS), ("[Other days]", "Which day?"))
    assert chat.last.labels[0] == "Today: 4 · 3"
    assert len(chat.last.labels) == 15
    await chat.transcript(("[Mon 16: –]", "Monday 16 March"), ("[6]", STRESS), ("[2]", "Pain 6, stress 2"))
    await chat.transcript(("/checkin 17 march 5 1", "Pain 5, stress 1"), ("/checkin friday 3 3", THANKS))
    assert set(await _answers(chat)) == {"2026-03-22", "2026-03-16", "2026-03-17", "2026-03-20"}


async def test_whoever_goes_west_on_the_first_day_can_check_in_all_the_same(chat: Chat) -> None:
    """Monday evening in Auckland is still Sunday in California."""
    await chat.subscribes("Auckland", "21:00")
    await chat.transcript(("/timezone UTC-8", "Time zone set"), ("/checkin 4 3", THANKS))
    await chat.transcript(("/checkin", PAIN), ("[6]", STRESS), ("[2]", "Pain 6, stress 2"))
    assert set(await _answers(chat)) == {"2026-03-01"}


async def test_a_day_that_was_answered_opens_as_it_is_and_takes_more(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", THANKS), ("raking", "Your note is saved"))
    await chat.lives(days=2)
    await chat.transcript(
        ("/checkin 5 3", THANKS),
        ("[Other days]", "Which day?"),
        ("[Mon 2: 4 · 3]", "Pain 4, stress 3 (Monday 2 March)"),
        ("[Massage]", "Your note: raking"),
        ("and a bath", "Your note is saved"),
        ("[Add to it]", "Your note: raking and a bath"),
        ("[Change]", PAIN),
        ("[3]", STRESS),
        ("[1]", "Pain 3, stress 1 (Monday 2 March)"),
    )
    answer = (await _answers(chat))[TODAY]
    assert (answer["pain"], answer["note"], answer["tags"]) == (3, "raking\nand a bath", ["massage"])


async def test_old_buttons_change_no_day_that_is_long_gone_but_a_note_can_always_be_removed(
    chat: Chat,
) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", THANKS), ("raking", "Your note is saved"))
    await chat.lives(days=15)
    for old in (f"td|{TODAY}|heat|1", f"rw|{TODAY}|6", f"sb|{TODAY}", f"rs|{TODAY}|9|9"):
        await chat.taps_data(old)
        assert "that day is longer ago" in chat.last.text, old
    kept = {"pain": 4, "stress": 3, "note": "raking", "tags": [], "interference": None}
    assert (await _answers(chat))[TODAY] == kept
    await chat.taps_data(f"rn|{TODAY}|0")
    await chat.transcript(("[Yes, remove it]", THANKS))
    assert (await _answers(chat))[TODAY] == {**kept, "note": ""}


async def test_an_old_way_to_a_day_says_why_it_takes_no_more(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", THANKS), ("[Done]", "Pain 4, stress 3"))
    old = chat.last.data["Add to it"]
    await chat.lives(days=15)
    await chat.taps_data(old)
    assert "that day is longer ago" in chat.last.text
    assert PAIN in chat.last.text
    await chat.transcript(("/settings", "Settings"), ("[Health answers]", "kept"), ("[Withdraw", "No health"))
    await chat.taps_data(old)
    assert "cannot record a check-in" in chat.last.text


async def test_the_list_of_days_begins_with_the_day_of_subscribing(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 4 3", THANKS), ("[Other days]", "Which day?"))
    assert chat.last.labels == ["Today: 4 · 3"]


async def test_once_a_week_there_is_one_more_question_which_may_be_skipped(chat: Chat) -> None:
    await chat.subscribes()
    await chat.lives(days=6)
    await chat.has_answered(4, 1, 2, 3)
    await chat.transcript(("/checkin 4 3", THANKS), ("[Done]", WEEK), ("[Skip]", "Pain 4, stress 3"))
    assert (await _answers(chat))["2026-03-08"]["interference"] is None
    for days in (0, 1, 5):  # what was skipped is not asked again before another week has passed
        await chat.lives(days=days)
        await chat.has_answered(4, 1, 2)
        await chat.transcript(("/checkin 4 2", THANKS), ("[Done]", "Pain 4, stress 2"))
        assert WEEK not in chat.last.text
    await chat.lives(days=1)
    await chat.transcript(("/checkin 4 2", THANKS), ("[Done]", WEEK))


async def _is_asked_about_the_week(chat: Chat, scores: str) -> None:
    await chat.subscribes()
    await chat.lives(days=6)
    await chat.has_answered(4, 1, 2, 3)
    await chat.transcript((f"/checkin {scores}", THANKS), ("a slow day", WEEK))


async def test_the_question_of_the_week_is_answered_by_typing_beside_the_note(chat: Chat) -> None:
    await _is_asked_about_the_week(chat, "4 3")
    assert "emergency number" not in chat.last.text
    await chat.transcript(("often", "could not read that"), ("stress 4", "could not read that"))
    assert "When to get help" in chat.last.labels
    await chat.transcript(("6", "this week: 6"))
    answer = (await _answers(chat))["2026-03-08"]
    assert (answer["interference"], answer["note"]) == (6, "a slow day")


async def test_two_scores_typed_at_the_question_of_the_week_put_the_day_right(chat: Chat) -> None:
    await _is_asked_about_the_week(chat, "4 3")
    await chat.transcript(("5 3", "Pain 5, stress 3"))
    answer = (await _answers(chat))["2026-03-08"]
    assert (answer["pain"], answer["interference"], answer["note"]) == (5, None, "a slow day")


async def test_the_question_of_the_week_keeps_the_emergency_line_of_a_day_with_much_pain(chat: Chat) -> None:
    await _is_asked_about_the_week(chat, "8 3")
    assert "emergency number" in chat.last.text


async def test_after_an_alarm_the_week_is_not_asked_about(chat: Chat) -> None:
    await chat.subscribes()
    await chat.lives(days=6)
    await chat.has_answered(4, 1, 2, 3)
    shown = await chat.says("/checkin 4 3")
    await chat.says("both my legs are numb and i cannot pee")
    await chat.taps_data(shown.data["Done"], shown)
    assert WEEK not in chat.last.text


async def test_an_old_button_of_the_week_closes_no_other_question(chat: Chat) -> None:
    await _is_asked_about_the_week(chat, "4 3")
    old, buttons = chat.last, dict(chat.last.data)
    await chat.transcript(("/feedback", "tell the people who run this"))
    for label in ("Skip", "7"):
        await chat.taps_data(buttons[label], old)
    await chat.transcript(("thank you all", "kept for the people who run this"))


async def test_whoever_answers_on_weekdays_only_is_asked_about_the_week_too(chat: Chat) -> None:
    """They joined on a Monday, so that their seventh day is a Sunday."""
    await chat.subscribes()
    await chat.lives(days=7)
    await chat.has_answered(4, 3, 4, 5)
    await chat.transcript(("/checkin 4 3", THANKS), ("[Done]", WEEK))


async def test_when_answers_thin_out_a_lighter_rhythm_is_offered_once_and_taken_with_one_tap(
    chat: Chat,
) -> None:
    await chat.subscribes()
    await chat.lives(days=15)
    shown = await chat.says("/checkin 2 2")
    assert "A missed day is normal" in shown.text
    assert "Ask me once a week" in shown.labels
    await chat.lives(days=1)
    assert "A missed day" not in (await chat.says("/checkin 2 2")).text
    await chat.taps_data("cq|weekly")
    assert "once a week" in chat.last.text
    [profile] = (await chat.stored())["profiles"]
    assert (profile["cadence"], profile["checkin_cadence"]) == ("daily", "weekly")
    await chat.transcript(("/settings", "Every day; check-ins once a week"))
    came = [message.text for message in await chat.lives(days=14)]
    assert sum(PAIN in text for text in came) == 2


async def test_the_soft_line_offers_fewer_questions_which_begin_again(chat: Chat) -> None:
    await chat.subscribes()
    soft = next(one for one in await chat.lives(days=8) if "perfectly fine" in one.text)
    assert soft.labels == ["Check in now", "Ask me every second day", "Ask me once a week"]
    await chat.transcript(("[Ask me every second day]", "every second day"))
    assert sum(PAIN in message.text for message in await chat.lives(days=4)) == 2


async def test_the_week_comes_in_short_beside_a_tip_after_seven_days(chat: Chat) -> None:
    await chat.subscribes()
    for _ in range(3):
        await chat.says("/checkin 4 3")
        await chat.taps("I slept badly")
        await chat.lives(days=1)
    came = await chat.lives(days=4)
    [week] = [message for message in came if message.text.startswith("Your week")]
    assert "Pain: 4.0 on average of your last 3 answers." in week.text
    assert "because you slept badly on 3 days" in week.text
    assert week.labels == ["More tips on sleep", "See it as a picture", "Ask me every second day"]
    await chat.transcript(("[More tips on sleep]", "more tips on sleep"))
    await chat.transcript(("[See it as a picture]", "Your last 7 days"))
    assert not any("Your week" in message.text for message in await chat.lives(days=6, hours=23))


async def test_who_answers_nothing_gets_no_week_in_short(chat: Chat) -> None:
    await chat.subscribes()
    assert not any("Your week" in message.text for message in await chat.lives(days=15))
