"""Reminders of appointments, and the card for the therapist."""

from datetime import date, datetime, timedelta
from html import escape

from bot.domain.library import Library
from bot.domain.sessions import Reminder
from bot.domain.trend import Mean
from bot.views.callbacks import (
    CancelReminders,
    NewSession,
    OpenChecklist,
    OpenJournal,
    RemindToBook,
    ShowCard,
)
from bot.views.screen import Button, Screen, bold, bullets, in_rows, paragraphs
from bot.views.words import day_name, local_time

_WEEKS = (1, 2, 4, 6)
_JOURNAL = Button("Journal", OpenJournal())
_ASKS = [
    "Please start gently, and ask me how it feels.",
    "If I say stop, or it hurts more than a little, please stop.",
    "If I get new numbness, a weak leg, or trouble with my bladder or bowels, I need medical help now.",
]


def booking_question(today: date) -> Screen:
    days = [
        Button("In a week" if n == 1 else f"In {n} weeks", RemindToBook(today + timedelta(weeks=n)))
        for n in _WEEKS
    ]
    return Screen(
        f"{bold('When shall I remind you to book?')}\nTap, or type a date such as 3 November.",
        (*in_rows(days, 2), (_JOURNAL,)),
    )


def planned(at: datetime, zone: str, today: date, on: date) -> Screen:
    return Screen(
        f"I will remind you {day_name(on, today)} at {local_time(at, zone)}.",
        ((_JOURNAL, Button("Cancel my reminders", CancelReminders())),),
    )


TOO_LATE = "That hour has passed already. Please take a later day."


def cancelled() -> Screen:
    return Screen("Your reminders are cancelled.", ((_JOURNAL,),))


def reminder(about: Reminder, day: date, today: date) -> Screen:
    """Says no more than that it is about an appointment: messages may be seen by others."""
    if about is Reminder.BOOK:
        return Screen(
            "You asked me to remind you to book your next appointment.",
            (
                (Button("It is booked: plan it", NewSession(planned=True)),),
                (Button("Again in a week", RemindToBook(today + timedelta(weeks=1))),),
            ),
        )
    return Screen(
        f"You asked me to remind you: your appointment is {day_name(day, today)}.",
        ((Button("What to tell your therapist", ShowCard()),), (_JOURNAL,)),
    )


def card(library: Library, conditions: frozenset[str] | None, pain: Mean | None) -> Screen:
    """To show to whoever treats the person: what is on their checklist, and why it matters. `conditions`
    is None where nothing is known."""
    ticked = [library.conditions[key] for key in sorted(conditions or ()) if key in library.conditions]
    of_health = [f"{one.name}: {one.why}" for one in ticked]
    unknown = "My health checklist is not filled in. Please ask me before you begin."
    nothing = "Nothing is ticked on my health checklist. Please ask me all the same."
    told = (
        f"My back pain was {pain.value:.1f} of 10 on average, over my last {pain.answers} answers."
        if pain and pain.answers > 1
        else ""
    )
    health = () if conditions is not None else ((Button("Fill in the checklist", OpenChecklist()),),)
    return Screen(
        paragraphs(
            bold("For my therapist"),
            bullets(of_health) if of_health else escape(unknown if conditions is None else nothing),
            told,
            bullets(_ASKS),
            f"<i>{escape(library.seek_help.standing_line)}</i>",
        ),
        (*health, (_JOURNAL,)),
    )
