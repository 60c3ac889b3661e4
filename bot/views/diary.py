"""What belongs to check-ins besides the two scores: other days, notes, and the question about the week."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.checkin import MAX_AGE_DAYS, MAX_NOTE, CheckIn, Closed
from bot.domain.seek_help import SeekHelp
from bot.views.advice import emergency_line
from bot.views.callbacks import RateDay, RateWeek, RemoveNote, SkipNote, SkipWeek
from bot.views.checkins import SCORES, scale_rows
from bot.views.scales import INTERFERENCE
from bot.views.screen import Button, Screen, bold, in_rows, paragraphs
from bot.views.words import day_name


def days(history: Iterable[CheckIn], today: date, joined: date) -> Screen:
    """Every day that takes an answer, the newest first."""
    told = {one.day: one for one in history}
    count = min(MAX_AGE_DAYS, (today - joined).days)
    dates = [today - timedelta(ago) for ago in range(max(count, 0) + 1)]
    return Screen(
        paragraphs(
            bold("Which day?"),
            "Pain and stress of each day that I can still take. Tap one to fill it in or change it. "
            "A day without an answer is fine.",
        ),
        in_rows([Button(f"{_short(day, today)}: {_told(told.get(day))}", RateDay(day)) for day in dates], 2),
    )


def _short(day: date, today: date) -> str:
    return day_name(day, today).capitalize() if (today - day).days < 2 else f"{day:%a} {day.day}"  # noqa: PLR2004


def _told(checkin: CheckIn | None) -> str:
    if checkin is None:
        return "–"
    return f"{checkin.pain}" if checkin.stress is None else f"{checkin.pain} · {checkin.stress}"


def closed(why: Closed) -> str:
    """Why a day takes no answer."""
    match why:
        case Closed.AHEAD:
            return "That day has not come yet."
        case Closed.TOO_LONG_AGO:
            return f"I can take answers for the last {MAX_AGE_DAYS} days, and that day is longer ago."
        case Closed.BEFORE_JOINING:
            return "That day was before you began here, so I keep no answer for it."


def note_too_long(length: int) -> str:
    return (
        f"That note would have {length} characters, and there is room for {MAX_NOTE}. Nothing has changed. "
        "Please send it shorter."
    )


def remove_note_question(day: date) -> Screen:
    return Screen(
        "Remove the note of that day? It cannot be brought back.",
        ((Button("No, keep it", SkipNote(day)),), (Button("Yes, remove it", RemoveNote(day, sure=True)),)),
    )


def week_question(checkin: CheckIn, seek_help: SeekHelp) -> Screen:
    """Follows the check-in that its answer is kept with."""
    day = checkin.day
    return Screen(
        paragraphs(
            "One more for the week, if you like.",
            f"{INTERFERENCE.asked()}\n{INTERFERENCE.anchors}",
            *emergency_line(checkin, seek_help),
        ),
        scale_rows([RateWeek(day, score) for score in SCORES], Button("Skip", SkipWeek(day))),
    )


def week_saved(score: int) -> str:
    return f"In the way this week: {score}. Thank you."


WEEK_UNCLEAR = "I could not read that as a score. Tap or type a whole number from 0 to 10."
