"""The journal: sessions logged and planned, asked about once, with reminders and a card for the therapist."""

from typing import Any

import pytest

from bot.domain.library import Verdict
from tests.running_bot import Chat

WHEN, KIND, BEFORE = "When was it?", "What kind?", "before it?"
AFTER = "How is your back now?"


async def _sessions(chat: Chat) -> list[dict[str, Any]]:
    return [row["sealed_session"] for row in (await chat.stored())["sessions"]]


async def _planned(chat: Chat, kind: str) -> list[tuple[str, str]]:
    rows = (await chat.stored())["deliveries"]
    return [(row["slot"], row["state"]) for row in rows if row["kind"] == kind]


async def test_a_session_is_logged_with_four_taps_and_shows_in_the_journal(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/session", "Your journal of treatments"),
        ("[Log a session]", WHEN),
        ("[Today]", KIND),
        ("[Shiatsu]", BEFORE),
        ("[6]", "Saved. The day after, I ask once"),
        ("[Journal]", "Your journal"),
    )
    assert "2 Mar: Shiatsu (6 → –)" in chat.last.labels
    assert await _sessions(chat) == [
        {"day": "2026-03-02", "technique": "shiatsu", "before": 6, "next_day": None}
    ]


async def test_the_day_after_is_asked_about_once_and_the_answer_is_kept(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/session", ""), ("[Log a session]", WHEN), ("[Today]", KIND), ("[Shiatsu]", BEFORE)
    )
    await chat.transcript(("[Skip]", "Saved"))
    came = await chat.lives(days=3)
    [asked] = [message for message in came if AFTER in message.text]
    assert "Shiatsu" not in asked.text
    await chat.taps_data("ja|2026-03-02|3", asked)
    assert "Pain 3 on the day after" in chat.last.text
    assert [one["next_day"] for one in await _sessions(chat)] == [3]


async def test_the_check_in_of_the_day_after_answers_it(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "21:00")
    await chat.transcript(("/session", ""), ("[Log a session]", WHEN), ("[Today]", KIND), ("[Heat", BEFORE))
    await chat.transcript(("[7]", "Saved"))
    await chat.lives(hours=20)
    await chat.says("/checkin 4 3")
    assert not any(AFTER in message.text for message in await chat.lives(days=2))
    await chat.transcript(("/session", "Your journal"))
    assert any("(7 → 4)" in label for label in chat.last.labels)


async def test_a_date_is_typed_and_one_ahead_is_none_to_log(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/session", ""),
        ("[Log a session]", WHEN),
        ("tomorrow", "has not come yet"),
        ("the day after never", "could not read that as a date"),
        ("3/11", "could not read that as a date"),
        ("1 january 2020", "up to a year ago"),
        ("14 february", KIND),
        ("[Another kind]", BEFORE),
        ("[Skip]", "Saturday 14 February"),
    )
    assert [one["day"] for one in await _sessions(chat)] == ["2026-02-14"]


