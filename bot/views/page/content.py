"""What stands on the page for the doctor, out of what is kept of a person."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.alarm import AssessmentRecord
from bot.domain.checkin import CheckIn
from bot.domain.schedule import local_day
from bot.domain.sessions import Session
from bot.domain.sign_check import CRISIS_SIGNS
from bot.domain.trend import WEEK, Mean, flares, mean, trend, window
from bot.domain.triage import Urgency
from bot.views.chart import Chart, by_week, chart_of
from bot.views.measures import TAGS, change_line
from bot.views.page import PERIODS, Choices, Page, Row, can_print
from bot.views.scales import INTERFERENCE, PAIN, STRESS

_SINGLE_DATES = 12


@dataclass(frozen=True, slots=True)
class Source:
    """What is read of a person for the page, and who runs the bot. `signs` and `techniques` give names by "
    "id."""

    history: Sequence[CheckIn]
    sessions: Sequence[Session]
    records: Sequence[AssessmentRecord]
    signs: dict[str, str]
    techniques: dict[str, str]
    zone: str
    operator: str


def page_of(source: Source, choices: Choices, today: date) -> Page:
    """The page of the `choices.days` that end with today."""
    told = window(source.history, today, choices.days)
    name = choices.name if can_print(choices.name) else ""
    return Page(
        title="Back pain diary",
        name=unicodedata.normalize("NFC", name),
        period=f"{_day(today - timedelta(choices.days - 1))} to {_day(today)}, made on {_day(today)}",
        summary=_summary(source, told, choices.days, today),
        scales=tuple(f"{scale.name}: {scale.asked()} {scale.anchors}" for scale in (PAIN, STRESS)),
        chart=_chart(source, choices.days, today),
        rows=_rows(source.history, told, choices.days, today),
        sections=tuple(
            (heading, lines)
            for heading, lines in (
                ("Warning signs noticed", _warnings(source, choices.days, today)),
                ("Days with a flare (pain 7 or more, or clearly above usual)", _flares(source, told)),
                (f"How much pain got in the way ({INTERFERENCE.anchors})", _interference(told)),
                ("Marked by the patient, in days", _tags(told)),
                ("Treatments (pain before, pain next day)", _sessions(source, choices.days, today)),
                ("Notes the patient chose to share", _notes(told, choices.notes)),
            )
            if lines
        ),
        foot=(
            f"Reported by the patient in a chat with an automated bot run by {source.operator}. Not a "
            "medical "
            "record; nobody has checked it. A change counts from 2 points or 30 %."
        ),
        letter=choices.letter,
    )


def _chart(source: Source, days: int, today: date) -> Chart:
    """Day by day for a month; a longer time shows in means of weeks."""
    chart = chart_of(source.history, source.sessions, today, days)
    return chart if days == PERIODS[0] else by_week(chart)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _summary(source: Source, told: Sequence[CheckIn], days: int, today: date) -> tuple[str, ...]:
    """What matters, first."""
    if not told:
        return ("No check-ins in this period.",)
    found = trend(source.history, today)
    means = (mean([(one.day, one.pain) for one in told], today, days), mean(_stress(told), today, days))
    both = " and ".join(
        f"{name} {of.value:.1f}" for name, of in zip(("pain", "stress"), means, strict=True) if of is not None
    )
    changes = (("Pain", found.pain.since_first), ("Stress", found.stress.since_first))
    return (
        f"On average {both}; {len(told)} of {days} days answered.",
        *(
            change_line(name, change, "the last 7 days", "the first week")
            for name, change in changes
            if change is not None
        ),
    )


def _rows(history: Sequence[CheckIn], told: Sequence[CheckIn], days: int, today: date) -> tuple[Row, ...]:
    first = min((one.day for one in history), default=today)
    spans = (
        (f"First week (from {_day(first)})", first + timedelta(WEEK - 1), WEEK),
        ("This period", today, days),
        ("Last 7 days", today, WEEK),
    )
    pain = [(one.day, one.pain) for one in history]
    if not told:
        return ()
    return tuple(
        Row(label, _mean(mean(pain, last, span)), _mean(mean(_stress(history), last, span)))
        for label, last, span in spans
    )


def _stress(history: Iterable[CheckIn]) -> list[tuple[date, int]]:
    return [(one.day, one.stress) for one in history if one.stress is not None]


def _mean(of: Mean | None) -> str:
    if of is None:
        return "–"
    return f"{of.value:.0f} (1 answer)" if of.answers == 1 else f"{of.value:.1f} ({of.answers} answers)"


def _flares(source: Source, told: Iterable[CheckIn]) -> tuple[str, ...]:
    found = flares(source.history)
    days = [f"{_short(one.day)} (pain {one.pain})" for one in told if one.day in found]
    if not days:
        return ()
    more = f" and {len(days) - _SINGLE_DATES} earlier" if len(days) > _SINGLE_DATES else ""
    return (f"{len(days)} in all: {', '.join(days[-_SINGLE_DATES:])}{more}",)


def _interference(told: Iterable[CheckIn]) -> tuple[str, ...]:
    weeks = [f"week to {_short(one.day)}: {one.interference}" for one in told if one.interference is not None]
    return ("; ".join(weeks[-_SINGLE_DATES:]),) if weeks else ()


def _tags(told: Iterable[CheckIn]) -> tuple[str, ...]:
    counted = Counter(tag for one in told for tag in one.tags or ())
    names = {tag: label.removeprefix("I ").removeprefix("A ").lower() for tag, label in TAGS.items()}
    line = "; ".join(f"{names[tag]} {count}" for tag, count in counted.most_common())
    return (line,) if line else ()


def _sessions(source: Source, days: int, today: date) -> tuple[str, ...]:
    """The newest first."""
    found = [one for one in source.sessions if timedelta() <= today - one.day < timedelta(days)]
    return tuple(
        f"{_short(one.day)}: {source.techniques.get(one.technique or '', 'another kind')}"
        f" ({_score(one.pain_before)}, {_score(one.pain_next_day)})"
        for one in reversed(found)
    )


def _score(score: int | None) -> str:
    return "–" if score is None else str(score)


def _warnings(source: Source, days: int, today: date) -> tuple[str, ...]:
    """The newest first. Thoughts of self-harm are left off: that page may be seen by anybody."""
    lines = []
    for record in source.records:
        day = local_day(record.at, source.zone)
        told = [sign for sign in record.signs if sign not in CRISIS_SIGNS]
        signs = [source.signs[sign] for sign in told if sign in source.signs]
        if record.level is not Urgency.CRISIS and signs and today - day < timedelta(days):
            lines.append(f"{_short(day)}: {'; '.join(signs)}")
    return tuple(lines)


def _notes(told: Sequence[CheckIn], chosen: frozenset[date]) -> tuple[str, ...]:
    """The newest first."""
    return tuple(
        f"{_short(one.day)} (pain {one.pain}): {' '.join(one.note.split())}"
        for one in reversed(told)
        if one.note and one.day in chosen
    )
