"""Danger is heard first: this stands before every decision that takes words, whatever they were meant for."""

from collections.abc import Callable
from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler

from bot.domain.alarm_words import is_span_of_time
from bot.domain.errors import DomainError
from bot.domain.triage import Urgency, assess
from bot.handlers.context import Context, Desk
from bot.handlers.standing import answer
from bot.handlers.turns import PRIVATE, take
from bot.handlers.visit import Decision, Turn, Visit, Wanted


def heard(desk: Desk, text: str, decide: Decision, *, looks_up: bool = False) -> Decision:
    """The decision for a text, with the answer to danger in place of its screens. What the text did
    besides (a note, scores, a stop) stays done. `looks_up`: it may be the name of what is looked for."""
    if is_span_of_time(text):
        return decide
    assessment = assess(text, desk.library.lexicon)
    if assessment.level is Urgency.NONE or (looks_up and _is_look_up(desk, text, assessment.level)):
        return decide

    def decision(visit: Visit) -> Turn:
        meant = _meant(visit, decide)
        after = replace(
            visit,
            profile=meant.profile or visit.profile,
            state=visit.state if meant.state is None else meant.state,
        )
        turn = answer(after, desk, assessment)
        return replace(
            meant,
            screens=turn.screens,
            in_place=False,
            records=turn.records,
            profile=turn.profile or meant.profile,
            state=meant.state if turn.state is None else turn.state,
            cancel=meant.cancel | turn.cancel,
            plan=turn.plan or meant.plan,
        )

    return decision


def _meant(visit: Visit, decide: Decision) -> Turn:
    """What the text would have done by itself; a request that is refused does nothing."""
    try:
        return decide(visit)
    except DomainError:
        return Turn()


def _is_look_up(desk: Desk, words: str, level: Urgency) -> bool:
    """Whether words after a command that looks things up are just that, and no report. So is what stands as
    the title of a page; what cannot wait is else always taken for a report, and so is anything beside a name:
    "sciatica and a numb foot" finds a page too."""
    titles = {page.name.casefold() for page in desk.library.techniques.values()}
    titles |= {page.name.casefold() for page in desk.library.conditions.values()}
    if words.casefold() in titles:
        return True
    return level not in {Urgency.EMERGENCY, Urgency.CRISIS} and desk.index.is_name(words)


def on_command(
    name: str | list[str],
    decide: Callable[[Visit, Desk, str], Turn],
    *,
    history: int = 0,
    sessions: bool = False,
    needs: bool = False,
    everything: bool = False,
    sizes: bool = False,
    looks_up: bool = False,
    is_code: Callable[[str], object] = lambda _: False,
) -> CommandHandler[Context, None]:
    """A command in a private chat; the decision gets the words after it. `is_code`: whether those are no
    words of a person's, but what a link carries."""

    async def handle(update: Update, context: Context) -> None:
        words = " ".join(context.args or [])
        desk = context.services.desk
        said = "" if is_code(words) else words
        decision = heard(desk, said, lambda visit: decide(visit, desk, words), looks_up=looks_up)
        wanted = Wanted(None, history, sessions, needs, everything=everything, sizes=sizes)
        await take(update, context, decision, wanted)

    return CommandHandler(name, handle, filters=PRIVATE)
