"""A unit of work is whole or nothing, and runs again when its dialogue was moved on meanwhile."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.states import ConditionsAsked, ConsentAsked, FeedbackAsked, StressAsked, ZoneAsked
from bot.storage import answers, assessments, deliveries, people, sessions
from bot.storage import feedback as feedback_rows
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.tables import feedback, metadata
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault, new_key

from . import values
from .values import DAY, NOW

pytestmark = pytest.mark.asyncio(loop_scope="module")
OF_A_PERSON = [
    (table, column)
    for table in metadata.sorted_tables
    for column in table.c
    if column.name == "profile_id" or (table.name, column.name) == ("profiles", "id")
]


class OwnError(Exception):
    """One that only a test raises."""


def fill_every_table(unit: Unit) -> int:
    person = values.new_person(unit)
    people.save_state(unit, person, StressAsked(DAY, 7), 0, NOW)
    answers.save_checkin(unit, person, CheckIn(DAY, 6, 4, "a note"), NOW)
    feedback_rows.add(unit, person, "words", NOW)
    assessments.save(unit, person, values.AN_ALARM)
    sessions.save(unit, person, Session(DAY, "shiatsu", 6))
    deliveries.plan_delivery(unit, values.tip_at(person, 0))
    return person


def rows_of(unit: Unit, person: int) -> dict[str, int]:
    return {
        table.name: unit.connection.execute(
            select(func.count()).select_from(table).where(column == person)
        ).scalar_one()
        for table, column in OF_A_PERSON
    }


async def test_deleting_a_person_leaves_no_row_in_any_table_and_nobody_else_without(store: Store) -> None:
    def work(unit: Unit) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        ana, bo = fill_every_table(unit), fill_every_table(unit)
        before = rows_of(unit, ana)
        people.delete_profile(unit, ana)
        return before, rows_of(unit, ana), rows_of(unit, bo)

    before, after, of_the_other = await store.run(work)
    tables = {table.name for table in metadata.sorted_tables} - {
        "facts",
        "tallies",
        "broadcasts",
        "handled_updates",
    }
    assert before == of_the_other == dict.fromkeys(tables, 1)
    assert after == dict.fromkeys(tables, 0)


async def test_a_row_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.run(lambda unit: feedback_rows.add(unit, values.new_id(), "words", NOW))


async def test_a_unit_that_raises_leaves_nothing(store: Store) -> None:
    made: list[int] = []

    def work(unit: Unit) -> None:
        made.append(fill_every_table(unit))
        raise OwnError

    with pytest.raises(OwnError):
        await store.run(work)
    assert len(made) == 1
    assert set((await store.run(lambda unit: rows_of(unit, made[0]))).values()) == {0}


async def test_a_caller_who_gives_up_leaves_a_unit_whole(store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made: list[int] = []

    def work(unit: Unit) -> None:
        made.append(values.new_person(unit))
        begun.set()
        assert go_on.wait(5)
        feedback_rows.add(unit, made[0], "words", NOW)

    caller = asyncio.create_task(store.run(work))
    await asyncio.to_thread(begun.wait, 5)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    rows = await store.run(lambda unit: rows_of(unit, made[0]))
    assert (rows["profiles"], rows["feedback"]) == (1, 1)


async def test_of_units_that_are_run_together_only_the_one_that_raises_leaves_nothing(store: Store) -> None:
    texts = [f"words {number}" for number in range(4)]
    person = await store.run(values.new_person)

    def work(unit: Unit, text: str) -> str:
        feedback_rows.add(unit, person, text, NOW)
        if text == texts[1]:
            raise OwnError
        return text

    units = (store.run(partial(work, text=text)) for text in texts)
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert isinstance(outcomes[1], OwnError)
    kept = [text for text in texts if text != texts[1]]
    assert [outcomes[0], *outcomes[2:]] == kept
    stored = await store.run(lambda unit: feedback_rows.of_person(unit, person))
    assert [message.text for message in stored] == kept


async def test_no_unit_is_answered_before_what_it_did_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    async with Store(SqliteDatabase(path), Vault([new_key()])) as store:

        async def add() -> bool:
            person = await store.run(values.new_person)
            with closing(sqlite3.connect(path)) as other:
                return bool(other.execute("SELECT 1 FROM profiles WHERE id = ?", (person,)).fetchone())

        assert all(await asyncio.gather(*(add() for _ in range(40))))


async def test_units_that_wait_share_their_transaction(store: Store) -> None:
    commits = 0

    def count(_: object) -> None:
        nonlocal commits
        commits += 1

    engine = await store.run(lambda unit: unit.connection.engine)
    event.listen(engine, "commit", count)
    await asyncio.gather(*(store.run(values.new_person) for _ in range(20)))
    event.remove(engine, "commit", count)
    assert commits <= 2


@pytest.mark.parametrize("read_version", [0, 1, 3], ids=["none-yet", "older", "newer"])
async def test_a_dialogue_that_was_moved_on_is_not_overwritten(store: Store, read_version: int) -> None:
    def prepare(unit: Unit) -> int:
        person = values.new_person(unit)
        people.save_state(unit, person, ConsentAsked(), 0, NOW)
        people.save_state(unit, person, ZoneAsked(), 1, NOW)
        return person

    person = await store.run(prepare)
    with pytest.raises(StaleDialogueError):
        await store.run(lambda unit: people.save_state(unit, person, FeedbackAsked(), read_version, NOW))
    kept = await store.run(lambda unit: people.load_person(unit, person))
    assert (kept.state, kept.version) == (ZoneAsked(), 2)


@pytest.mark.parametrize("stale_reads", [1, 3, 5])
async def test_a_unit_whose_dialogue_was_moved_on_runs_again_from_its_start(
    store: Store, stale_reads: int
) -> None:
    person = await store.run(fill_every_table)
    runs: list[int] = []

    def work(unit: Unit) -> None:
        feedback_rows.add(unit, person, "second words", NOW + timedelta(hours=1))
        version = people.load_person(unit, person).version
        runs.append(version)
        stale = 1 if len(runs) <= stale_reads else 0
        people.save_state(unit, person, ConditionsAsked(frozenset({"pregnancy"})), version + stale, NOW)

    await store.run(work)
    assert len(runs) == stale_reads + 1
    kept = await store.run(lambda unit: people.load_person(unit, person))
    assert kept.state == ConditionsAsked(frozenset({"pregnancy"}))
    count = select(func.count()).select_from(feedback).where(feedback.c.profile_id == person)
    assert await store.run(lambda unit: unit.connection.execute(count).scalar()) == 2


async def test_a_dialogue_that_never_comes_to_rest_is_an_error_and_not_a_loop(store: Store) -> None:
    runs: list[None] = []

    def work(unit: Unit) -> None:
        runs.append(None)
        raise StaleDialogueError

    with pytest.raises(StaleDialogueError):
        await store.run(work)
    assert 2 <= len(runs) <= 100
