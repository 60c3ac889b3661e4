"""Drawing the picture of /stats. Loads matplotlib, so only `bars.draw` imports this."""

from datetime import timedelta
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.domain.discretion import FEWEST
from bot.views.bars import Bars

_INK, _FAINT, _COLORS = "#222222", "#D5D5D5", ("#0072B2", "#D55E00")
_TEXT = 14  # points


def picture(bars: Bars) -> bytes:
    """The bars of each count below one another, as PNG."""
    drawing = Figure((7.2, 4.8), 150, facecolor="#FFFFFF", edgecolor=_FAINT, linewidth=3)
    FigureCanvasAgg(drawing)
    rows = drawing.subplots(2, sharex=True)
    for axes, (name, counts), color in zip(rows, bars.shown(), _COLORS, strict=True):
        _bars(axes, name, counts, color)
    _dates(rows[-1], bars)
    note = f"Days in UTC. Fewer than {FEWEST} are not shown."
    drawing.text(0.5, 0.03, note, fontsize=_TEXT - 2, color=_INK, ha="center")
    drawing.subplots_adjust(left=0.11, right=0.96, top=0.9, bottom=0.19, hspace=0.5)
    dots = BytesIO()
    drawing.savefig(dots, format="png")
    return dots.getvalue()


def _bars(axes: Axes, name: str, counts: tuple[int, ...], color: str) -> None:
    axes.bar(range(len(counts)), counts, color=color, width=0.75)
    if not any(counts):
        middle = ((len(counts) - 1) / 2, FEWEST / 2)
        axes.annotate(f"fewer than {FEWEST} on each day", middle, fontsize=_TEXT, color=_INK, ha="center")
    axes.set_title(name, loc="left", fontsize=_TEXT, fontweight="bold", color=_INK)
    axes.set_ylim(0, max(*counts, FEWEST) * 1.1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    axes.tick_params(length=0, labelsize=_TEXT - 1, labelcolor=_INK)
    axes.grid(visible=True, axis="y", color=_FAINT)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)


def _dates(axes: Axes, bars: Bars) -> None:
    count = len(bars.answers)
    places = range(count - 1, -1, -3)
    days = [bars.last - timedelta(count - 1 - place) for place in places]
    axes.set_xticks(places, [f"{day.day} {day:%b}" for day in days])
