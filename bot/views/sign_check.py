"""The check of warning signs: one message that edits itself."""

from datetime import date
from html import escape

from bot.domain.seek_help import SeekHelp
from bot.domain.sign_check import Asking, Reply
from bot.views.callbacks import AnswerSign, AskSign, MoreQuestions
from bot.views.screen import Button, Screen, bold, bullets, paragraphs
from bot.views.words import CHECK_SIGNS, SEEK_HELP

HELP_TODAY = "You need medical help today. A few more questions show whether it is sooner."
BEGIN_AGAIN = "Things may have changed since then, so let us begin again."
_LABELS = {Reply.YES: "Yes", Reply.NO: "No", Reply.NOT_SURE: "Not sure"}


def question(asking: Asking, day: date, emergency_line: str) -> Screen:
    """One question. Most people want "No", yet "Yes" stands first: whoever taps without reading is to be
    led to help, and not past it."""
    asked, previous = asking.question, asking.previous
    first = previous is None
    replies = tuple(
        Button(label, AnswerSign(day, asked.id, asking.given, reply)) for reply, label in _LABELS.items()
    )
    back = () if previous is None else ((Button("Back", AskSign(day, previous.id, asking.given[:-1])),),)
    return Screen(
        paragraphs(
            HELP_TODAY if asking.is_urgent else "",
            f"Question {asking.number} of {asking.total}",
            bold(asked.ask) + (f"\n{bullets(list(asked.points))}" if asked.points else ""),
            "One is enough for a Yes. If you are not sure, I treat it as a Yes."
            if first and asked.points
            else "",
            escape(emergency_line) if first else "",
        ),
        (replies, *back),
    )


def short_done(day: date, seek_help: SeekHelp) -> Screen:
    """No sign was named. It is never said that somebody is well."""
    return Screen(
        paragraphs(
            bold("You tapped No to all six. That rules nothing out."),
            "There are more signs than these, and I can't examine you.",
            "Get help at once if one of them appears. Come back here if the pain gets much worse, or if "
            "anything new comes with it.",
            _BOOK_A_VISIT,
            escape(seek_help.emergency_line),
        ),
        ((Button("More questions", MoreQuestions(day)),), (SEEK_HELP,)),
    )


def long_done(seek_help: SeekHelp) -> Screen:
    return Screen(
        paragraphs(
            bold("You tapped No to these too. That still rules nothing out."),
            _BOOK_A_VISIT,
            "Check again whenever the pain gets much worse, or anything new comes with it.",
            escape(seek_help.emergency_line),
        ),
        ((SEEK_HELP,), (CHECK_SIGNS,)),
    )


_BOOK_A_VISIT = (
    "Book a visit with a doctor or physio if your back is no better after 4 weeks, gets worse, keeps coming "
    "back or stops you doing daily things. Sooner if you are worried: that is reason enough."
)
