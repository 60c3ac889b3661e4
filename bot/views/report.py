"""/report: what goes on the page for the doctor, and the page itself."""

from collections.abc import Sequence
from datetime import date

from bot.domain.checkin import CheckIn
from bot.views.callbacks import (
    AskReport,
    AskReportName,
    CheckInNow,
    MakeReport,
    SetReportPaper,
    SetReportPeriod,
    ShowNotes,
    TickNote,
)
from bot.views.page import LONGEST_NAME, PERIODS, Choices
from bot.views.screen import OPEN, TICKED, Attachment, Button, Screen, bold, paragraphs
from bot.views.words import shorten

_PERIODS = {PERIODS[0]: "4 weeks", PERIODS[1]: "3 months", PERIODS[2]: "A year"}
_ON_A_SCREEN = 8  # notes
_GLIMPSE = 28  # characters of a note on its button


def options(choices: Choices, notes: int) -> Screen:
    """What goes on the page; `notes`: how many there are in its time."""
    periods = tuple(
        Button((TICKED if days == choices.days else "") + label, SetReportPeriod(days))
        for days, label in _PERIODS.items()
    )
    papers = tuple(
        Button((TICKED if letter == choices.letter else "") + label, SetReportPaper(letter))
        for label, letter in (("A4", False), ("Letter", True))
    )
    pick = [Button(f"Notes on it: {len(choices.notes) or 'none'}", ShowNotes(0))] if notes else []
    return Screen(
        paragraphs(
            bold("One page for your doctor or therapist"),
            "It shows your answers as a chart, means and changes, flares, treatments, what you marked, and "
            "warning signs I noticed. It is read in a minute, on screen or paper.",
            "Thoughts of harming yourself are left off. Notes go on it only if you tick them.",
        ),
        (
            (Button("Make the page", MakeReport()),),
            periods,
            papers,
            *((button,) for button in pick),
            (Button("Put a name on it", AskReportName()),),
        ),
    )


def notes_list(noted: Sequence[CheckIn], ticked: frozenset[date], page: int) -> Screen:
    """The notes, the newest first, each to be ticked; those that go on the page are marked."""
    pages = max(1, -(-len(noted) // _ON_A_SCREEN))
    page = min(page, pages - 1)
    shown = noted[page * _ON_A_SCREEN :][:_ON_A_SCREEN]
    buttons = [
        Button(
            f"{TICKED if one.day in ticked else OPEN}{one.day.day} {one.day:%b}: "
            f"{shorten(one.note or '', _GLIMPSE)}",
            TickNote(one.day, one.day not in ticked),
        )
        for one in shown
    ]
    newer = [Button("Newer", ShowNotes(page - 1))] if page else []
    older = [Button("Older", ShowNotes(page + 1))] if page + 1 < pages else []
    return Screen(
        paragraphs(bold("Which notes go on the page?"), "Tap one to put it on, and again to take it off."),
        (
            (Button("Done", AskReport()),),
            *((button,) for button in buttons),
            *((tuple(newer + older),) if newer or older else ()),
        ),
    )


def page_of_note(noted: Sequence[CheckIn], day: date) -> int:
    """The page of the list that a day's note is on."""
    place = next((place for place, one in enumerate(noted) if one.day == day), 0)
    return place // _ON_A_SCREEN


def name_question() -> Screen:
    return Screen(
        "Which name shall stand on the page? Type it. It goes on this one page and is not kept. Without "
        "it, there "
        "is a line to write it by hand.",
        ((Button("Make it without a name", MakeReport()),), (Button("Back", AskReport()),)),
    )


NAME_UNUSABLE = f"A name fits in one line of at most {LONGEST_NAME} characters. Please type it again."
NAME_BY_HAND = "The page's font has no letters for that name, so the line stays empty for a pen."


def made(page: Attachment, choices: Choices, notes: int) -> Screen:
    period = _PERIODS[choices.days]
    told = "no notes" if not notes else "1 note" if notes == 1 else f"{notes} notes"
    return Screen(
        f"Your page: {period[0].lower()}{period[1:]}, with {told}. Nobody else has it. Print it, or send it "
        "on "
        "yourself.",
        ((Button("Change something", AskReport()),),),
        attachment=page,
    )


def nothing_to_show() -> Screen:
    return Screen(
        "There is nothing to put on a page yet. A check-in takes ten seconds; a few days of them already "
        "help a "
        "doctor.",
        ((Button("Check in now", CheckInNow()),),),
    )
