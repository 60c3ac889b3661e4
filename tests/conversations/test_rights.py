"""What a person decides about their own data: see it, take it along, withdraw, delete; and when it goes "
"by itself."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, update

from bot.domain.delivery import NewDelivery
from bot.domain.profile import CONSENT_VERSION, Kind
from bot.domain.sessions import Session
from bot.storage import deliveries, sessions
from bot.storage.tables import checkins as answered
from bot.storage.tables import metadata
from bot.storage.unit import Unit
from bot.views import checkins, consent, joining
from bot.views.callbacks import GiveConsent
from bot.views.screen import Button
from tests.running_bot import Chat

LATER_SLOT = "2026-09-01"
# Whoever changes the wording of the consent raises CONSENT_VERSION and adds a line.
WORDINGS = {2: "97e9253331712ca19af87c0301b00e7c"}


def _files(chat: Chat) -> dict[str, str]:
    with ZipFile(BytesIO(chat.file())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def _with_a_session(chat: Chat) -> None:
    session = Session(chat.bot.clock.now().date(), "shiatsu", 6)
    await chat.bot.parts.services.store.run(lambda unit: sessions.save(unit, chat.person.id, session))


def _plan_one_of_each_kind(unit: Unit, person: int) -> None:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    for kind in Kind:
        new = NewDelivery(person, kind, LATER_SLOT, at, at, reason="because")
        assert deliveries.plan_delivery(unit, new)


def test_the_wording_of_the_consent_belongs_to_its_version() -> None:
    found = hashlib.md5(consent.WORDING.encode(), usedforsecurity=False).hexdigest()
    assert WORDINGS[CONSENT_VERSION] == found


def test_whoever_can_say_yes_reads_what_that_means() -> None:
    for screen in (joining.welcome("", ""), consent.question(kept=False), checkins.needs_consent()):
        first = screen.rows[0][0]
        assert isinstance(first, Button)
        assert first.tap == GiveConsent(given=True)
        assert consent.WORDING in screen.text


async def test_the_export_is_a_file_with_what_was_told(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(("/checkin 6 4", "Thank you"), ("[Heat]", "Thank you"))
    await chat.transcript(("after <b>lifting</b>", "saved"))
    await chat.transcript(("/export", "README.txt says"))
    assert chat.last.content["document"]["file_name"] == "backcare-export-2026-03-02.zip"
    made = _files(chat)
    whole = json.loads(made["everything.json"])
    assert whole["checkins"][0] | {"tags": ["heat"]} == whole["checkins"][0]
    assert whole["checkins"][0]["note"] == "after <b>lifting</b>"
    assert whole["profile"]["conditions"].keys() == {"osteoporosis"}
    assert whole["profile"]["consent"]["version"] == CONSENT_VERSION
    assert whole["profile"]["consent"]["at"].startswith("2026-03-02")


async def test_without_consent_there_is_an_export_and_for_strangers_there_is_none(chat: Chat) -> None:
    await chat.transcript(("/export", "I keep nothing about you"))
    await chat.transcript(("/start", "one good tip"), ("[No, just send tips]", "What time is it"))
    await chat.transcript(("/export", "README.txt says"))
    assert json.loads(_files(chat)["everything.json"])["checkins"] == []


async def test_withdrawing_deletes_all_about_health_and_tips_go_on(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(("/checkin 8 9", "Thank you"), ("a note", "saved"))
    await _with_a_session(chat)
    await chat.bot.parts.services.store.run(partial(_plan_one_of_each_kind, person=chat.person.id))
    await chat.transcript(("/checkin", "How strong"), ("/privacy", "What I keep"))
    await chat.transcript(("[My consent]", "withdraw"))
    await chat.transcript(("[Withdraw and delete them]", "your tips go on"))
    stored = await chat.stored()
    assert stored["checkins"] == stored["sessions"] == stored["assessments"] == []
    [profile] = stored["profiles"]
    assert profile["sealed_health"] == {
        "answered": False, "conditions": None, "advised": {}, "summarised": None,
    }  # fmt: skip
    assert (profile["consent_given"], profile["consent_version"]) == (0, CONSENT_VERSION)
    assert [row["sealed_state"] for row in stored["dialogues"]] == [{"state": "Idle"}]
    left = {row["kind"]: row["state"] for row in stored["deliveries"] if row["slot"] == LATER_SLOT}
    assert left == dict.fromkeys(
        ("tip", "follow-up", "advice", "broadcast", "reply"), "pending"
    ) | dict.fromkeys(("checkin", "summary", "review"), "skipped"), (
        "what was to be asked about treatments would tell when they were"
    )
    assert [row for row in stored["deliveries"] if row["settled_at"] and row["sealed_choice"]] == []
    [since] = [row["settled_at"] for row in stored["deliveries"] if row["kind"] == "review"]
    assert since == int(chat.bot.clock.now().timestamp())
    came = await chat.lives(days=3)
    assert len(came) == 3
    assert all("Helpful" in message.labels or "Why this one?" in message.labels for message in came)


async def test_delete_says_what_there_is_and_what_was_removed(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(("/checkin 6 4", "Thank you"), ("a note", "saved"))
    await _with_a_session(chat)
    counts = (
        "1 check-in, with tags and notes", "1 treatment in your journal", "1 answer on the health checklist",
    )  # fmt: skip
    asked = await chat.says("/delete")
    assert asked.labels == ["No, keep it", "A copy of it all", "Yes, delete everything"]
    done = await chat.taps("Yes, delete everything")
    for count in (*counts, "your settings and your consent"):
        assert f"• {count}\n" in f"{asked.text}\n"
        assert f"• {count}\n" in f"{done.text}\n"
    assert not any((await chat.stored()).values())


async def test_delete_works_where_a_row_can_not_be_read_any_more(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 6 4", "Thank you"))
    spoil = update(answered).values(sealed_answer=b"spoilt")
    await chat.bot.parts.services.store.run(lambda unit: unit.connection.execute(spoil).rowcount)
    await chat.transcript(("/delete", "1 check-in"), ("[Yes, delete everything]", "is deleted"))
    assert not any((await chat.stored()).values())


def _all_rows(unit: Unit) -> int:
    counts = [
        select(func.count()).select_from(table)
        for table in metadata.sorted_tables
        if table.name not in {"facts", "tallies", "broadcasts", "handled_updates"}
    ]
    return sum(unit.connection.execute(count).scalar_one() for count in counts)


@pytest.mark.parametrize(
    "leave", [lambda chat: chat.says("/stop"), lambda chat: chat.bot.sandbox.block(chat.person)]
)
async def test_whoever_stopped_or_blocked_is_erased_after_the_time_said(
    chat: Chat, leave: Callable[[Chat], Any]
) -> None:
    await chat.subscribes()
    await chat.says("/checkin 6 4")
    left = leave(chat)
    if left is not None:
        assert "for a year" in (await left).text
    await chat.bot.sandbox.idle()
    await _a_day_passes(chat, 364)
    assert (await chat.stored())["profiles"]
    await _a_day_passes(chat, 3)
    assert await chat.bot.parts.services.store.run(_all_rows) == 0


async def test_whoever_came_back_or_never_left_is_kept(chat: Chat) -> None:
    other = chat.bot.newcomer()
    for one in (chat, other):
        await one.subscribes()
    await chat.transcript(("/stop", "no more messages"))
    await _a_day_passes(chat, 360)
    await chat.transcript(("/start", "Your next tip"))
    await _a_day_passes(chat, 10)
    assert (await chat.stored())["profiles"]
    assert (await other.stored())["profiles"]


async def test_whoever_stopped_and_still_comes_is_kept(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/stop", "for a year"))
    await _a_day_passes(chat, 360)
    await chat.transcript(("/checkin 6 4", "Pain 6"))
    await _a_day_passes(chat, 360)
    assert len((await chat.stored())["checkins"]) == 1
    await _a_day_passes(chat, 6)
    assert not (await chat.stored())["profiles"]


async def test_whoever_never_finished_joining_is_erased_too(chat: Chat) -> None:
    await chat.transcript(("/start", "one good tip"), ("[Yes, keep my answers]", "What time is it"))
    await _a_day_passes(chat, 366)
    assert not (await chat.stored())["profiles"]


async def _a_day_passes(chat: Chat, days: int) -> None:
    """Time jumps; the worker looks at the end of it."""
    chat.bot.sandbox.advance(timedelta(days=days).total_seconds())
    await chat.bot.parts.worker.step()
