"""The check of warning signs: plain questions, one tap each, most urgent first.

It is stored nowhere: the answers so far travel in the buttons, one letter for each question that was
asked. The first emergency ends it, and so does despair. Nothing here can say that somebody is well.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.triage import CALM, Assessment, Urgency

CRISIS_SIGNS = frozenset({"e-crisis", "u-mind"})  # whatever their level, words of support answer them
_NO = "n"


class Reply(StrEnum):
    """The values travel in buttons."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"  # counts as yes


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` with `points` is one yes or no question. All of its signs are equally urgent; it has none
    where it only opens the questions that are for people with some conditions."""

    id: str
    ask: str
    points: tuple[str, ...]
    signs: tuple[str, ...]
    urgency: Urgency
    only_for: frozenset[str]  # conditions; empty: everybody
    opens: frozenset[str]  # conditions that a yes lets us reckon with

    @property
    def yes(self) -> str:
        """The letter of a yes. It tells the level, so that a reordered list cannot make it milder."""
        return "y" if self.opens else self.urgency[0]


@dataclass(frozen=True, slots=True)
class SignChecks:
    """`short` asks about every emergency; `long` about what it leaves out."""

    short: tuple[Question, ...]
    long: tuple[Question, ...]

    def form_with(self, question_id: str) -> tuple[Question, ...]:
        """The form a question is in; empty for one that is not there any more."""
        forms = (self.short, self.long)
        return next((form for form in forms if any(q.id == question_id for q in form)), ())


@dataclass(frozen=True, slots=True)
class Asking:
    """Where somebody is in a form. `given` are the answers to what was asked before."""

    question: Question
    given: str
    total: int  # questions in all, should the rest be answered with no
    previous: Question | None

    @property
    def number(self) -> int:
        return len(self.given) + 1

    @property
    def is_urgent(self) -> bool:
        """Whether an answer before this question calls for help today."""
        return Urgency.URGENT[0] in self.given

    def given_with(self, reply: Reply) -> str:
        """The answers with one to this question."""
        return self.given + (_NO if reply is Reply.NO else self.question.yes)


def follow(
    form: tuple[Question, ...], conditions: frozenset[str] | None, given: str
) -> Asking | Assessment | None:
    """Where the answers lead: to a question, or to the end. None where no such answers can have been
    given to these questions. `conditions` are those on the health checklist, None where it is unknown."""
    asked: list[Question] = []
    ticked = reckoned = conditions or frozenset()
    found: list[Question] = []
    for at, question in enumerate(form):
        if not _concerns(question, ticked, reckoned):
            continue
        if len(asked) == len(given):
            left = sum(_concerns(later, ticked, reckoned) for later in form[at:])
            return Asking(question, given, len(asked) + left, asked[-1] if asked else None)
        letter = given[len(asked)]
        asked.append(question)
        if letter == question.yes:
            found.append(question)
            reckoned |= question.opens
            if question.urgency.rank >= Urgency.CRISIS.rank:
                break
        elif letter != _NO:
            return None
    return _worst(found) if len(asked) == len(given) else None


def so_far(form: tuple[Question, ...], conditions: frozenset[str] | None, given: str) -> Assessment | None:
    """What the answers end with, should the rest be no. None where they cannot have been given."""
    at = follow(form, conditions, given)
    while isinstance(at, Asking):
        at = follow(form, conditions, at.given_with(Reply.NO))
    return at


def _concerns(question: Question, ticked: frozenset[str], reckoned: frozenset[str]) -> bool:
    """Whether to ask it. What only opens others is left out where the checklist says yes; that it says
    nothing is no answer, for people become pregnant after it."""
    if question.opens:
        return question.opens.isdisjoint(ticked)
    return not question.only_for or bool(question.only_for & reckoned)


def _worst(found: list[Question]) -> Assessment:
    """The level of the most urgent, and the signs of all, in that order."""
    by_rank = sorted(found, key=lambda question: -question.urgency.rank)
    signs = tuple(sign for question in by_rank for sign in question.signs)
    return Assessment(by_rank[0].urgency, signs) if signs else CALM
