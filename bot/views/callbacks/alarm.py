"""What follows when danger was heard."""

from dataclasses import dataclass

from bot.domain.sign_check import Reply
from bot.views.callbacks.codec import Callback, must_be_within

_LAST_SECOND = 2**32  # in 2106


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


@dataclass(frozen=True)
class TakeBack(Callback, code="tb"):
    """The alarm raised `at` came of a mistaken tap; `before`: until when it was quiet already, 0 for not at
    all. Both in seconds since 1970: nothing else tells it where nothing is recorded."""

    at: int
    before: int

    def __post_init__(self) -> None:
        must_be_within(0, _LAST_SECOND, self.at, self.before)
