"""Looking things up by the words people type, each person's own filter in between."""

from dataclasses import dataclass

from bot.domain import selection
from bot.domain.library import Condition, Technique, Tip
from bot.domain.selection import Reason
from bot.handlers.context import Desk
from bot.handlers.visit import Turn, Visit
from bot.views import search
from bot.views.screen import Screen

_MOST_TIPS = 6
_FEW_WORDS = 4  # so few may be looking for something; more are telling something


@dataclass(frozen=True, slots=True)
class Hits:
    """What there is on some words. `tips` are those that suit the person; `held_back` that others do not."""

    words: str
    techniques: tuple[Technique, ...]
    conditions: tuple[Condition, ...]
    tips: tuple[Tip, ...]
    held_back: bool
    technique: Technique | None  # where one was surely meant
    condition: Condition | None

    def screen(self) -> Screen:
        return search.found(self.words, self.techniques, self.conditions, self.tips)


def look_up(visit: Visit, desk: Desk, words: str) -> Hits:
    found = desk.index.find(words)
    tips = () if visit.is_quiet else found.tips  # techniques and conditions can be read all the same
    suit = [tip for tip in tips if selection.find_tip(desk.library, visit.profile, tip, Reason.ASKED)]
    return Hits(
        words,
        found.techniques.items,
        found.conditions.items,
        tuple(desk.library.tips[tip] for tip in suit[:_MOST_TIPS]),
        held_back=len(suit) < len(tips),
        technique=found.techniques.items[0] if found.techniques.sure else None,
        condition=found.conditions.items[0] if found.conditions.sure else None,
    )


def tips_about(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/tip heat`: the tips on something that suit the person."""
    hits = look_up(visit, desk, words)
    nothing_else = not (hits.tips or hits.techniques or hits.conditions)
    return Turn((search.nothing_suits(words) if nothing_else and hits.held_back else hits.screen(),))


def overheard(visit: Visit, desk: Desk, text: str) -> Screen | None:
    """What a few words to nobody may have been looking for; None where they were not, or found nothing."""
    if len(text.split()) > _FEW_WORDS:
        return None
    hits = look_up(visit, desk, text)
    if not (hits.tips or hits.techniques or hits.conditions):
        return None
    return search.overheard(text, hits.techniques, hits.conditions, hits.tips)
