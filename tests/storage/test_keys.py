"""Health answers are sealed: the right keys open them, and the bytes on disk say nothing."""

import traceback
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Consent, Kind, Profile
from bot.domain.states import ConditionsAsked, StressAsked
from bot.domain.taste import Taste
from bot.storage import answers, deliveries, people
from bot.storage import feedback as feedback_rows
from bot.storage.database import database_at
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import BadKeyError, Json, KeyMismatchError, Vault, new_key

from . import values
from .values import DAY, NOW, few

KEYS = [new_key() for _ in range(3)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@few
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_what_is_sealed_opens_to_the_same_and_never_seals_to_the_same_bytes(value: Json) -> None:
    vault = Vault(KEYS[:1])
    first, second = vault.seal(value), vault.seal(value)
    assert vault.open(first) == vault.open(second) == value
    assert first != second


def test_the_newest_key_seals_and_all_keys_open() -> None:
    old, rotated, new = Vault([KEYS[1]]), Vault([KEYS[0], KEYS[1]]), Vault([KEYS[0]])
    assert rotated.open(old.seal({"a": 1})) == {"a": 1}
    assert new.open(rotated.seal({"a": 1})) == {"a": 1}
    with pytest.raises(KeyMismatchError):
        old.open(rotated.seal({"a": 1}))


@pytest.mark.parametrize(
    "sealed",
    [b"", b"garbage", b"\xff\x00", Vault(KEYS[:1]).seal({})[:-4]],
    ids=["empty", "garbage", "not text", "cut short"],
)
def test_bytes_that_were_altered_do_not_open(sealed: bytes) -> None:
    with pytest.raises(KeyMismatchError):
        Vault(KEYS[:1]).open(sealed)


@pytest.mark.parametrize(
    "bad",
    ["", "hunter2-is-no-key", "é" * 44, KEYS[0][:-2], KEYS[0][1:]],
    ids=["empty", "words", "accents", "end-missing", "start-missing"],
)
def test_a_text_that_is_no_key_is_refused_without_being_shown(bad: str) -> None:
    with pytest.raises(BadKeyError) as caught:
        Vault([KEYS[1], bad])
    shown = "".join(traceback.format_exception(caught.value))
    assert not bad or bad not in shown
    assert KEYS[1] not in shown


def test_no_key_at_all_is_refused() -> None:
    with pytest.raises(BadKeyError):
        Vault([])


@pytest.mark.parametrize(
    ("later", "opens"),
    [([0], True), ([1, 0], True), ([1, 2, 0], True), ([1], False), ([1, 2], False)],
)
async def test_a_database_opens_with_the_keys_it_was_made_with_and_no_others(
    address: str, later: list[int], opens: bool
) -> None:
    async with Store(database_at(address), Vault(KEYS[:1])) as store:
        person = await store.run(values.new_person)
    reopened = Store(database_at(address), Vault([KEYS[i] for i in later]))
    if opens:
        async with reopened as store:
            assert await store.run(lambda unit: people.load_profile(unit, person)) == Profile(person, NOW)
        return
    with pytest.raises(KeyMismatchError):
        await reopened.__aenter__()
    async with Store(database_at(address), Vault(KEYS[:1])) as store:  # and the attempt did no harm
        assert await store.run(lambda unit: people.load_profile(unit, person))


ANA = replace(
    Profile(7_777_777_777, NOW),
    consent=Consent(given=True, version=1, at=NOW),
    zone="Europe/Berlin",
    checklist_answered=True,
    conditions={"osteoporosis": DAY, "pregnancy": DAY + timedelta(days=90)},
    taste=Taste(
        seen=("warm-pack", "heat-then-move"),
        liked=frozenset({"box-breath"}),
        disliked=frozenset({"tin-foil"}),
        muted_topics=frozenset({"stretching"}),
    ),
)
# Long enough, or with a quotation mark, so that sealed bytes (base64) cannot hold one by chance.
SECRET_WORDS = (
    "osteoporosis", "pregnancy", "epilepsy", "warm-pack", "heat-then-move", "box-breath", "tin-foil",
    "stretching", "zebra on", "Giraffe", "крокодил", "history-of-hers", "StressAsked", "Conditions", '"pain"',
    '"stress"', '"note"', '"liked"',
)  # fmt: skip


def write_all_of_it(unit: Unit) -> None:
    people.add_profile(unit, ANA)
    people.save_state(unit, ANA.id, StressAsked(DAY, 7), 0, NOW)
    answers.save_checkin(unit, ANA.id, CheckIn(DAY, 6, 4, "zebra on my back"), NOW)
    answers.save_checkin(unit, ANA.id, CheckIn(DAY - timedelta(days=1), 6, 4, "крокодил"), NOW)
    feedback_rows.add(unit, ANA.id, "Giraffe and zebra on the roof", NOW)
    planned = NewDelivery(ANA.id, Kind.TIP, DAY.isoformat(), NOW, NOW, "warm-pack", "history-of-hers")
    deliveries.plan_delivery(unit, planned)


def tick_one_more(unit: Unit) -> None:
    people.save_state(unit, ANA.id, ConditionsAsked(frozenset({"epilepsy"})), 1, NOW)


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_nothing_a_person_told_us_can_be_read_from_the_files(path: Path, vault: Vault) -> None:
    async with Store(SqliteDatabase(path), vault) as store:
        await store.run(write_all_of_it)
        await store.run(tick_one_more)
        while_running = bytes_of(path.parent)
        assert path.with_name("backcare.db-wal").stat().st_size > 0
    for found in (while_running, bytes_of(path.parent)):
        assert b"Europe/Berlin" in found, "the test looks at the wrong bytes"
        assert [word for word in SECRET_WORDS if word.encode() in found] == []
    async with Store(SqliteDatabase(path), vault) as store:
        assert await store.run(lambda unit: people.load_profile(unit, ANA.id)) == ANA
