"""The page for the doctor is one page, whatever is on it, and says nothing that its person did not choose."""

import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarm import AssessmentRecord
from bot.domain.alarm import Source as HeardIn
from bot.domain.checkin import CheckIn, Tag
from bot.domain.sessions import Session
from bot.domain.triage import Urgency
from bot.views.page import PERIODS, Choices, Page, can_print, lay_out
from bot.views.page.content import Source, page_of
from tests.domain.diaries import TODAY, ago, diaries, of_days

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
NOBODY = Source((), (), (), {}, {"shiatsu": "Shiatsu"}, "Europe/Berlin", "a clinic")
SIGNS = {"u-one-leg": "One weak leg", "e-crisis": "Thoughts of suicide"}
A4, LETTER = (595, 842), (612, 792)


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page, in points."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(re.findall(rb"/Type /Page\b", pdf)) in {0, len(found)} or found
    return [(round(float(width)), round(float(height))) for width, height in found]


def lines_of(page: Page) -> str:
    sections = [line for heading, lines in page.sections for line in (heading, *lines)]
    return "\n".join(
        [page.name, *page.summary, *(f"{r.label} {r.pain} {r.stress}" for r in page.rows), *sections]
    )


odd_texts = ("x" * 4096, "word " * 800, "<b>&amp;", "😀 שלום مرحبا", "\x00\n\t")
texts = st.text(max_size=300) | st.sampled_from(odd_texts)


@settings(max_examples=25, deadline=None)
@given(diaries, texts, texts, st.sampled_from(PERIODS), st.booleans(), st.integers(0, 40))
def test_it_is_one_page_whatever_is_on_it(
    diary: list[CheckIn], note: str, name: str, days: int, letter: bool, many: int
) -> None:
    history = [replace(one, note=note, tags=frozenset(Tag), interference=3) for one in diary]
    source = replace(
        NOBODY,
        history=sorted(history, key=lambda one: one.day),
        sessions=[Session(TODAY - timedelta(day), "shiatsu", 5) for day in range(many)],
        records=[AssessmentRecord(Urgency.URGENT, ("u-one-leg",), NOW, HeardIn.TEXT)] * many,
        signs=SIGNS,
        operator=note[:100],
    )
    chosen = Choices(days, letter, frozenset(one.day for one in history), name)
    assert pages_of(lay_out(page_of(source, chosen, TODAY))) == [LETTER if letter else A4]


def test_the_measures_stand_on_it_in_the_words_in_which_they_were_asked() -> None:
    page = page_of(NOBODY, Choices(), TODAY)
    pain, stress = page.scales
    assert pain.startswith("Pain: How strong was your back pain, on average, over the last 24 hours? ")
    assert pain.endswith("0 = no pain, 10 = the worst pain you can imagine.")
    assert stress == "Stress: How stressed have you felt today? 0 = not at all, 10 = extremely."


def test_without_answers_it_says_so_and_has_no_means() -> None:
    page = page_of(NOBODY, Choices(), TODAY)
    assert page.summary == ("No check-ins in this period.",)
    assert (page.rows, page.sections) == ((), ())


def test_means_changes_flares_tags_and_treatments_are_told() -> None:
    history = [
        *of_days(range(40, 33, -1), 7, 5),
        *(replace(ago(day, 3, 4), tags=frozenset({Tag.HEAT}), interference=2) for day in range(6, 0, -1)),
        ago(0, 8, 4),
    ]
    source = replace(NOBODY, history=history, sessions=[Session(TODAY - timedelta(2), "shiatsu", 6, 3)])
    text = lines_of(page_of(source, Choices(), TODAY))
    assert "On average pain 3.7 and stress 4.0; 7 of 28 days answered." in text
    assert "Pain of the last 7 days: 3.3 points lower than in the first week." in text
    assert "First week (from 21 January 2026) 7.0 (7 answers) 5.0 (7 answers)" in text
    assert "1 in all: 2 Mar (pain 8)" in text
    assert "heat 6" in text
    assert "28 Feb: Shiatsu (6, 3)" in text
    assert "week to 1 Mar: 2" in text


def test_only_notes_that_were_ticked_are_on_it_and_thoughts_of_self_harm_never() -> None:
    history = [replace(ago(1, 5), note="private thing"), replace(ago(0, 5), note="for the doctor")]
    records = [
        AssessmentRecord(Urgency.CRISIS, ("e-crisis",), NOW, HeardIn.TEXT),
        AssessmentRecord(Urgency.URGENT, ("u-one-leg", "e-crisis"), NOW, HeardIn.TEXT),
    ]
    source = replace(NOBODY, history=history, records=records, signs=SIGNS)
    text = lines_of(page_of(source, Choices(notes=frozenset({TODAY})), TODAY))
    assert "for the doctor" in text
    assert "One weak leg" in text
    assert "private" not in text
    assert "suicide" not in text


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("Zoë Müller-Łukasiewicz", True), ("Ольга Иванова", True), ("Ελένη Παπαδοπούλου", True),
        ("O'Brien, Sean", True), ("e\u0301lodie", True), ("ليلى", False), ("דנה", False), ("王小明", False),
        ("नेहा", False), ("Sam 😀", False), ("", False), ("   ", False), ("Ana\u202eevil", False),
    ],
)  # fmt: skip
def test_a_name_stands_on_it_in_scripts_of_its_font_and_else_the_line_is_left_for_a_pen(
    name: str, stands: bool
) -> None:
    page = page_of(NOBODY, Choices(name=name), TODAY)
    assert can_print(name) == bool(page.name) == stands
    assert len(pages_of(lay_out(page))) == 1


@given(st.text(max_size=80))
def test_any_name_can_be_judged(name: str) -> None:
    assert can_print(name) in {True, False}


def test_a_longer_time_is_drawn_in_means_of_weeks() -> None:
    source = replace(NOBODY, history=of_days(range(90, -1, -1), 4))
    month, quarter = (page_of(source, Choices(days), TODAY).chart for days in PERIODS[:2])
    assert (month.step, len(month.pain)) == (1, 28)
    assert (quarter.step, quarter.pain, quarter.day(12)) == (7, (4.0,) * 13, TODAY)


def test_nothing_heavy_is_loaded_before_a_page_is_laid_out() -> None:
    code = "import sys, bot.views.page; print({'fpdf', 'matplotlib', 'telegram'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_the_font_lacks_is_never_told_to_a_log(capfd: pytest.CaptureFixture[str]) -> None:
    source = replace(NOBODY, history=[replace(ago(0, 5), note="secret 😀 שלום")])
    assert zlib.crc32(lay_out(page_of(source, Choices(notes=frozenset({TODAY})), TODAY)))
    assert capfd.readouterr().err == ""
