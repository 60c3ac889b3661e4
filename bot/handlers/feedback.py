"""/feedback: words to the people who run the bot."""

from bot.domain.dialogue import FeedbackAsked, TextGiven
from bot.handlers.context import Desk
from bot.handlers.conversation import converse
from bot.handlers.turns import Turn, Visit, on_command
from bot.views import about


def feedback(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/feedback` asks; `/feedback some words` takes them at once."""
    if visit.profile is None:
        return Turn((about.start_first(),))
    if words.strip():
        return converse(visit, desk, FeedbackAsked(), TextGiven(words.strip()))
    return Turn((about.feedback_question(),), state=FeedbackAsked())


HANDLERS = (on_command("feedback", feedback),)
