"""Laying the page for the doctor out as PDF. Loads fpdf2, so only the process that draws imports it.

The page is always exactly one: every part is measured first, and what does not fit is cut, and that is said.
"""

from collections.abc import Sequence

from bot.views.page import Page
from bot.views.page.diagram import draw_chart
from bot.views.page.paper import (
    FAINT,
    FOOT,
    GREY,
    HEADING,
    LEADING,
    MARGIN,
    SMALL,
    TEXT,
    TITLE,
    UNKNOWN,
    Paper,
)


def lay_out(page: Page) -> bytes:
    """The page as PDF."""
    paper = Paper(page)
    _head(paper, page)
    draw_chart(paper, page.chart)
    _table(paper, page)
    for heading, lines in page.sections:
        _section(paper, heading, lines)
    _foot(paper, page)
    return bytes(paper.output())


def _head(paper: Paper, page: Page) -> None:
    paper.plain(TITLE, "B")
    paper.cell(90, 8, page.title)
    paper.plain(TEXT)
    name = paper.known(page.name)
    paper.set_x(paper.w - MARGIN - 90)
    paper.cell(14, 8, "Name:")
    if name and UNKNOWN not in name:
        paper.cell(76, 8, name)
    paper.line(paper.w - MARGIN - 76, paper.get_y() + 7, paper.w - MARGIN, paper.get_y() + 7)
    paper.ln(9)
    paper.plain(SMALL, grey=GREY)
    paper.lines(page.period, 1, SMALL)
    paper.ln(1)
    paper.plain(HEADING, "B")
    for line in page.summary:
        paper.lines(line, 2, HEADING)
    paper.ln(1)
    paper.plain(SMALL, grey=GREY)
    for line in page.scales:
        paper.lines(line, 2, SMALL)
    paper.ln(2)


def _table(paper: Paper, page: Page) -> None:
    height, widths = 5.2, (paper.epw * 0.44, paper.epw * 0.28, paper.epw * 0.28)
    if not page.rows:
        return
    lines: Sequence[tuple[str, str, str]] = [
        ("Means", "Pain", "Stress"),
        *((row.label, row.pain, row.stress) for row in page.rows),
    ]
    paper.set_draw_color(FAINT)
    for place, cells in enumerate(lines):
        paper.plain(TEXT, "B" if place == 0 else "")
        for text, width in zip(cells, widths, strict=True):
            paper.cell(width, height, paper.known(text), border="B")
        paper.ln(height)
    paper.ln(2)


def _section(paper: Paper, heading: str, lines: Sequence[str]) -> None:
    """A heading and its lines, as far as there is room; what is left out is counted."""
    height = TEXT * LEADING
    if paper.room < 3 * height:
        return
    paper.plain(HEADING, "B")
    paper.lines(heading, 1, HEADING)
    paper.plain(TEXT)
    for place, line in enumerate(lines):
        rest = len(lines) - place
        room = int(paper.room / height) - (1 if rest > 1 else 0)
        if room < 1:
            paper.plain(SMALL, grey=GREY)
            paper.lines(f"and {rest} more that had no room here", 1, SMALL)
            break
        paper.lines(line, min(room, 4))
    paper.ln(1.5)


def _foot(paper: Paper, page: Page) -> None:
    paper.set_y(paper.h - MARGIN - FOOT + 3)
    paper.plain(SMALL, grey=GREY)
    paper.lines(page.foot, 2, SMALL)
