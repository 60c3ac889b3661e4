"""The export holds everything there is of a person, and says what each part means."""

import csv
import hashlib
import json
import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alarm import AssessmentRecord, Source
from bot.domain.checkin import CheckIn, Tag
from bot.domain.delivery import Delivery
from bot.domain.everything import Everything, Message
from bot.domain.profile import CONSENT_VERSION, Consent, Given, Kind, Profile, Status
from bot.domain.sessions import Session
from bot.domain.states import StressAsked
from bot.domain.taste import Taste
from bot.domain.triage import Urgency
from bot.storage.tables import metadata
from bot.views import scales
from bot.views.export import files, packed
from bot.views.export_readme import Origin
from tests.member import MEMBER

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
ORIGIN = Origin(NOW, "Riverside Physiotherapy", "hello@riverside.example")
ALL = Everything(
    MEMBER,
    StressAsked(DAY, 6),
    (CheckIn(DAY, 6, None, "=SUM(A1) & <b>ouch</b>\n二行", frozenset({Tag.HEAT, Tag.BAD_DAY}), 3),),
    (Session(DAY, "shiatsu", 5, 2, 1),),
    (AssessmentRecord(Urgency.URGENT, ("u-one-leg", "u-upper"), NOW, Source.TEXT, None, 1),),
    (Message(NOW, "-1 for the colours"),),
    (Delivery(1, 7, Kind.TIP, "2026-03-02", NOW, NOW, tip="warm-pack", reason="flare"),),
)
# Each column of a person's, and where it stands in everything.json; None: it only serves the machinery.
STANDS_IN = {
    "profiles.id": "profile.id",
    "profiles.created_at": "profile.created_at",
    "profiles.status": "profile.status",
    "profiles.consent_given": "profile.consent.given",
    "profiles.consent_version": "profile.consent.version",
    "profiles.consent_at": "profile.consent.at",
    "profiles.zone": "profile.zone",
    "profiles.tip_minute": "profile.tip_time",
    "profiles.checkin_minute": "profile.checkin_time",
    "profiles.cadence": "profile.cadence",
    "profiles.checkin_cadence": "profile.checkin_cadence",
    "profiles.started_on": "profile.started_on",
    "profiles.paused_until": "profile.paused_until",
    "profiles.quiet_until": "profile.quiet_until",
    "profiles.missed_checkins": "profile.missed_checkins",
    "profiles.next_tip_at": "profile.next_tip_at",
    "profiles.next_checkin_at": "profile.next_checkin_at",
    "profiles.source": "profile.source",
    "profiles.country": "profile.country",
    "profiles.inactive_since": "profile.inactive_since",
    "profiles.sealed_health": "profile.conditions",
    "profiles.sealed_taste": "profile.taste.seen",
    "dialogues.version": None,
    "dialogues.asked_at": None,
    "dialogues.sealed_state": "state.pain",
    "checkins.day": "checkins.0.day",
    "checkins.answered_at": None,
    "checkins.sealed_answer": "checkins.0.pain",
    "sessions.id": "sessions.0.id",
    "sessions.sealed_session": "sessions.0.technique",
    "feedback.id": None,
    "feedback.written_at": "feedback.0.at",
    "feedback.sealed_text": "feedback.0.text",
    "feedback.answer": "feedback.0.answer",
    "feedback.answered_at": "feedback.0.answered_at",
    "assessments.id": "assessments.0.id",
    "assessments.sealed_assessment": "assessments.0.signs",
    "deliveries.id": "deliveries.0.id",
    "deliveries.kind": "deliveries.0.kind",
    "deliveries.slot": "deliveries.0.slot",
    "deliveries.slot_at": "deliveries.0.slot_at",
    "deliveries.due_at": "deliveries.0.due_at",
    "deliveries.state": "deliveries.0.state",
    "deliveries.unsure_sends": "deliveries.0.unsure_sends",
    "deliveries.message_id": "deliveries.0.message_id",
    "deliveries.error_id": "deliveries.0.error_id",
    "deliveries.settled_at": None,
    "deliveries.sealed_choice": "deliveries.0.tip",
}
# Whoever changes a question or its ends raises scales.VERSION and adds a line.
SCALES = {1: "ef8f2f2ba471b8265140b75027ff9fd9"}
NOBODYS = {"tallies", "facts", "broadcasts", "handled_updates"}


