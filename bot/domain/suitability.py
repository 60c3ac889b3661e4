"""Whether a technique or a tip suits a person, from the condition matrix.

The strictest verdict wins. A tip whose techniques need adapting may be sent only in wording that was
written for every one of the person's conditions that asks for it; without such wording it is not sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.library import Condition, HelpLevel, Library, Sign, Technique, Tip, Verdict, Wording

Conditions = frozenset[str] | None  # None: nothing is known about the person's health


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the conditions that led to it (none of them for `ok`)."""

    verdict: Verdict
    because: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class SuitableTip:
    """A tip in the wording that this person may be sent."""

    tip: Tip
    wording: Wording


def _known(library: Library, conditions: Conditions) -> list[Condition]:
    """The conditions the library still has; what a retired one leads to is said below."""
    return [library.conditions[key] for key in sorted(conditions or ()) if key in library.conditions]


def judge(library: Library, technique: Technique, conditions: Conditions) -> Judgement:
    """The strictest verdict any of the conditions gives on a technique; "ask" for a retired condition."""
    verdicts = [(condition, condition.verdicts[technique.id]) for condition in _known(library, conditions)]
    floor = Verdict.OK if (conditions or frozenset()) <= library.conditions.keys() else Verdict.ASK
    strictest = max([floor, *(verdict for _, verdict in verdicts)], key=lambda v: v.strictness)
    if strictest is Verdict.OK:
        return Judgement(strictest, ())
    return Judgement(strictest, tuple(condition for condition, verdict in verdicts if verdict is strictest))


def sign_instead_of_tips(library: Library, conditions: Iterable[str] | None) -> tuple[HelpLevel, Sign] | None:
    """The sign whose urgent message takes the place of every tip, where a condition asks for that."""
    silencing = (condition.silences for condition in _known(library, frozenset(conditions or ())))
    sign_id = next(filter(None, silencing), None)
    return library.seek_help.find_sign(sign_id) if sign_id else None


def suitable_wording(library: Library, tip: Tip, conditions: Conditions) -> Wording | None:
    """The wording in which a tip may be pushed to the person; None where it may not be."""
    if conditions is None:
        return tip.wording if tip.safe_set and not tip.only_for else None
    if tip.only_for and not tip.only_for & conditions:
        return None
    if sign_instead_of_tips(library, conditions):
        return None
    known = conditions & library.conditions.keys()
    if known != conditions and not tip.safe_set:
        return None  # a condition the library no longer has cannot be judged
    adapting: set[str] = set()
    for technique in tip.techniques:
        judgement = judge(library, library.techniques[technique], known)
        if judgement.verdict.strictness > Verdict.ADAPT.strictness:
            return None
        adapting.update(condition.id for condition in judgement.because)
    if not adapting:
        return tip.wording
    return next((a.wording for a in tip.adaptations if adapting <= a.conditions), None)


@lru_cache(maxsize=4096)
def suitable_tips(library: Library, conditions: Conditions) -> tuple[SuitableTip, ...]:
    """All tips that may be pushed to a person with just these conditions, in the library's order.

    Remembered per set of conditions: people share a few hundred sets between them.
    """
    pairs = ((tip, suitable_wording(library, tip, conditions)) for tip in library.tips.values())
    return tuple(SuitableTip(tip, wording) for tip, wording in pairs if wording is not None)


def suitable_techniques(library: Library, conditions: Conditions) -> tuple[Technique, ...]:
    """What can be offered instead: techniques with steps for home and the verdict `ok`."""
    return tuple(
        technique
        for technique in library.techniques.values()
        if not technique.information_only and judge(library, technique, conditions).verdict is Verdict.OK
    )
