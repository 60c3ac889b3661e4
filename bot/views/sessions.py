"""The journal of treatments, session by session."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

from bot.domain.library import Library, Technique, Verdict
from bot.domain.sessions import NoDay, Session
from bot.domain.suitability import Judgement
from bot.views.callbacks import (
    AskBooking,
    DidNotHappen,
    ListTechniques,
    NewSession,
    OpenChecklist,
    OpenJournal,
    PlanSession,
    RateAfterwards,
    RateBefore,
    RemindToAttend,
    RemoveSession,
    SetSessionDay,
    SetTechnique,
    ShowCard,
    ShowSession,
    SkipAfterwards,
    SkipBefore,
)
from bot.views.checkins import SCORES, scale_rows
from bot.views.reference import verdict_text
from bot.views.scales import PAIN
from bot.views.screen import Button, Screen, bold, in_rows, paragraphs
from bot.views.words import day_name

_LISTED = 5
_CARD = Button("What to tell your therapist", ShowCard())
_BOOK = Button("Remind me to book", AskBooking())
_JOURNAL = Button("Journal", OpenJournal())
_UNKNOWN_KIND = (
    "I don't know this kind. Ask whoever treats you whether it suits you, and tell them of your health."
)
ANOTHER_KIND = "Another kind"
DAY_UNCLEAR = "I could not read that as a date. Type it like 3 November, friday or 2026-11-03."


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
            (_CARD,),
            *((button,) for button in buttons),
        ),
    )


def _line(session: Session, library: Library, today: date) -> str:
    scores = ["–" if score is None else str(score) for score in (session.pain_before, session.pain_next_day)]
    told = "" if scores == ["–", "–"] else f" ({' → '.join(scores)})"
    planned = " (planned)" if session.day > today else ""
    return f"{session.day.day} {session.day:%b}: {technique_name(library, session.technique)}{told}{planned}"


def technique_name(library: Library, technique: str | None) -> str:
    known = library.techniques.get(technique or "")
    return known.name if known else ANOTHER_KIND


def day_question(today: date, *, planned: bool) -> Screen:
    if planned:
        days = [Button("Tomorrow", SetSessionDay(today + timedelta(1)))]
        days += [Button(f"In {n} days", SetSessionDay(today + timedelta(n))) for n in (2, 3, 7, 14)]
        title = "When is it?"
    else:
        days = [
            Button(day_name(today - timedelta(n), today).capitalize(), SetSessionDay(today - timedelta(n)))
            for n in range(4)
        ]
        title = "When was it?"
    return Screen(
        f"{bold(title)}\nTap a day, or type a date such as 3 November.",
        (*in_rows(days, 2), (_JOURNAL,)),
    )


def no_day(why: NoDay) -> str:
    match why:
        case NoDay.NOT_YET:
            return "That day has not come yet, so it cannot be logged. “Plan one” takes days to come."
        case NoDay.PAST:
            return "That day is not ahead. “Log a session” takes days that are over."
        case NoDay.LONG_AGO | NoDay.FAR_AHEAD:
            return "I keep sessions of up to a year ago, and plan up to a year ahead."


def technique_question(library: Library, day: date, today: date) -> Screen:
    techniques: Iterable[Technique] = library.techniques.values()
    buttons = [Button(one.name, SetTechnique(day, one.id)) for one in techniques]
    return Screen(
        f"{bold('What kind?')}\nFor {day_name(day, today)}.",
        (*in_rows(buttons, 2), (Button(ANOTHER_KIND, SetTechnique(day, "")),), (_JOURNAL,)),
    )


def before_question(library: Library, day: date, technique: str, today: date) -> Screen:
    name = technique_name(library, technique)
    return Screen(
        paragraphs(
            f"{bold(name)}, {day_name(day, today)}.",
            f"How strong was your back pain before it?\n{PAIN.anchors}",
        ),
        scale_rows(
            [RateBefore(day, technique, score) for score in SCORES],
            Button("Skip", SkipBefore(day, technique)),
        ),
    )


def plan_question(
    library: Library, day: date, technique: str, today: date, judgement: Judgement | None
) -> Screen:
    """Whether it suits this person, before it is planned. `judgement` is None where nothing is known of their
    health, or of the kind."""
    known = library.techniques.get(technique)
    plan, other = PlanSession(day, technique), Button("Another kind", SetSessionDay(day))
    suits = Button("See what suits me", ListTechniques())
    rows: tuple[tuple[Button, ...], ...]
    if known is None:
        said = _UNKNOWN_KIND
        rows = ((Button("Plan it", plan),), (_CARD,), (other,))
    elif judgement is None:
        said = verdict_text(None) + f"\n\n{bold('Who should take care')}\n{escape(known.caution)}"
        rows = ((Button("Plan it", plan),), (Button("Tell me about your health", OpenChecklist()),), (other,))
    else:
        said = verdict_text(judgement)
        match judgement.verdict:
            case Verdict.OK | Verdict.ADAPT:
                rows = ((Button("Plan it", plan),), (other,))
            case Verdict.ASK:
                rows = ((suits,), (other,), (Button("Plan it, I have asked", plan),))
            case _:
                rows = ((suits,), (other,), (Button("Plan it anyway", plan),))
    name = technique_name(library, technique)
    return Screen(paragraphs(f"{bold(name)}, {day_name(day, today)}", said), rows)


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
            (_CARD,),
            (Button("Remove", RemoveSession(session.day, technique, sure=False)), _JOURNAL),
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
    return Screen(f"Pain {score} on the day after. Thank you; it is in your journal.", ((_JOURNAL,),))


def afterwards_skipped() -> Screen:
    return Screen("All right, I will not ask again.", ((_JOURNAL,),))


def removed() -> Screen:
    return Screen("Removed from your journal.", ((_JOURNAL,),))


def not_there() -> Screen:
    """An old button about a session that is gone."""
    return Screen("That session is not in your journal any more.", ((_JOURNAL,),))
