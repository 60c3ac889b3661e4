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
    """The mean, and of how many answers; plain text."""
    told = [score for score in scores if score is not None]
    if not told:
        return f"{name}: no answers in this time."
    if len(told) == 1:
        return f"{name}: {told[0]:.0f}, the one answer."
    of = f"all {len(told)} days" if len(told) == len(scores) else f"your last {len(told)} answers"
    return f"{name}: {fmean(told):.1f} on average, over {of}."


def change_line(name: str, change: Change, before: str, whose: str = "your") -> str:
    """What became of a mean, as far as it matters; plain text."""
    if change.direction is Direction.SAME:
        return f"{name} of {whose} last 7 days: no change that matters beside {before}."
    way = "lower" if change.direction is Direction.BETTER else "higher"
    return (
        f"{name} of {whose} last 7 days: {abs(change.points):.1f} points {way} than in {before}. "
        "That is a change that matters."
    )
