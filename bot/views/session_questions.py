"""What is asked before a session is logged or planned; whether it suits comes before it is planned."""

from datetime import date, timedelta
from html import escape

from bot.domain.library import Library, Verdict
from bot.domain.sessions import NoDay
from bot.domain.suitability import Judgement
from bot.views.callbacks import (
    ListTechniques,
    OpenChecklist,
    OpenJournal,
    PlanSession,
    RateBefore,
    SetSessionDay,
    SetTechnique,
    ShowCard,
    SkipBefore,
)
from bot.views.checkins import SCORES, scale_rows
from bot.views.reference import verdict_text
from bot.views.scales import PAIN
from bot.views.screen import Button, Screen, bold, in_rows, paragraphs
from bot.views.words import day_name

JOURNAL = Button("Journal", OpenJournal())
CARD = Button("What to tell your therapist", ShowCard())
_UNKNOWN_KIND = (
    "I don't know this kind. Ask whoever treats you whether it suits you, and tell them of your health."
)
ANOTHER_KIND = "Another kind"
DAY_UNCLEAR = "I could not read that as a date. Type it like 3 November, friday or 2026-11-03."


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
        (*in_rows(days, 2), (JOURNAL,)),
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
    buttons = [Button(one.name, SetTechnique(day, one.id)) for one in library.techniques.values()]
    return Screen(
        f"{bold('What kind?')}\nFor {day_name(day, today)}.",
        (*in_rows(buttons, 2), (Button(ANOTHER_KIND, SetTechnique(day, "")),), (JOURNAL,)),
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
        rows = ((Button("Plan it", plan),), (CARD,), (other,))
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
