"""The check-in: one message that edits itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from bot.domain.advice import Advice
from bot.domain.checkin import HIGHEST, LOWEST, CheckIn, Misread
from bot.domain.profile import Cadence
from bot.domain.seek_help import SeekHelp
from bot.views import advice
from bot.views.callbacks import (
    Callback,
    CheckInNow,
    ChooseCheckinCadence,
    GiveConsent,
    OpenDay,
    RateDay,
    RatePain,
    RateStress,
    RemoveNote,
    SameAsBefore,
    ShowDays,
    ShowSettings,
    SkipCheckIn,
    SkipNote,
    SkipStress,
    TagDay,
)
from bot.views.consent import WORDING
from bot.views.measures import TAGS
from bot.views.scales import PAIN, STRESS
from bot.views.screen import TICKED, Button, Screen, bold, in_rows, paragraphs
from bot.views.words import CADENCES, SEEK_HELP, day_name, shorten

SCORES = range(LOWEST, HIGHEST + 1)
_GLIMPSE = 160  # characters of a note
Rows = tuple[tuple[Button, ...], ...]


def scale_rows(taps: Sequence[Callback], *below: Button) -> Rows:
    """A button for each score, and rows of one below them."""
    buttons = [Button(str(score), tap) for score, tap in zip(SCORES, taps, strict=True)]
    return (tuple(buttons[:6]), tuple(buttons[6:]), *((button,) for button in below))


def pain_question(day: date, today: date, before: CheckIn | None = None) -> Screen:
    """`before`: the answer of the day before, which one tap repeats."""
    when = "" if day == today else day_name(day, today)
    same = (
        [Button(f"Same as {day_name(before.day, today)}: {scores(before).lower()}", SameAsBefore(day))]
        if before
        else []
    )
    return Screen(
        paragraphs(bold("How is your back?"), f"{PAIN.asked(when)}\n{PAIN.anchors}"),
        scale_rows([RatePain(day, score) for score in SCORES], *same, Button("Skip", SkipCheckIn(day))),
    )


def stress_question(day: date, today: date, pain: int) -> Screen:
    when = "" if day == today else day_name(day, today)
    return Screen(
        paragraphs(f"Pain {pain}.", f"{STRESS.asked(when)}\n{STRESS.anchors}"),
        scale_rows([RateStress(day, pain, score) for score in SCORES], Button("Skip", SkipStress(day, pain))),
    )


def scores(checkin: CheckIn) -> str:
    """Both scores by name."""
    return f"Pain {checkin.pain}" + ("" if checkin.stress is None else f", stress {checkin.stress}")


@dataclass(frozen=True, slots=True)
class Around:
    """What a stored check-in is shown with: today's date and that of subscribing, where help is, what it
    calls for, and lighter cadences to offer."""

    today: date
    joined: date
    seek_help: SeekHelp
    said: Sequence[Advice] = ()
    lighter: Sequence[Cadence] = ()


def recorded(checkin: CheckIn, around: Around) -> Screen:
    """The check-in is stored, and what it calls for is said; tags and a note may follow."""
    return Screen(
        paragraphs(
            f"{bold(scores(checkin))}{_of_day(checkin, around.today)}. Thank you.",
            *advice.paragraphs_of(checkin, around.said, around.seek_help),
            _FEWER if around.lighter else "",
            _note(checkin),
            "Anything to add? Tap what fits, type a note, or tap Done. No one reads your notes.",
        ),
        (
            *advice.rows_of(checkin, around.said),
            (Button("Done", SkipNote(checkin.day)), Button("Change", RateDay(checkin.day))),
            *in_rows(_tags(checkin), 2),
            *_note_rows(checkin),
            *cadence_rows(around.lighter),
            _other_days(checkin, around),
        ),
    )


def _of_day(checkin: CheckIn, today: date) -> str:
    return "" if checkin.day == today else f" ({day_name(checkin.day, today)})"


def _tags(checkin: CheckIn) -> list[Button]:
    told = checkin.tags or frozenset()
    return [
        Button((TICKED if tag in told else "") + label, TagDay(checkin.day, tag, tag not in told))
        for tag, label in TAGS.items()
    ]


def _note(checkin: CheckIn) -> str:
    """The beginning of it, so that the screen has room for it."""
    return f"Your note: <i>{escape(shorten(checkin.note, _GLIMPSE))}</i>" if checkin.note else ""


def _note_rows(checkin: CheckIn) -> Rows:
    return ((Button("Remove the note", RemoveNote(checkin.day, sure=False)),),) if checkin.note else ()


def _other_days(checkin: CheckIn, around: Around) -> tuple[Button, ...]:
    today = around.today
    other = today - timedelta(days=1) if checkin.day == today else today
    fill_in = [Button(f"Fill in {day_name(other, today)}", RateDay(other))] if other >= around.joined else []
    return (*fill_in, Button("Other days", ShowDays()))


_FEWER = "A missed day is normal. Fewer check-ins would show where you are going, too."


def cadence_rows(cadences: Sequence[Cadence]) -> Rows:
    """One tap each to lighter check-ins."""
    buttons = [Button(f"Ask me {CADENCES[one].lower()}", ChooseCheckinCadence(one)) for one in cadences]
    return in_rows(buttons, 1)


def finished(checkin: CheckIn, today: date, seek_help: SeekHelp, noted: bool) -> Screen:
    saved = " Your note is saved. No one reads it; if something worries you, please look here."
    return Screen(
        paragraphs(
            f"{bold(scores(checkin))}{_of_day(checkin, today)}.{saved if noted else ''}",
            *advice.emergency_line(checkin, seek_help),
        ),
        (
            (Button("Change", RateDay(checkin.day)), Button("Add to it", OpenDay(checkin.day))),
            *(((SEEK_HELP,),) if noted else ()),
        ),
    )


def skipped() -> Screen:
    return Screen("No check-in, and that is fine. /checkin works whenever you like.")


def misread(problem: Misread) -> str:
    if problem is Misread.OUT_OF_RANGE:
        return "The scale goes from 0 to 10 in whole numbers. Tap or type one of those."
    return "I could not read that as a score. Tap a number, or type two such as 6 4 (pain, stress)."


def soft_line(lighter: Sequence[Cadence] = ()) -> Screen:
    """r-missed: one soft line after three missed days, then silence. Never guilt."""
    less = ", and it can be less often" if lighter else ""
    return Screen(
        "No check-ins for a while, and that is perfectly fine. I will stop asking, and your tips go on. "
        f"Whenever you want to, one tap starts it again{less}.",
        ((Button("Check in now", CheckInNow()),), *cadence_rows(lighter)),
    )


def needs_consent() -> Screen:
    """Scores cannot be kept without consent."""
    return Screen(
        paragraphs(
            "You chose not to have health answers kept, so I cannot record a check-in. You can change that "
            "here.",
            WORDING,
        ),
        (
            (Button("Keep my answers", GiveConsent(given=True)),),
            (Button("Leave it as it is", ShowSettings()),),
        ),
    )