async def test_the_verdict_comes_before_a_session_is_planned(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    library = chat.bot.parts.services.desk.library
    verdicts = library.conditions["osteoporosis"].verdicts
    avoided = next(key for key, verdict in verdicts.items() if verdict is Verdict.AVOID)
    name = library.techniques[avoided].name
    await chat.transcript(
        ("/session", ""),
        ("[Plan one]", "When is it?"),
        ("[Tomorrow]", KIND),
        (f"[{name}]", "Leave out for now"),
    )
    assert chat.last.labels == ["See what suits me", "Another kind", "Plan it anyway"]
    assert library.conditions["osteoporosis"].why in chat.last.text
    assert await _sessions(chat) == []
    await chat.transcript(("[Plan it anyway]", "Planned."))
    assert [one["technique"] for one in await _sessions(chat)] == [avoided]


async def test_with_an_unknown_health_that_is_said_before_planning(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Plan one]", "When is it?"), ("in 3 days", KIND))
    await chat.transcript(("[Shiatsu]", "I know nothing about your health"))
    assert chat.last.labels[0] == "Plan it"
    await chat.transcript(("[Plan it]", "Planned."))


async def test_a_planned_session_is_asked_about_and_may_not_have_been(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Plan one]", "When is it?"), ("[Tomorrow]", KIND))
    await chat.transcript(("[Shiatsu]", ""), ("[Plan it]", "Planned."))
    [asked] = [message for message in await chat.lives(days=3) if AFTER in message.text]
    assert "It did not take place" in asked.labels
    await chat.taps_data("jn|2026-03-03", asked)
    assert await _sessions(chat) == []
    await chat.taps_data("ja|2026-03-03|4", asked)
    assert "not in your journal any more" in chat.last.text


async def test_a_reminder_to_attend_comes_the_day_before_and_names_nothing(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Plan one]", "When is it?"), ("friday", KIND))
    await chat.transcript(("[Shiatsu]", ""), ("[Plan it]", "Planned."))
    await chat.transcript(("[Remind me the day before]", "I will remind you Thursday 5 March at 08:00"))
    came = await chat.lives(days=4)
    [told] = [message for message in came if "your appointment is tomorrow" in message.text]
    assert "Shiatsu" not in told.text
    assert await _planned(chat, "reminder") == [("attend-2026-03-06", "sent")]


async def test_a_removed_session_takes_its_question_and_its_reminder_along(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Plan one]", "When is it?"), ("friday", KIND))
    await chat.transcript(
        ("[Shiatsu]", ""), ("[Plan it]", "Planned."), ("[… that morning]", "Friday 6 March")
    )
    await chat.transcript(("/session", "Your journal"), ("[6 Mar: Shiatsu]", "planned"))
    await chat.transcript(("[Remove]", "cannot be brought back"), ("[Yes, remove it]", "Removed"))
    came = await chat.lives(days=6)
    assert not any("appointment" in message.text or AFTER in message.text for message in came)


async def test_a_reminder_comes_at_the_hour_of_the_zone_the_person_is_in_by_then(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Remind me to book]", "When shall I remind you"))
    await chat.transcript(
        ("10 march", "Tuesday 10 March at 08:00"), ("/timezone New York", "America/New York")
    )
    came = await chat.lives(days=9)
    [told] = [message for message in came if "book your next appointment" in message.text]
    assert told.date == 1773144000  # 12:00 in UTC, 08:00 in New York's summer
    await chat.transcript(
        ("[Again in a week]", "I will remind you"), ("[Cancel my reminders]", "are cancelled")
    )
    assert [state for _, state in await _planned(chat, "reminder")] == ["sent", "skipped"]


async def test_a_pause_does_not_hold_back_what_was_asked_for_and_a_stop_does(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/session", ""), ("[Remind me to book]", ""), ("[In a week]", "I will remind you"))
    await chat.transcript(("/pause 20", "quiet for 20 days"))
    assert [message.text for message in await chat.lives(days=8) if "appointment" in message.text]
    await chat.transcript(("[Again in a week]", "I will remind you"), ("/stop", "no more messages"))
    assert await chat.lives(days=10) == []


async def test_the_card_tells_what_is_ticked_and_how_the_back_was(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.has_answered(6, 1, 2, 3)
    shown = await chat.says("/session")
    shown = await chat.taps("What to tell your therapist")
    assert "Osteoporosis" in shown.text
    assert "6.0 of 10 on average, over my last 3 answers" in shown.text
    assert "need medical help now" in shown.text
    other = chat.bot.newcomer()
    await other.subscribes()
    await other.says("/session")
    assert "is not filled in" in (await other.taps("What to tell your therapist")).text


async def test_without_consent_there_is_no_journal(chat: Chat) -> None:
    await chat.transcript(("/start", "one good tip"), ("[No, just send tips]", "What time is it"))
    await chat.transcript(("/session", "not to have health answers kept"))
    for data in ("jb|2026-03-02|shiatsu|6", "jp|2026-03-05|shiatsu", "jm|2026-03-09", "ja|2026-03-02|1"):
        await chat.taps_data(data)
    assert await _sessions(chat) == []
    assert await _planned(chat, "reminder") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("jb|2026-03-09|shiatsu|6", "I know nothing about your health"),
        ("jp|2020-03-02|shiatsu", "up to a year ago"),
        ("jt|2026-03-02|no-such-thing", ""),
        ("ji|2026-03-02|shiatsu", "not in your journal any more"),
        ("jr|2026-03-02|shiatsu|1", "not in your journal any more"),
        ("jw|2026-03-05|1", "not in your journal any more"),
        ("jm|2020-03-05", "not ahead"),
    ],
)
async def test_old_and_forged_buttons_change_nothing(chat: Chat, data: str, said: str) -> None:
    await chat.subscribes()
    await chat.taps_data(data)
    assert said in chat.last.text
    assert await _sessions(chat) == []


async def test_a_double_tap_is_one_session(chat: Chat) -> None:
    await chat.subscribes()
    for _ in range(2):
        await chat.taps_data("jb|2026-03-02|shiatsu|6")
    assert len(await _sessions(chat)) == 1


async def test_after_an_alarm_nothing_is_planned(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("I have lost control of my bladder")
    await chat.taps_data("js|1")
    await chat.taps_data("jp|2026-03-05|shiatsu")
    assert await _sessions(chat) == []


async def test_sessions_show_as_marks_of_the_trend(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("/checkin 4 3")
    await chat.taps_data("jb|2026-03-02|shiatsu|6")
    await chat.transcript(("/progress", "Sessions (▲): on 2 March"))
