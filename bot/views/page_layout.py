"""Laying the page for the doctor out as PDF. Loads fpdf2, so only the process that draws imports it.

The page is always exactly one: every part is measured first, and what does not fit is cut, and that is said.
"""

import unicodedata
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from bot.domain.checkin import HIGHEST
from bot.views.chart import Chart, Scores
from bot.views.page import Page

_FONT = "DejaVu"
_MARGIN, _FOOT = 15.0, 12.0  # millimetres
_TEXT, _SMALL, _HEADING, _TITLE = 9.5, 8.0, 10.0, 17.0  # points
_LEADING = 0.48  # millimetres of a line for each point of its text
_CHART = 46.0  # millimetres high
_UNKNOWN = "▯"  # in the place of what the font lacks
_INK, _GREY, _FAINT = 20, 110, 215
_FROM_RIGHT = frozenset({"R", "AL", "AN"})


class _Paper(FPDF):
    """A sheet with our font, and text that only has letters of it."""

    def __init__(self, page: Page) -> None:
        super().__init__(format="letter" if page.letter else "A4")
        folder = _fonts()
        self.add_font(_FONT, "", folder / "DejaVuSans.ttf")
        self.add_font(_FONT, "B", folder / "DejaVuSans-Bold.ttf")
        self.set_auto_page_break(False)
        self.set_margin(_MARGIN)
        self.set_title(page.title)
        self.set_creator("Backcare")
        self.add_page()
        self.plain()

    @property
    def room(self) -> float:
        """Millimetres left above the foot."""
        return float(self.h - _MARGIN - _FOOT - self.get_y())

    def plain(self, size: float = _TEXT, style: str = "", grey: int = _INK) -> None:
        self.set_font(_FONT, style, size)
        self.set_text_color(grey)

    def known(self, text: str) -> str:
        """The text in letters that the font has."""
        have = self.current_font.cmap  # type: ignore[union-attr]

        def stands(letter: str) -> bool:
            return ord(letter) in have and unicodedata.bidirectional(letter) not in _FROM_RIGHT

        letters = unicodedata.normalize("NFC", text)
        return "".join(letter if stands(letter) else _UNKNOWN for letter in letters)

    def lines(self, text: str, most: int, size: float = _TEXT) -> int:
        """Write a text in as many lines as it takes, at most `most`; how many lines it took."""
        height = size * _LEADING
        measured: Any = self.multi_cell(
            self.epw, height, self.known(text), dry_run=True, output=MethodReturnValue.LINES
        )
        fitting: list[str] = measured
        if len(fitting) > most:
            fitting = [*fitting[: most - 1], _cut(fitting[most - 1])]
        for line in fitting:
            self.cell(self.epw, height, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        return len(fitting)


def lay_out(page: Page) -> bytes:
    """The page as PDF."""
    paper = _Paper(page)
    _head(paper, page)
    _draw(paper, page.chart)
    _table(paper, page)
    for heading, lines in page.sections:
        _section(paper, heading, lines)
    _foot(paper, page)
    return bytes(paper.output())


def _fonts() -> Path:
    """DejaVu comes with matplotlib, which need not be loaded for it."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, which brings the fonts")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


def _cut(line: str) -> str:
    return line[:-1].rpartition(" ")[0].rstrip(",;:. ") + " …"


def _head(paper: _Paper, page: Page) -> None:
    paper.plain(_TITLE, "B")
    paper.cell(90, 8, page.title)
    paper.plain(_TEXT)
    name = paper.known(page.name)
    paper.set_x(paper.w - _MARGIN - 90)
    paper.cell(14, 8, "Name:")
    if name and _UNKNOWN not in name:
        paper.cell(76, 8, name)
    paper.line(paper.w - _MARGIN - 76, paper.get_y() + 7, paper.w - _MARGIN, paper.get_y() + 7)
    paper.ln(9)
    paper.plain(_SMALL, grey=_GREY)
    paper.lines(page.period, 1, _SMALL)
    paper.ln(1)
    paper.plain(_HEADING, "B")
    for line in page.summary:
        paper.lines(line, 2, _HEADING)
    paper.ln(1)
    paper.plain(_SMALL, grey=_GREY)
    for line in page.scales:
        paper.lines(line, 2, _SMALL)
    paper.ln(2)


def _draw(paper: _Paper, chart: Chart) -> None:
    """Lines of the page itself: sharp in print, and told apart without colours."""
    left, top, width = paper.l_margin + 6, paper.get_y() + 2, paper.epw - 24
    paper.plain(_SMALL, grey=_GREY)
    paper.set_draw_color(_FAINT)
    paper.set_line_width(0.15)
    for score in range(0, HIGHEST + 1, 5):
        y = _height(top, score)
        paper.line(left, y, left + width, y)
        paper.text(left - 5, y + 1, str(score))
    step = width / max(1, len(chart.pain) - 1)
    for place in _dates(len(chart.pain)):
        day = chart.day(place)
        paper.text(left + place * step - 4, top + _CHART + 5.5, f"{day.day} {day:%b}")
    paper.set_draw_color(_INK)
    for place in chart.sessions:
        _triangle(paper, left + place * step, top + _CHART + 1.6)
    _line(paper, chart.stress, left, top, step, dashed=True)
    _line(paper, chart.pain, left, top, step, dashed=False)
    paper.plain(_SMALL, grey=_INK)
    paper.text(left + width + 2, top + 3, "● pain")
    paper.text(left + width + 2, top + 8, "□ stress")
    if chart.sessions:
        paper.text(left + width + 2, top + 13, "▲ session")
    if chart.step > 1:
        paper.text(left + width + 2, top + 20, "means of")
        paper.text(left + width + 2, top + 24, "weeks")
    paper.set_y(top + _CHART + 9)


def _height(top: float, score: float) -> float:
    return top + _CHART * (1 - score / HIGHEST)


def _dates(places: int) -> list[int]:
    return list(range(places - 1, -1, -max(1, (places - 1) // 4)))


def _line(paper: _Paper, scores: Scores, left: float, top: float, step: float, *, dashed: bool) -> None:
    """A line that breaks where a day is missing, with a mark for each answer."""
    radius = min(0.8, max(0.3, step / 3))
    paper.set_line_width(0.25 if dashed else 0.45)
    paper.set_dash_pattern(dash=1.2 if dashed else 0, gap=0.8 if dashed else 0)
    points = [
        None if score is None else (left + place * step, _height(top, score))
        for place, score in enumerate(scores)
    ]
    for here, there in pairwise(points):
        if here and there:
            paper.line(*here, *there)
    paper.set_dash_pattern()
    paper.set_fill_color(255 if dashed else _INK)
    for x, y in filter(None, points):
        if dashed:
            paper.rect(x - radius, y - radius, 2 * radius, 2 * radius, "DF")
        else:
            paper.ellipse(x - radius, y - radius, 2 * radius, 2 * radius, "F")


def _triangle(paper: _Paper, x: float, y: float) -> None:
    paper.set_fill_color(_INK)
    paper.polygon([(x, y - 1.3), (x - 1.1, y + 0.6), (x + 1.1, y + 0.6)], style="F")


def _table(paper: _Paper, page: Page) -> None:
    height, widths = 5.2, (paper.epw * 0.44, paper.epw * 0.28, paper.epw * 0.28)
    if not page.rows:
        return
    lines: Sequence[tuple[str, str, str]] = [
        ("Means", "Pain", "Stress"),
        *((row.label, row.pain, row.stress) for row in page.rows),
    ]
    paper.set_draw_color(_FAINT)
    for place, cells in enumerate(lines):
        paper.plain(_TEXT, "B" if place == 0 else "")
        for text, width in zip(cells, widths, strict=True):
            paper.cell(width, height, paper.known(text), border="B")
        paper.ln(height)
    paper.ln(2)


def _section(paper: _Paper, heading: str, lines: Sequence[str]) -> None:
    """A heading and its lines, as far as there is room; what is left out is counted."""
    height = _TEXT * _LEADING
    if paper.room < 3 * height:
        return
    paper.plain(_HEADING, "B")
    paper.lines(heading, 1, _HEADING)
    paper.plain(_TEXT)
    for place, line in enumerate(lines):
        rest = len(lines) - place
        room = int(paper.room / height) - (1 if rest > 1 else 0)
        if room < 1:
            paper.plain(_SMALL, grey=_GREY)
            paper.lines(f"and {rest} more that had no room here", 1, _SMALL)
            break
        paper.lines(line, min(room, 4))
    paper.ln(1.5)


def _foot(paper: _Paper, page: Page) -> None:
    paper.set_y(paper.h - _MARGIN - _FOOT + 3)
    paper.plain(_SMALL, grey=_GREY)
    paper.lines(page.foot, 2, _SMALL)
