"""What was found by the words people type."""

from collections.abc import Sequence
from html import escape

from bot.domain.library import Condition, Technique, Tip
from bot.views.callbacks import ListConditions, NextTip, OpenTip, ShowCondition, ShowTechnique
from bot.views.screen import Button, Screen, in_rows, paragraphs
from bot.views.words import SEEK_HELP, TECHNIQUES

_SHOWN = 40  # characters of what was typed
_CONDITIONS = Button("All conditions", ListConditions())


def found(
    words: str, techniques: Sequence[Technique], conditions: Sequence[Condition], tips: Sequence[Tip]
) -> Screen:
    """Everything that may have been meant, to choose from."""
    shown = escape(words[:_SHOWN])
    buttons = [
        *(Button(technique.name, ShowTechnique(technique.id)) for technique in techniques),
        *(Button(condition.name, ShowCondition(condition.id)) for condition in conditions),
        *(Button(f"Tip: {tip.title}", OpenTip(tip.id)) for tip in tips),
    ]
    text = f"This is what I have on “{shown}”." if buttons else f"I have nothing on “{shown}”."
    return Screen(text, (*in_rows(buttons, 1), (TECHNIQUES, _CONDITIONS), (SEEK_HELP,)))


def overheard(
    words: str, techniques: Sequence[Technique], conditions: Sequence[Condition], tips: Sequence[Tip]
) -> Screen:
    """The same for a few words that answered no question. Nobody reads them, and we say so."""
    screen = found(words, techniques, conditions, tips)
    first = (
        "I am an automated bot and no one reads this. If something worries you, please use the first button."
    )
    return Screen(paragraphs(first, screen.text), (screen.rows[-1], *screen.rows[:-1]))


def nothing_suits(words: str) -> Screen:
    """There are tips on this, and none that suits the person."""
    return Screen(
        f"What I have on “{escape(words[:_SHOWN])}” is not for you just now, going by what I know.",
        ((Button("Another tip", NextTip()),), (SEEK_HELP,)),
    )
