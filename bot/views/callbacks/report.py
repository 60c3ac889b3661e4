"""The page for the doctor. What was chosen so far stands in the dialogue; these say what changes."""

from dataclasses import dataclass
from datetime import date

from bot.views.callbacks.codec import Callback, must_be_within

_MOST_PAGES = 100


@dataclass(frozen=True)
class MakeReport(Callback, code="mr"):
    """With all that was chosen, and no name."""


@dataclass(frozen=True)
class SetReportPeriod(Callback, code="cr"):
    """How many of the last days go on it."""

    last_days: int


@dataclass(frozen=True)
class SetReportPaper(Callback, code="rl"):
    """Letter, or A4."""

    letter: bool


@dataclass(frozen=True)
class ShowNotes(Callback, code="sq"):
    """A page of the notes that may go on it, from 0."""

    page: int

    def __post_init__(self) -> None:
        must_be_within(0, _MOST_PAGES, self.page)


@dataclass(frozen=True)
class TickNote(Callback, code="tn"):
    day: date
    on: bool


@dataclass(frozen=True)
class AskReportName(Callback, code="rm"):
    pass
