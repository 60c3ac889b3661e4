"""/feedback: words to the people who run the bot."""

from bot.domain.dialogue import TextGiven
from bot.domain.states import FeedbackAsked
from bot.handlers.context import Desk
from bot.handlers.conversation import converse, question
from bot.handlers.hearing import on_command
from bot.handlers.visit import Turn, Visit


def feedback(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/feedback` asks; `/feedback some words` takes them at once."""
    if words.strip():
        return converse(visit, desk, FeedbackAsked(), TextGiven(words.strip()))
    return question(visit, desk, FeedbackAsked())


HANDLERS = (on_command("feedback", feedback),)
