"""What follows when danger was heard."""

from dataclasses import dataclass

from bot.domain.sign_check import Reply
from bot.views.callbacks.codec import Callback


@dataclass(frozen=True)
class ConfirmSign(Callback, code="cs"):
    """The answer to a question about a sign, after words that left it unclear."""

    sign: str
    reply: Reply


@dataclass(frozen=True)
class GotHelp(Callback, code="gh"):
    """`after_crisis`: it says "I'm safe now"."""

    after_crisis: bool


@dataclass(frozen=True)
class NotYet(Callback, code="ny"):
    """No help yet: the advice again."""