def test_every_column_of_a_persons_tables_is_in_the_export_or_only_serves_the_machinery() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        if table.name not in NOBODYS
        for column in table.c
        if column.name != "profile_id"
    }
    assert columns == STANDS_IN.keys()
    whole = json.loads(files(ALL, ORIGIN)["everything.json"])
    for path in filter(None, STANDS_IN.values()):
        found = whole
        for step in path.split("."):
            found = found[int(step) if step.isdigit() else step]


def test_nothing_is_left_out_of_the_tables_of_a_spreadsheet() -> None:
    made = files(ALL, ORIGIN)
    for name, kept in (("checkins", CheckIn), ("sessions", Session), ("assessments", AssessmentRecord)):
        [header, row] = csv.reader(StringIO(made[f"{name}.csv"]))
        assert set(header) == {field.name for field in fields(kept)} - {"id"}
        assert len(row) == len(header)


def test_the_readme_names_every_file_and_every_column_and_the_scales_as_asked() -> None:
    made = files(ALL, ORIGIN)
    readme = made["README.txt"]
    for name, text in made.items():
        assert name == "README.txt" or name in readme
        if name.endswith(".csv"):
            [header, *_] = csv.reader(StringIO(text))
            assert all(column in readme for column in header), name
    assert "How strong was your back pain, on average, over the last 24 hours?" in readme
    assert "10 = the worst pain you can imagine" in readme
    assert f"consent version {CONSENT_VERSION}" in readme
    assert f"scales version {scales.VERSION}" in readme
    assert "Riverside Physiotherapy, hello@riverside.example" in readme
    assert all(len(line) <= 120 for line in readme.splitlines())


@pytest.mark.parametrize("kept", [Profile, Consent, Taste, Given, Delivery])
def test_the_readme_names_every_field_of_a_person(kept: type) -> None:
    readme = files(ALL, ORIGIN)["README.txt"]
    technical = {"profile_id"}
    named = set(re.findall(r"\w+", readme))
    assert {field.name for field in fields(kept)} - technical - named == set()


def test_the_readme_names_every_kind_of_message_and_every_level() -> None:
    words = set(re.findall(r"[\w-]+", files(ALL, ORIGIN)["README.txt"]))
    for names in (Kind, Status, Source, set(Urgency) - {Urgency.NONE}):
        assert {name.value for name in names} - words == set()


def test_the_wording_of_the_scales_belongs_to_its_version() -> None:
    told = [f"{scale.asked()} {scale.anchors}" for scale in (scales.PAIN, scales.STRESS, scales.INTERFERENCE)]
    assert SCALES[scales.VERSION] == hashlib.md5("\n".join(told).encode(), usedforsecurity=False).hexdigest()


def test_it_is_told_which_question_waits() -> None:
    whole = json.loads(files(ALL, ORIGIN)["everything.json"])
    assert whole["state"] == {"waits_for": "StressAsked", "day": "2026-03-02", "pain": 6}


@given(st.text(max_size=60))
def test_a_note_comes_back_from_the_table_and_is_never_a_formula(note: str) -> None:
    kept = replace(ALL, checkins=(replace(ALL.checkins[0], note=note),))
    text = files(kept, ORIGIN)["checkins.csv"]
    [_, row] = csv.reader(StringIO(text, newline=""))
    assert row[-1].removeprefix("'") == note.removeprefix("'")
    assert not row[-1].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("kept", [ALL, Everything(MEMBER, ALL.state, (), (), (), (), ())])
def test_the_zip_opens_and_is_the_same_for_the_same_content(kept: Everything) -> None:
    first, second = packed(kept, ORIGIN), packed(kept, ORIGIN)
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "README.txt"
