"""The check-in: one message that edits itself."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.advice import Advice
from bot.domain.checkin import HIGHEST, LOWEST, CheckIn, Misread, Tag
from bot.domain.seek_help import SeekHelp
from bot.views import advice
from bot.views.callbacks import (
    Callback,
    CheckInNow,
    GiveConsent,
    RateDay,
    RatePain,
    RateStress,
    ShowSettings,
    SkipCheckIn,
    SkipNote,
    SkipStress,
    TagDay,
)
from bot.views.screen import TICKED, Button, Screen, bold, in_rows, paragraphs
from bot.views.words import SEEK_HELP, day_name

_SCORES = range(LOWEST, HIGHEST + 1)


def _scale(taps: list[Callback], skip: Button) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(str(score), tap) for score, tap in zip(_SCORES, taps, strict=True)]
    return (tuple(buttons[:6]), tuple(buttons[6:]), (skip,))


def pain_question(day: date, today: date) -> Screen:
    when = "over the last 24 hours" if day == today else day_name(day, today)
    return Screen(
        paragraphs(
            bold("How is your back?"),
            f"How strong was your back pain, on average, {when}?\n"
            "0 = no pain, 10 = the worst pain you can imagine.",
        ),
        _scale([RatePain(day, score) for score in _SCORES], Button("Skip", SkipCheckIn(day))),
    )


def stress_question(day: date, today: date, pain: int) -> Screen:
    when = "today" if day == today else day_name(day, today)
    return Screen(
        paragraphs(
            f"Pain {pain}.",
            f"How stressed have you felt {when}?\n0 = not at all, 10 = extremely.",
        ),
        _scale([RateStress(day, pain, score) for score in _SCORES], Button("Skip", SkipStress(day, pain))),
    )


def scores(checkin: CheckIn) -> str:
    """Both scores by name."""
    return f"Pain {checkin.pain}" + ("" if checkin.stress is None else f", stress {checkin.stress}")


def recorded(checkin: CheckIn, today: date, seek_help: SeekHelp, said: Sequence[Advice] = ()) -> Screen:
    """The check-in is stored, and what it calls for is said; a note may follow."""
    day = "" if checkin.day == today else f" ({day_name(checkin.day, today)})"
    other = today - timedelta(days=1) if checkin.day == today else today
    buttons = [Button("Done", SkipNote(checkin.day)), Button("Change", RateDay(checkin.day))]
    correct = Button(f"Fill in {day_name(other, today)}", RateDay(other))
    slept_badly = Tag.SLEPT_BADLY in (checkin.tags or ())
    tag = Button(
        (TICKED if slept_badly else "") + "I slept badly",
        TagDay(checkin.day, Tag.SLEPT_BADLY, not slept_badly),
    )
    return Screen(
        paragraphs(
            f"{bold(scores(checkin))}{day}. Thank you.",
            *advice.paragraphs_of(checkin, said, seek_help),
            "Anything to add? Type a note, or tap Done. Notes are kept for you; no one reads them.",
        ),
        (*advice.rows_of(checkin, said), *in_rows(buttons, 2), (tag,), (correct,)),
    )


def finished(checkin: CheckIn, today: date, seek_help: SeekHelp, noted: bool) -> Screen:
    day = "" if checkin.day == today else f" ({day_name(checkin.day, today)})"
    saved = " Your note is saved. No one reads it; if something worries you, please look here."
    return Screen(
        paragraphs(
            f"{bold(scores(checkin))}{day}.{saved if noted else ''}",
            *advice.emergency_line(checkin, seek_help),
        ),
        ((Button("Change", RateDay(checkin.day)),), *(((SEEK_HELP,),) if noted else ())),
    )


def skipped() -> Screen:
    return Screen("No check-in, and that is fine. /checkin works whenever you like.")


def misread(problem: Misread) -> str:
    if problem is Misread.OUT_OF_RANGE:
        return "The scale goes from 0 to 10 in whole numbers. Tap or type one of those."
    return "I could not read that as a score. Tap a number, or type two such as 6 4 (pain, stress)."


def soft_line() -> Screen:
    """r-missed: one soft line after three missed days, then silence. Never guilt."""
    return Screen(
        "No check-ins for a few days, and that is perfectly fine. I will stop asking, and your tips go on. "
        "Whenever you want to, one tap starts it again.",
        ((Button("Check in now", CheckInNow()),),),
    )


def needs_consent() -> Screen:
    """Scores cannot be kept without consent."""
    return Screen(
        "You chose not to have health answers kept, so I cannot record a check-in. You can change that here.",
        (
            (Button("Keep my answers", GiveConsent(given=True)),),
            (Button("Leave it as it is", ShowSettings()),),
        ),
    )
