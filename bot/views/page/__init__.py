"""The page for the doctor as a value: what may be chosen, and what stands on it. Light to import."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.views.chart import Chart

PERIODS = (28, 91, 365)  # days
LONGEST_NAME = 60  # characters
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK"})  # of the font that is laid out with
_SIGNS = " -'’.,·"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose. `notes`: the days whose notes go on the page. A name of "" leaves a line for a
    pen."""

    days: int = PERIODS[0]
    letter: bool = False  # the paper; else A4
    notes: frozenset[date] = frozenset()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of means, each of so many answers."""

    label: str
    pain: str
    stress: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page, as plain text; a list is shown as far as there is room, the first "
    "first."""

    title: str
    name: str
    period: str
    summary: tuple[str, ...]
    scales: tuple[str, ...]
    chart: Chart
    rows: tuple[Row, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]  # heading, and lines
    foot: str
    letter: bool


def can_print(name: str) -> bool:
    """Whether a name is of letters that the page's font has, and that stand one after the other."""
    letters = unicodedata.normalize("NFC", name)
    return bool(letters.strip()) and all(
        letter in _SIGNS or (letter.isalpha() and unicodedata.name(letter, " ").split(" ")[0] in _SCRIPTS)
        for letter in letters
    )


def lay_out(page: Page) -> bytes:
    """The page as PDF."""
    from bot.views.page import layout  # noqa: PLC0415  fpdf2 is loaded where pages are made, and only there

    return layout.lay_out(page)
