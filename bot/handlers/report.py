"""/report: one page for the doctor, made of what the person chooses."""

from dataclasses import replace
from functools import partial

from bot.domain.checkin import CheckIn
from bot.domain.sessions import with_next_day
from bot.domain.states import IDLE, ReportAsked, ReportNameAsked
from bot.domain.trend import window
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, checkins, page, report
from bot.views.page import LONGEST_NAME, PERIODS, Choices, can_print
from bot.views.page.content import Source, page_of
from bot.views.screen import Attachment, Form

HISTORY = PERIODS[-1]  # days
_LETTER_COUNTRIES = frozenset({"us", "ca"})


def options(visit: Visit, _: Desk, __: object = None) -> Turn:
    return _refusal(visit) or _with(visit, _choices(visit))


def period_set(visit: Visit, _: Desk, tap: callbacks.SetReportPeriod) -> Turn:
    days = tap.last_days if tap.last_days in PERIODS else PERIODS[0]
    return _refusal(visit) or _with(visit, replace(_choices(visit), days=days))


def paper_set(visit: Visit, _: Desk, tap: callbacks.SetReportPaper) -> Turn:
    return _refusal(visit) or _with(visit, replace(_choices(visit), letter=tap.letter))


def notes_shown(visit: Visit, _: Desk, tap: callbacks.ShowNotes) -> Turn:
    if turn := _refusal(visit):
        return turn
    choices = _choices(visit)
    screen = report.notes_list(_noted(visit, choices), choices.notes, tap.page)
    return Turn((screen,), state=_state(choices))


def note_ticked(visit: Visit, _: Desk, tap: callbacks.TickNote) -> Turn:
    if turn := _refusal(visit):
        return turn
    choices = _choices(visit)
    notes = choices.notes | {tap.day} if tap.on else choices.notes - {tap.day}
    noted = _noted(visit, choices)
    screen = report.notes_list(noted, notes, report.page_of_note(noted, tap.day))
    return Turn((screen,), state=_state(replace(choices, notes=notes)))


def name_asked(visit: Visit, _: Desk, __: callbacks.AskReportName) -> Turn:
    if turn := _refusal(visit):
        return turn
    chosen = _choices(visit)
    state = ReportNameAsked(chosen.days, chosen.letter, chosen.notes)
    return Turn((report.name_question(),), state=state)


def name_typed(visit: Visit, desk: Desk, text: str) -> Turn:
    """The name goes from the message to the page, and nowhere else."""
    name = " ".join(text.split())
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        screen = report.name_question().with_first_line(report.NAME_UNUSABLE)
        return _refusal(visit) or Turn((screen,))
    turn = made(visit, desk, name=name)
    if can_print(name) or not turn.screens[0].attachment:
        return turn
    return replace(turn, screens=(turn.screens[0].with_first_line(report.NAME_BY_HAND),))


def made(visit: Visit, desk: Desk, _: object = None, *, name: str = "") -> Turn:
    if turn := _refusal(visit):
        return turn
    choices = replace(_choices(visit), name=name)
    noted = [one for one in _noted(visit, choices) if one.day in choices.notes]
    what = page_of(_source(visit, desk), choices, visit.today)
    file = Attachment(Form.DOCUMENT, f"back-pain-diary-{visit.today}.pdf", partial(page.lay_out, what))
    screen = report.made(file, choices, len(noted))
    return Turn((screen,), state=_state(choices), in_place=False)


def _refusal(visit: Visit) -> Turn | None:
    if not visit.member.keeps_health_answers:
        return Turn((checkins.needs_consent(),))
    return None if visit.history else Turn((report.nothing_to_show(),), state=IDLE)


def _choices(visit: Visit) -> Choices:
    """What was chosen so far; a question that lapsed begins with what suits most people."""
    match visit.state:
        case ReportAsked(days, letter, notes) | ReportNameAsked(days, letter, notes):
            return Choices(days, letter, notes)
    return Choices(letter=visit.country in _LETTER_COUNTRIES)


def _state(choices: Choices) -> ReportAsked:
    return ReportAsked(choices.days, choices.letter, choices.notes)


def _with(visit: Visit, choices: Choices) -> Turn:
    screen = report.options(choices, len(_noted(visit, choices)))
    return Turn((screen,), state=_state(choices))


def _noted(visit: Visit, choices: Choices) -> list[CheckIn]:
    """Those of the time with a note, the newest first."""
    told = window(visit.history, visit.today, choices.days)
    return [one for one in reversed(told) if one.note]


def _source(visit: Visit, desk: Desk) -> Source:
    seek_help = desk.library.seek_help
    return Source(
        history=visit.history,
        sessions=with_next_day(visit.sessions, visit.history),
        records=visit.records,
        signs={sign.id: sign.short for level in seek_help.levels for sign in level.signs},
        techniques={key: technique.name for key, technique in desk.library.techniques.items()},
        zone=visit.member.zone or "UTC",
        operator=desk.operator_name,
    )


HANDLERS = (
    on_command("report", options, history=HISTORY),
    on_tap(callbacks.AskReport, options, history=HISTORY),
    on_tap(callbacks.SetReportPeriod, period_set, history=HISTORY),
    on_tap(callbacks.SetReportPaper, paper_set, history=HISTORY),
    on_tap(callbacks.ShowNotes, notes_shown, history=HISTORY),
    on_tap(callbacks.TickNote, note_ticked, history=HISTORY),
    on_tap(callbacks.AskReportName, name_asked, history=HISTORY),
    on_tap(callbacks.MakeReport, made, history=HISTORY, sessions=True, alarm=True),
)
