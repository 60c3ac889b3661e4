"""/stats: how the bot is doing. A small count of people is not told: it might be about somebody one knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.domain.capacity import Capacity
from bot.domain.discretion import FEWEST, may_be_told
from bot.domain.library import Library
from bot.domain.profile import Status
from bot.domain.triage import Urgency
from bot.views.bars import Bars, draw
from bot.views.screen import Attachment, Form, Screen, bold, bullets, paragraphs
from bot.views.words import shorten

_FEW = f"fewer than {FEWEST}"
_WEEK = 7
_NAMED_TIPS = 3
_TITLE = 40  # characters of a tip's name
_STATUSES = {
    Status.ACTIVE: "subscribed",
    Status.JOINING: "began /start and did not finish",
    Status.STOPPED: "stopped",
    Status.BLOCKED: "blocked the bot",
}


@dataclass(frozen=True, slots=True)
class Stats:
    """What is counted. By day (in UTC, the oldest first): newcomers and answered check-ins; within 30 days:
    levels heard, and tips that were said to be not for one."""

    people: Mapping[Status, int]
    newcomers: Mapping[date, int]
    answers: Mapping[date, int]
    levels: Mapping[Urgency, int]
    disliked: Mapping[str, int]
    waiting_feedback: int
    ahead: Capacity
    rate: int


def stats(counted: Stats, library: Library) -> Screen:
    days = tuple(counted.answers)
    bars = Bars(days[-1], tuple(counted.newcomers.values()), tuple(counted.answers.values()))
    return Screen(
        paragraphs(
            _people(counted),
            bold("Heard within 30 days") + "\n" + _heard(counted.levels),
            bold("Said to be not for them, within 30 days") + "\n" + _disliked(counted, library),
            bold("Messages of the next 24 hours") + "\n" + _ahead(counted.ahead, counted.rate),
        ),
        attachment=Attachment(Form.PICTURE, "stats.png", partial(draw, bars)),
    )


def _people(counted: Stats) -> str:
    lines = [f"{name}: {_told(counted.people.get(status, 0))}" for status, name in _STATUSES.items()]
    lines.append(f"new within 7 days: {_told(_of_week(counted.newcomers))}")
    lines.append(f"check-ins answered within 7 days: {_told(_of_week(counted.answers))}")
    lines.append(f"feedback that waits in /inbox: {counted.waiting_feedback:,}")
    return bold("People") + "\n" + bullets(lines)


def _of_week(by_day: Mapping[date, int]) -> int:
    return sum(list(by_day.values())[-_WEEK:])


def _heard(levels: Mapping[Urgency, int]) -> str:
    often = [level for level in Urgency if level is not Urgency.NONE and may_be_told(levels.get(level, 0))]
    if not often:
        return f"no kind of danger {FEWEST} times or more"
    return bullets([*(f"{level.value}: {levels[level]:,}" for level in often), f"any other: {_FEW}"])


def _disliked(counted: Stats, library: Library) -> str:
    often = sorted(counted.disliked.items(), key=lambda one: (-one[1], one[0]))
    told = [(tip, n) for tip, n in often if may_be_told(n) and tip in library.tips][:_NAMED_TIPS]
    if not told:
        return f"no tip by {FEWEST} people or more"
    return bullets([f"{shorten(library.tips[tip].title, _TITLE)}: {n:,}" for tip, n in told])


def _ahead(ahead: Capacity, rate: int) -> str:
    wait = round(ahead.longest_wait.total_seconds() / 60)
    longest = f"{ahead.messages:,} tips and check-ins. At {rate} a second the last waits {wait:,} minutes"
    if ahead.fits:
        return f"{longest}; all are in time."
    return f"{longest}, and those that wait over 3 hours are skipped. SEND_RATE={ahead.needed} would do."


def _told(count: int) -> str:
    """Not even whether there are any: where few people are, a first one would tell of somebody."""
    return f"{count:,}" if may_be_told(count) else _FEW
