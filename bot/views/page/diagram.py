"""Pain and stress as lines of the page itself: sharp in print, and told apart without colours."""

from itertools import pairwise

from bot.domain.checkin import HIGHEST
from bot.views.chart import Chart, Scores
from bot.views.page.paper import FAINT, GREY, INK, SMALL, Paper

_CHART = 46.0  # millimetres high


def draw_chart(paper: Paper, chart: Chart) -> None:
    """Lines of the page itself: sharp in print, and told apart without colours."""
    left, top, width = paper.l_margin + 6, paper.get_y() + 2, paper.epw - 24
    paper.plain(SMALL, grey=GREY)
    paper.set_draw_color(FAINT)
    paper.set_line_width(0.15)
    for score in range(0, HIGHEST + 1, 5):
        y = _height(top, score)
        paper.line(left, y, left + width, y)
        paper.text(left - 5, y + 1, str(score))
    step = width / max(1, len(chart.pain) - 1)
    for place in _dates(len(chart.pain)):
        day = chart.day(place)
        paper.text(left + place * step - 4, top + _CHART + 5.5, f"{day.day} {day:%b}")
    paper.set_draw_color(INK)
    for place in chart.sessions:
        _triangle(paper, left + place * step, top + _CHART + 1.6)
    _line(paper, chart.stress, left, top, step, dashed=True)
    _line(paper, chart.pain, left, top, step, dashed=False)
    paper.plain(SMALL, grey=INK)
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


def _line(paper: Paper, scores: Scores, left: float, top: float, step: float, *, dashed: bool) -> None:
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
    paper.set_fill_color(255 if dashed else INK)
    for x, y in filter(None, points):
        if dashed:
            paper.rect(x - radius, y - radius, 2 * radius, 2 * radius, "DF")
        else:
            paper.ellipse(x - radius, y - radius, 2 * radius, 2 * radius, "F")


def _triangle(paper: Paper, x: float, y: float) -> None:
    paper.set_fill_color(INK)
    paper.polygon([(x, y - 1.3), (x - 1.1, y + 0.6), (x + 1.1, y + 0.6)], style="F")
