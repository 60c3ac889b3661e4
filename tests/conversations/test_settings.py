"""/settings and everything it leads to; pausing and coming back."""

from datetime import UTC, datetime
from pathlib import Path

from tests.running_bot import Chat, RunningBot, running_bot

HOUR_ASKED, ZONE_ASKED = "When would you like", "What time is it where you are?"
NO_ADVICE: dict[str, object] = {"advised": {}, "summarised": None}


async def test_settings_tell_how_things_are_and_lead_to_every_change(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says("/settings")
    for piece in (
        "Tip: 08:00",
        "Check-in: 19:00",
        "How often: Every day",
        "Time zone: Europe/Berlin (it is 08:00 there)",
        "Health checklist: not filled in",
        "Health answers: kept",
    ):
        assert piece in shown.text
    await chat.transcript(
        ("[Tip time]", HOUR_ASKED),
        ("[07:00]", "Your tip now comes at 07:00."),
        ("[Settings]", "Tip: 07:00"),
        ("[Check-in time]", "When would you like the check-in?"),
        ("9pm", "Your check-in now comes at 21:00."),
        ("[Settings]", "Check-in: 21:00"),
        ("[Time zone]", ZONE_ASKED),
        ("mumbai", "Time zone set to Asia/Kolkata, where it is 12:30 now."),
        ("[Settings]", "it is 12:30 there"),
        ("[How often]", "How often shall I write?"),
        ("[Monday to Friday]", "How often: Monday to Friday."),
        ("[Settings]", "How often: Monday to Friday"),
        ("[Topics]", "Topics you get tips on"),
        ("[Sleep]", "Topics you get tips on"),
        ("[Settings]", "Settings"),
        ("[Pause]", "How long shall I be quiet?"),
        ("[Settings]", "Settings"),
        ("[Health answers]", "Your health answers are kept, encrypted."),
        ("[Keep them]", "Settings"),
        ("[Health checklist]", "Does any of this fit you?"),
        ("[Skip", "gentle tips"),
        ("[Settings]", "not filled in"),
    )


async def test_a_question_opened_from_settings_has_a_way_back(chat: Chat) -> None:
    await chat.subscribes()
    for label in ("Tip time", "Check-in time", "Time zone", "How often", "Topics", "Pause", "Health answers"):
        await chat.says("/settings")
        assert {"Settings", "Keep them"} & set((await chat.taps(label)).labels), label


async def test_time_is_read_as_people_type_it(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/time 08:30", "Your tip now comes at 08:30."),
        ("/time 8:31", "Your tip now comes at 08:31."),
        ("/time 8am", "Your tip now comes at 08:00."),
        ("/time 8 pm", "Your tip now comes at 20:00."),
        ("/time 25:00", "could not read that as a time"),
        ("/time <i>", "could not read that as a time"),
        ("/time", HOUR_ASKED),
        ("noon", "Your tip now comes at 12:00."),
        ("/settings", "Tip: 12:00"),
    )


async def test_the_new_hour_and_the_new_zone_are_kept_to(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/time 10:00", "10:00"), ("/timezone Boston", "America/New York"))
    tip = next(message for message in await chat.lives(days=2) if "Helpful" in message.labels)
    assert datetime.fromtimestamp(tip.date, UTC) == datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


async def test_timezone_takes_names_cities_and_asks_when_unsure(chat: Chat) -> None:
    await chat.subscribes("Mumbai")
    await chat.transcript(
        ("/timezone Europe/Berlin", "Time zone set to Europe/Berlin, where it is 08:00 now."),
        ("/timezone berlin", "Europe/Berlin"),
        ("/timezone Boston", "America/New York"),
        ("/timezone Mumbai", "Asia/Kolkata"),
        ("/timezone London", "Which one do you mean?"),
        ("[London, United Kingdom", "Europe/London"),
        ("/timezone <u>nowhere</u>", "I don't know that place"),
        ("UTC-3", "UTC-03:00"),
        ("/timezone", ZONE_ASKED),
        ("/cancel", "left as it was"),
        ("/settings", "UTC-03:00"),
    )


async def test_a_cadence_is_kept_to_by_tips_and_check_ins_alike(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("6 4", "Pain 6"), ("/settings", "Settings"), ("[How often]", "How often"))
    await chat.transcript(("[Every second day]", "Every second day"))
    days = {datetime.fromtimestamp(message.date, UTC).day for message in await chat.lives(days=6)}
    assert days == {4, 6, 8}
    await chat.transcript(
        ("/settings", "Settings"), ("[How often]", "How often"), ("[Monday to Friday]", "How often")
    )
    weekdays = {datetime.fromtimestamp(m.date, UTC).isoweekday() for m in await chat.lives(days=10)}
    assert weekdays == {1, 2, 3, 4, 5}


async def test_check_ins_may_have_a_rhythm_of_their_own_which_another_of_tips_leaves_alone(
    chat: Chat,
) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/settings", "How often: Every day"),
        ("[How often]", "tips and check-ins alike"),
        ("[Only the check-ins]", "Your tips stay as they are"),
        ("[Once a week]", "Check-ins: once a week. The next one comes today at 19:00."),
        ("/settings", "How often: Every day; check-ins once a week"),
        ("[How often]", "Check-ins stay as they are: once a week."),
        ("[Monday to Friday]", "How often: Monday to Friday; check-ins once a week."),
    )
    came = await chat.lives(days=12)
    tips = {datetime.fromtimestamp(m.date, UTC).isoweekday() for m in came if "Helpful" in m.labels}
    assert tips == {1, 2, 3, 4, 5}
    assert sum("How strong" in message.text for message in came) == 2


async def test_a_rhythm_of_check_ins_promises_none_where_none_come(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/stop")
    await chat.taps_data("cq|weekly")
    assert "Messages are stopped" in chat.last.text
    await chat.transcript(("/resume", "Good to have you back"), ("/settings", "Settings"))
    await chat.transcript(("[Health answers]", "kept"), ("[Withdraw", "No health answers are kept"))
    for old in ("cq|daily", "aq"):
        await chat.taps_data(old)
        assert "cannot record a check-in" in chat.last.text
    assert (await chat.stored())["profiles"][0]["checkin_cadence"] == "weekly"


async def test_a_pause_is_quiet_for_its_days_and_ends_by_itself(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/pause 3", "quiet for 3 days, until Thursday 5 March"),
        ("/pause 3 days", "quiet for 3 days, until Thursday 5 March"),
        ("/settings", "Paused until Thursday 5 March."),
    )
    assert await chat.lives(days=3, hours=-1) == []
    assert any("Helpful" in message.labels for message in await chat.lives(days=1, hours=1))


async def test_pause_understands_days_and_refuses_nonsense_kindly(chat: Chat) -> None:
    await chat.subscribes()
    for words in ("-1", "abc", "0", "91", "1.5", "9" * 3000, "<b>3</b>"):
        shown = await chat.says(f"/pause {words}")
        assert "whole number from 1 to 90" in shown.text
        assert "3 days" in shown.labels
    assert (await chat.stored())["profiles"][0]["paused_until"] is None
    await chat.transcript(
        ("/pause 1 day", "quiet for 1 day, until tomorrow"),
        ("/resume", "Your next tip comes tomorrow at 08:00"),
        ("/resume", "Nothing was paused"),
        ("/pause", "How long shall I be quiet?"),
        ("[7 days]", "quiet for 7 days"),
        ("[Start again now]", "Good to have you back"),
    )
    assert await chat.lives(days=1)


async def test_a_pause_ends_on_the_day_that_was_named_wherever_one_lives(tmp_path: Path) -> None:
    """Tuesday morning in Auckland is still Monday in Greenwich."""
    async with running_bot(tmp_path, datetime(2026, 3, 2, 18, 0, tzinfo=UTC)) as bot:
        chat = bot.chat()
        await chat.subscribes("Auckland")
        await chat.transcript(
            ("/pause 3", "until Friday 6 March"),
            ("/settings", "Paused until Friday 6 March."),
        )


async def test_pausing_after_a_stop_does_not_promise_to_come_back(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/stop")
    shown = await chat.says("/pause 3")
    assert "quiet for 3 days" not in shown.text
    assert await chat.lives(days=5) == []


async def test_changing_the_hour_after_a_stop_does_not_claim_that_tips_come(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/stop")
    shown = await chat.says("/time 9:00")
    assert "now comes at" not in shown.text


async def test_withdrawing_consent_deletes_health_answers_and_tips_go_on(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.taps("Helpful")
    await chat.transcript(
        ("6 4", "Pain 6"),
        ("a secret note", "saved"),
        ("/settings", "1 ticked"),
        ("[Health answers]", "kept, encrypted"),
        ("[Withdraw and delete them]", "No health answers are kept, and your tips go on."),
        ("[Settings]", "Health answers: not kept"),
    )
    stored = await chat.stored()
    assert stored["checkins"] == []
    assert stored["profiles"][0]["sealed_health"] == {"answered": False, "conditions": None, **NO_ADVICE}
    assert stored["profiles"][0]["sealed_taste"]["liked"] == []
    assert not any(word in str(stored) for word in ("osteoporosis", "secret"))
    came = await chat.lives(days=2)
    assert [message.labels for message in came] == [["More", "Why this one?", "Keep", "Share"]] * 2


async def test_withdrawing_consent_leaves_the_topics_one_chose(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/settings", "Settings"), ("[Topics]", "Topics"), ("[Sleep]", "Topics"))
    await chat.transcript(
        ("[Settings]", "Settings"), ("[Health answers]", "kept"), ("[Withdraw", "tips go on")
    )
    assert (await chat.stored())["profiles"][0]["sealed_taste"]["muted"] == ["sleep"]


async def _consents_later(chat: Chat) -> None:
    await chat.declines()
    await chat.transcript(
        ("/checkin 6 4", "cannot record a check-in"),
        ("[Keep my answers]", "kept, encrypted, from now on"),
        ("/checkin 6 4", "Pain 6, stress 4"),
    )


async def test_consent_given_later_opens_check_ins_and_the_checklist(chat: Chat) -> None:
    await _consents_later(chat)
    await chat.transcript(
        ("/settings", "Check-in: 19:00"), ("[Health checklist]", "Does any of this fit you?")
    )


async def test_whoever_consented_later_can_stop_or_block_and_come_back(bot: RunningBot) -> None:
    """The checklist is not part of a subscription that runs already."""
    lost = []
    for way in ("/resume", "/start", "[Start again]", "unblock"):
        chat = bot.newcomer()
        await _consents_later(chat)
        if way == "unblock":
            bot.sandbox.block(chat.person)
            await bot.sandbox.idle()
            bot.sandbox.unblock(chat.person)
            await bot.sandbox.idle()
        else:
            await chat.says("/stop")
            await (chat.taps("Start again") if way.startswith("[") else chat.says(way))
        if (await chat.stored())["profiles"][0]["next_tip_at"] is None:
            lost.append(way)
    assert lost == []


async def test_leave_it_as_it_is_never_deletes(chat: Chat) -> None:
    """Refused twice; consent was given on one screen, and weeks later the other one is tapped."""
    await chat.declines()
    old = await chat.says("/checkin")
    await chat.transcript(
        ("/checkin", "cannot record"), ("[Keep my answers]", "kept"), ("/checkin 6 4", "Pain 6")
    )
    await chat.lives(days=20)
    await chat.taps_data(old.data["Leave it as it is"], old)
    assert len((await chat.stored())["checkins"]) == 1


async def test_an_old_check_in_hour_is_not_confirmed_to_somebody_who_gets_no_check_ins(chat: Chat) -> None:
    await chat.subscribes()
    old = await chat.says("/settings")
    await chat.transcript(
        ("/settings", "Settings"), ("[Health answers]", "kept"), ("[Withdraw", "tips go on")
    )
    await chat.taps_data(old.data["Check-in time"], old)
    if "18:00" in chat.last.labels:
        assert "now comes at" not in (await chat.taps("18:00")).text
    assert await chat.lives(hours=12) == []


async def test_an_hour_may_be_moved_later_on_the_same_day_without_a_second_tip(chat: Chat) -> None:
    await chat.subscribes()
    for hour in ("9", "10", "11"):
        await chat.says(f"/time {hour}")
    assert await chat.lives(hours=10) == []
    assert chat.bot.clock.now() == datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
