"""What follows when danger was heard."""

from dataclasses import dataclass

from bot.domain.alarm import SignAnswer
from bot.views.callbacks.codec import Callback


@dataclass(frozen=True)
class AnswerSign(Callback, code="as"):
    """The answer to a question about a sign."""

    sign: str
    answer: SignAnswer


@dataclass(frozen=True)
class GotHelp(Callback, code="gh"):
    """`after_crisis`: it says "I'm safe now"."""

    after_crisis: bool


@dataclass(frozen=True)
class NotYet(Callback, code="ny"):
    """No help yet: the advice again."""
