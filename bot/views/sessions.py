"""The journal of treatments, session by session."""

from collections.abc import Sequence
from datetime import date
from html import escape

from bot.domain.library import Library
from bot.domain.sessions import Session
from bot.views.callbacks import (
    AskBooking,
    DidNotHappen,
    NewSession,
    RateAfterwards,
    RemindToAttend,
    RemoveSession,
    ShowSession,
    SkipAfterwards,
)
from bot.views.checkins import SCORES, scale_rows
from bot.views.scales import PAIN
from bot.views.screen import Button, Screen, bold, paragraphs
from bot.views.session_questions import CARD, JOURNAL, technique_name
from bot.views.words import day_name

_LISTED = 5
_BOOK = Button("Remind me to book", AskBooking())


def journal(sessions: Sequence[Session], library: Library, today: date) -> Screen:
    """What can be done, and the newest sessions."""
    newest = sorted(sessions, key=lambda one: one.day, reverse=True)[:_LISTED]
    buttons = [
        Button(_line(one, library, today), ShowSession(one.day, one.technique or "")) for one in newest
    ]
    return Screen(
        paragraphs(
            bold("Your journal of treatments"),
            "Massage, physiotherapy or anything else that is done for your back. Sessions show as marks in "
            "/progress. They say what went together, and not what helped.",
        ),
        (
            (Button("Log a session", NewSession(planned=False)),),
            (Button("Plan one", NewSession(planned=True)), _BOOK),
            (CARD,),
            *((button,) for button in buttons),
        ),
    )


def _line(session: Session, library: Library, today: date) -> str:
    scores = ["–" if score is None else str(score) for score in (session.pain_before, session.pain_next_day)]
    told = "" if scores == ["–", "–"] else f" ({' → '.join(scores)})"
    planned = " (planned)" if session.day > today else ""
    return f"{session.day.day} {session.day:%b}: {technique_name(library, session.technique)}{told}{planned}"


def session_screen(library: Library, session: Session, today: date) -> Screen:
    """One session, and what can be done with it."""
    technique = session.technique or ""
    is_ahead = session.day > today
    told = [f"Pain before: {session.pain_before}."] if session.pain_before is not None else []
    told += [f"Pain the day after: {session.pain_next_day}."] if session.pain_next_day is not None else []
    remind = (
        (
            Button("Remind me the day before", RemindToAttend(session.day, day_before=True)),
            Button("… that morning", RemindToAttend(session.day, day_before=False)),
        )
        if is_ahead
        else (_BOOK,)
    )
    return Screen(
        paragraphs(
            f"{bold(technique_name(library, session.technique))}, {day_name(session.day, today)}"
            + (" (planned)." if is_ahead else "."),
            " ".join(told),
        ),
        (
            remind,
            (CARD,),
            (Button("Remove", RemoveSession(session.day, technique, sure=False)), JOURNAL),
        ),
    )


def saved(*, planned: bool, asks_next_day: bool) -> str:
    """What was kept, as a line before the session."""
    kept = "Planned." if planned else "Saved."
    return kept + (" The day after, I ask once how your back is." if asks_next_day else "")


def remove_question(library: Library, session: Session, today: date) -> Screen:
    technique = session.technique or ""
    name = technique_name(library, session.technique)
    return Screen(
        f"Remove {escape(name)}, {day_name(session.day, today)}? It cannot be brought back.",
        (
            (Button("No, keep it", ShowSession(session.day, technique)),),
            (Button("Yes, remove it", RemoveSession(session.day, technique, sure=True)),),
        ),
    )


def afterwards_question(day: date, today: date) -> Screen:
    """Names no technique: messages may be seen by others."""
    return Screen(
        paragraphs(
            bold("How is your back now?"),
            f"There was an appointment in your journal, {day_name(day, today)}. How strong is your back pain "
            f"today?\n{PAIN.anchors}",
        ),
        scale_rows(
            [RateAfterwards(day, score) for score in SCORES],
            Button("It did not take place", DidNotHappen(day)),
            Button("Skip", SkipAfterwards(day)),
        ),
    )


def afterwards_saved(score: int) -> Screen:
    return Screen(f"Pain {score} on the day after. Thank you; it is in your journal.", ((JOURNAL,),))


def afterwards_skipped() -> Screen:
    return Screen("All right, I will not ask again.", ((JOURNAL,),))


def removed() -> Screen:
    return Screen("Removed from your journal.", ((JOURNAL,),))


def not_there() -> Screen:
    """An old button about a session that is gone."""
    return Screen("That session is not in your journal any more.", ((JOURNAL,),))
