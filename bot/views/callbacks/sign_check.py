"""The check of warning signs. `given` are the answers to the questions before, one letter each; `day` is
when they were given, since yesterday's answers say nothing of today."""

from dataclasses import dataclass
from datetime import date

from bot.domain.sign_check import Reply
from bot.views.callbacks.codec import Callback


@dataclass(frozen=True)
class CheckSigns(Callback, code="ck"):
    """Begin with the short form, in a message of its own."""


@dataclass(frozen=True)
class MoreQuestions(Callback, code="mq"):
    """The long form, once the short one was gone through on a day."""

    day: date


@dataclass(frozen=True)
class AskSign(Callback, code="as"):
    """Back to a question."""

    day: date
    question: str
    given: str


@dataclass(frozen=True)
class AnswerSign(Callback, code="an"):
    day: date
    question: str
    given: str
    reply: Reply
