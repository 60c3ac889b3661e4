"""Typed answers to what an alarm asks."""

import re

from bot.domain.alarm import Answer
from bot.domain.sign_check import Reply

_SAID = {
    Reply.YES: {"yes", "y", "yeah", "yep", "yup", "yes i do", "yes it is", "i do", "it is", "ok yes"},
    Reply.NO: {"no", "n", "nope", "nah", "no i don't", "no it isn't", "no it's not", "not at all"},
    Reply.NOT_SURE: {
        "not sure", "i'm not sure", "im not sure", "unsure", "idk", "dunno", "i don't know", "don't know",
        "i dont know", "dont know", "maybe", "perhaps", "can't tell", "i can't tell", "a bit", "a little",
        "sort of", "kind of", "hard to say",
    },
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[^\w']+")


def parse_sign_answer(text: str) -> Reply | None:
    """A typed answer to a question about a sign.

    >>> parse_sign_answer("Not sure...")
    <Reply.NOT_SURE: 'not-sure'>
    """
    said = _said(text)
    return next((answer for answer, phrases in _SAID.items() if said in phrases), None)


_SAID_OF_HELP = {
    Answer.GOT_HELP: {"i got help", "got help", "yes i got help", "yes i did", "i did"},
    Answer.SAFE: {"i'm safe", "im safe", "i am safe", "i'm safe now", "im safe now", "i am safe now"},
    Answer.NOT_YET: {"not yet", "no not yet", "i did not", "i didn't", "no i didn't", "no i did not"},
}  # fmt: skip


def parse_help_answer(text: str) -> Answer | None:
    """Whether the person got help, or is safe, where a typed text says just that."""
    said = _said(text)
    return next((answer for answer, phrases in _SAID_OF_HELP.items() if said in phrases), None)


def _said(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.lower().replace("’", "'")).strip()
