"""What people wrote to the operators, one at a time, with answers in one tap."""

from datetime import datetime
from html import escape

from bot.views.callbacks.operator import AnswerFeedback, InboxReply, ShowInbox
from bot.views.screen import Button, Screen, bold, paragraphs
from bot.views.words import shorten

_QUOTED, _SHOWN = 100, 3000  # characters
_LABELS = {
    InboxReply.THANKS: "Thanks",
    InboxReply.LOOKING: "We look into it",
    InboxReply.GET_IN_TOUCH: "Please get in touch",
    InboxReply.NONE: "No answer needed",
}
ANSWERED = "Answered; it is on its way."
PUT_AWAY = "Put away."
ANSWERED_ALREADY = "That one has been dealt with."


def message(number: int, at: datetime, text: str, waiting: int, *, can_reach: bool) -> Screen:
    """One message. Who wrote it is not told. `can_reach`: there is an address to ask people to write to."""
    replies = [reply for reply in InboxReply if can_reach or reply is not InboxReply.GET_IN_TOUCH]
    answers = tuple((Button(_LABELS[reply], AnswerFeedback(number, reply)),) for reply in replies)
    following = ((Button("Next", ShowInbox(number)),),) if waiting > 1 else ()
    return Screen(
        paragraphs(
            bold(f"Feedback {number}, {at.day} {at:%B %Y}"),
            escape(text[:_SHOWN]),
            f"<i>{waiting:,} waiting. Check-ins and health answers are never shown here.</i>",
        ),
        (*answers, *following),
    )


def empty() -> Screen:
    return Screen("Nothing waits for an answer.")


def sentence(reply: InboxReply, contact: str) -> str:
    """What the person reads; plain text."""
    match reply:
        case InboxReply.THANKS:
            return "Thank you. We have read this, and it helps."
        case InboxReply.LOOKING:
            return "Thank you. We are looking into it."
        case InboxReply.GET_IN_TOUCH:
            return f"Thank you. We would like to talk about this. Please get in touch: {contact}"
        case InboxReply.NONE:
            return ""


def reply(words: str, about: str) -> Screen:
    """An answer of the operators, as it arrives."""
    return Screen(
        paragraphs(
            f"From the people who run this, about what you wrote: <i>“{escape(shorten(about, _QUOTED))}”</i>",
            escape(words),
        )
    )
