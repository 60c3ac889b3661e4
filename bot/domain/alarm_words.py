"""Typed answers to what an alarm asks, and texts that can tell of nothing."""

import re

from bot.domain.alarm import Answer
from bot.domain.sign_check import Reply

_SAID = {
    Reply.YES: {
        "yes", "y", "yeah", "yep", "yup", "ok yes", "i do", "i have", "i have it", "i have that", "i am",
        "i did", "i think so", "it is", "it did", "it does", "they are", "they do",
    },
    Reply.NO: {
        "no", "n", "nope", "nah", "no i don't", "no i dont", "no i do not", "no i haven't", "no i have not",
        "no i'm not", "no i am not", "no i didn't", "no i did not", "no it isn't", "no it is not",
        "no it's not", "no it doesn't", "no it didn't", "no not really", "not really", "not at all",
        "no not at all", "no thanks", "no thank you",
    },
    Reply.NOT_SURE: {
        "not sure", "i'm not sure", "im not sure", "i am not sure", "unsure", "idk", "dunno", "i don't know",
        "don't know", "i dont know", "dont know", "i do not know", "maybe", "perhaps", "can't tell",
        "i can't tell", "a bit", "a little", "sort of", "kind of", "hard to say",
    },
}  # fmt: skip
_BEGINS_WITH_YES = re.compile(r"(ok |well )?(yes|yeah|yep|yup)\b")
_BETWEEN_WORDS = re.compile(r"[^\w']+")


def bare_answer(text: str) -> Reply | None:
    """Yes, no or not sure, where a text says just that.

    >>> bare_answer("Not sure...")
    <Reply.NOT_SURE: 'not-sure'>
    """
    said = _said(text)
    if said.startswith("yes ") and said.removeprefix("yes ") in _SAID[Reply.YES]:
        return Reply.YES
    return next((answer for answer, phrases in _SAID.items() if said in phrases), None)


def parse_sign_answer(text: str) -> Reply | None:
    """A typed answer to a question about a sign. What begins with yes is one, whatever comes after it."""
    return bare_answer(text) or (Reply.YES if _BEGINS_WITH_YES.match(_said(text)) else None)


_SAID_OF_HELP = {
    Answer.GOT_HELP: {"i got help", "got help", "yes i got help"},
    Answer.SAFE: {"i'm safe", "im safe", "i am safe", "i'm safe now", "im safe now", "i am safe now"},
    Answer.NOT_YET: {"not yet", "no not yet", "i did not", "i didn't"},
}  # fmt: skip


def parse_help_answer(text: str) -> Answer | None:
    """Whether the person got help, or is safe, where a typed text says just that."""
    said = _said(text)
    return next((answer for answer, phrases in _SAID_OF_HELP.items() if said in phrases), None)


_NUMBER = r"\d+|a|one|two|three|four|five|six|seven|eight|nine|ten"
_UNIT = r"(day|week|month|quarter|year|hour|minute)s?"
_SPAN_OF_TIME = re.compile(rf"(for |in |the )?((last|next|this) )?(({_NUMBER}) )?{_UNIT}( ago| long)?")


def is_span_of_time(text: str) -> bool:
    """Whether a text is nothing but a span of time, which is no sign of anything by itself.

    >>> is_span_of_time("3 days"), is_span_of_time("numb for 3 days")
    (True, False)
    """
    return _SPAN_OF_TIME.fullmatch(_said(text)) is not None


def _said(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.lower().replace("’", "'")).strip()
