"""Whether a technique or a tip suits a person, from the condition matrix.

The strictest verdict wins. A tip whose techniques need adapting may be sent only in wording that was
written for every one of the person's conditions that asks for it; without such wording it is not sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.library import Condition, Library, Need, Technique, Tip, Verdict, Wording
from bot.domain.seek_help import HelpLevel, Sign

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


def sign_instead_of_tips(
    library: Library, conditions: Iterable[str] | None, country: str | None = None
) -> tuple[HelpLevel, Sign] | None:
    """The sign whose urgent message takes the place of every tip, where a condition asks for that; with the
    numbers of a country."""
    silencing = (condition.silences for condition in _known(library, frozenset(conditions or ())))
    sign_id = next(filter(None, silencing), None)
    return library.help_in(country).find_sign(sign_id) if sign_id else None


def suitable_wording(library: Library, tip: Tip, conditions: Conditions) -> Wording | None:
    """The wording in which a tip may be pushed to the person; None where it may not be."""
    if conditions is None:
        return tip.wording if tip.safe_set and not tip.only_for else None
    if (tip.only_for and not tip.only_for & conditions) or tip.not_for & conditions:
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


def held_back(library: Library, tip: Tip, conditions: Conditions) -> tuple[Condition, ...]:
    """The conditions that, each by itself, keep a tip from the person; empty where it is their
    combination, or what we do not know."""
    return tuple(
        condition
        for condition in _known(library, conditions)
        if suitable_wording(library, tip, frozenset({condition.id})) is None
    )


@dataclass(frozen=True, eq=False)
class Programme:
    """All tips that may be pushed to people with the same conditions, and where to find what among them."""

    tips: Mapping[str, SuitableTip]  # by id, in the library's order
    ids: frozenset[str] = field(init=False)
    topics: Mapping[str, frozenset[str]] = field(init=False)  # ids by topic
    needs: Mapping[Need, frozenset[str]] = field(init=False)  # ids by what they help with
    own: frozenset[str] = field(init=False)  # ids of those written for one of the conditions

    def __post_init__(self) -> None:
        topics: dict[str, set[str]] = {}
        needs: dict[Need, set[str]] = {}
        for one in self.tips.values():
            topics.setdefault(one.tip.topic, set()).add(one.tip.id)
            for need in one.tip.helps:
                needs.setdefault(need, set()).add(one.tip.id)
        object.__setattr__(self, "ids", frozenset(self.tips))
        object.__setattr__(self, "own", frozenset(id_ for id_, one in self.tips.items() if one.tip.only_for))
        object.__setattr__(self, "topics", {topic: frozenset(ids) for topic, ids in topics.items()})
        object.__setattr__(self, "needs", {need: frozenset(ids) for need, ids in needs.items()})

    def of_topic(self, topic: str) -> frozenset[str]:
        return self.topics.get(topic, frozenset())

    def helping(self, need: Need) -> frozenset[str]:
        return self.needs.get(need, frozenset())


@lru_cache(maxsize=512)
def suitable_tips(library: Library, conditions: Conditions) -> Programme:
    """What may be pushed to a person with just these conditions.

    Remembered per set of conditions: people share a few hundred sets between them.
    """
    pairs = ((tip, suitable_wording(library, tip, conditions)) for tip in library.tips.values())
    return Programme({tip.id: SuitableTip(tip, wording) for tip, wording in pairs if wording is not None})


def suitable_techniques(library: Library, conditions: Conditions) -> tuple[Technique, ...]:
    """What can be offered instead: techniques with steps for home and the verdict `ok`."""
    return tuple(
        technique
        for technique in library.techniques.values()
        if not technique.information_only and judge(library, technique, conditions).verdict is Verdict.OK
    )
