"""How measures are put into words. Light to import: the page for the doctor is made elsewhere with these."""

from statistics import fmean

from bot.domain.checkin import Tag
from bot.domain.trend import Change, Direction
from bot.views.chart import Scores

TAGS = {
    Tag.SLEPT_BADLY: "I slept badly",
    Tag.LONG_SITTING: "Long sitting",
    Tag.EXERCISE: "Exercise",
    Tag.MASSAGE: "Massage",
    Tag.HEAT: "Heat",
    Tag.BAD_DAY: "A bad day",
}


def mean_line(name: str, scores: Scores) -> str:
    """The mean, the least and the most, and of how many answers; plain text."""
    told = [score for score in scores if score is not None]
    if not told:
        return f"{name}: no answers in this time."
    if len(told) == 1:
        return f"{name}: {told[0]:.0f}, the one answer."
    of = f"all {len(told)} days" if len(told) == len(scores) else f"your last {len(told)} answers"
    ends = f", from {min(told):.0f} to {max(told):.0f}" if min(told) < max(told) else ""
    return f"{name}: {number(fmean(told))} on average{ends}, over {of}."


def number(value: float) -> str:
    """With one decimal where there is any."""
    return f"{value:.1f}".removesuffix(".0")


def change_line(name: str, change: Change, latest: str, before: str) -> str:
    """What became of a mean, as far as it matters; plain text. `latest` and `before` say what it is of."""
    if change.direction is Direction.SAME:
        return f"{name} of {latest}: no change that matters beside {before}."
    way = "lower" if change.direction is Direction.BETTER else "higher"
    return (
        f"{name} of {latest}: {abs(change.points):.1f} points {way} than in {before}. "
        "That is a change that matters."
    )
