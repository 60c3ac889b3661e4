"""A tip as plain text, for the author at a terminal."""

import re
from html import unescape

from bot.domain.library import Library, Tip
from bot.domain.selection import Reason
from bot.domain.suitability import Conditions, held_back, sign_instead_of_tips, suitable_wording
from bot.views import tips
from bot.views.screen import Screen

_FRAME = tips.Frame(may_rate=True, is_saved=False, bot_name="your_bot")
_TAG = re.compile(r"<[^>]+>")


def plain_text(screen: Screen) -> str:
    """A screen's words, and its buttons in brackets below."""
    rows = [" ".join(f"[{button.label}]" for button in row) for row in screen.rows]
    return "\n".join([unescape(_TAG.sub("", screen.text)), "", *rows]).rstrip()


def preview_text(library: Library, tip: Tip, conditions: Conditions) -> str:
    """Everything a person with these conditions would see of a tip, or why it never comes to them."""
    who = "a person of whose health nothing is known" if conditions is None else _person(conditions)
    wording = suitable_wording(library, tip, conditions)
    if found := sign_instead_of_tips(library, conditions):
        return f"To {who}: no tips, but this.\n\n{plain_text(tips.urgent_screen(*found))}"
    if wording is None:
        screen = tips.not_for_you(tip, held_back(library, tip, conditions), known=conditions is not None)
        return f"To {who}: never sent. Opened by a link:\n\n{plain_text(screen)}"
    how = "as written" if wording == tip.wording else "in adapted wording"
    parts = [f"To {who}: {how}.", plain_text(tips.tip_screen(tip, wording, Reason.BALANCE, _FRAME))]
    if wording.more:
        longer = tips.tip_screen(tip, wording, Reason.BALANCE, _FRAME, longer=True)
        parts += ["After “More”:", plain_text(longer)]
    why = tips.why_screen(library, tip, Reason.BALANCE, conditions_known=conditions is not None)
    return "\n\n".join([*parts, "After “Why this one?”:", plain_text(why)])


def _person(conditions: frozenset[str]) -> str:
    return f"a person with {', '.join(sorted(conditions))}" if conditions else "a person with no condition"
