"""Whether the library is enough: every paragraph of the article served, and tips left for every person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.content import readability
from bot.content.faults import Fault
from bot.content.item import Item
from bot.content.load import Content, read_for_authors, to_library
from bot.content.models import TechniqueModel, TipModel
from bot.content.wording import readability_by_topic, wording_faults
from bot.content.yaml_file import YamlFile
from bot.domain.library import Library
from bot.domain.suitability import suitable_tips

PARAGRAPHS_FILE, PLAIN_WORDS_FILE = "paragraphs.yaml", "plain_words.yaml"
TIPS_A_PARAGRAPH = 2  # or the page of a technique
TIPS_A_TOPIC = 8
TIPS_IN_SAFE_SET = 90  # many people skip the checklist: this is their whole programme
TIPS_A_CONDITION = 30


@dataclass(frozen=True)
class Left:
    """How many tips remain for people with just these conditions."""

    conditions: tuple[str, ...]
    tips: int


@dataclass(frozen=True)
class Figures:
    """What the library holds, counted."""

    tips: dict[str, int]  # by topic
    safe_set: int
    reading: dict[str, readability.Pooled]  # by topic
    paragraphs: int
    paragraphs_served: int
    left: tuple[Left, ...]  # every condition and every pair, fewest tips first


def inspect(content: Content) -> tuple[list[Fault], Figures | None]:
    """All faults of a library, those for authors only included, and its figures where it can be used."""
    plain = frozenset(map(str, read_for_authors(content, PLAIN_WORDS_FILE, list).value))
    paragraphs = read_for_authors(content, PARAGRAPHS_FILE, dict)
    headings: dict[str, str] = paragraphs.value
    faults = [*content.faults, *wording_faults(content.tips, plain)]
    if content.faults:
        return sorted(faults), None
    library = to_library(content)
    served = _served(content)
    left = _left(library)
    per_topic = Counter(tip.topic for tip in library.tips.values())
    safe = sum(tip.safe_set for tip in library.tips.values())
    faults += _unknown_paragraphs(content, headings)
    faults += _unserved(paragraphs, headings, served)
    faults += _too_few(per_topic, safe, left)
    figures = Figures(
        tips=dict(per_topic),
        safe_set=safe,
        reading=readability_by_topic(content.tips),
        paragraphs=len(headings),
        paragraphs_served=sum(_is_served(served[key]) for key in headings),
        left=left,
    )
    return sorted(faults), figures


def _served(content: Content) -> Counter[str]:
    """How well each paragraph is served; the page of a technique is as good as two tips."""
    served = Counter(paragraph for tip in content.tips for paragraph in set(tip.model.paragraphs))
    for technique in content.techniques:
        for paragraph in technique.model.paragraphs:
            served[paragraph] += TIPS_A_PARAGRAPH
    return served


def _is_served(count: int) -> bool:
    return count >= TIPS_A_PARAGRAPH


def _tips_and_techniques(content: Content) -> Sequence[Item[TipModel] | Item[TechniqueModel]]:
    return [*content.tips, *content.techniques]


def _unknown_paragraphs(content: Content, headings: dict[str, str]) -> Iterator[Fault]:
    for item in _tips_and_techniques(content):
        for index, key in enumerate(item.model.paragraphs):
            if headings and key not in headings:
                message = f"paragraphs: {key} is not in {PARAGRAPHS_FILE}; check its spelling"
                yield item.fault(message, "paragraphs", index)


def _unserved(file: YamlFile, headings: dict[str, str], served: Counter[str]) -> Iterator[Fault]:
    for key, heading in headings.items():
        if not _is_served(served[key]):
            message = (
                f"{heading}: served by {served[key]} of {TIPS_A_PARAGRAPH} tips; "
                "write one more, or name it at a technique"
            )
            yield file.fault((key,), message, key)


def _left(library: Library) -> tuple[Left, ...]:
    """Tips left for every condition and pair, fewest first; those that silence all tips are left out."""
    ids = sorted(key for key, condition in library.conditions.items() if condition.silences is None)
    sets: Sequence[tuple[str, ...]] = [*((one,) for one in ids), *combinations(ids, 2)]
    found = (Left(conditions, len(suitable_tips(library, frozenset(conditions)).ids)) for conditions in sets)
    return tuple(sorted(found, key=lambda left: (left.tips, left.conditions)))


def _too_few(per_topic: Counter[str], safe: int, left: tuple[Left, ...]) -> Iterator[Fault]:
    for topic, count in sorted(per_topic.items()):
        if count < TIPS_A_TOPIC:
            yield Fault(f"en/tips/{topic}.yaml", 1, "", f"{count} tips; a topic has at least {TIPS_A_TOPIC}")
    if safe < TIPS_IN_SAFE_SET:
        yield Fault("en/tips", 1, "", f"{safe} tips in the safe set; at least {TIPS_IN_SAFE_SET} are needed")
    for one in left:
        [name, *others] = one.conditions
        if not others and one.tips < TIPS_A_CONDITION:
            message = (
                f"{one.tips} tips remain for {name}; at least {TIPS_A_CONDITION}: adapt more tips for it"
            )
            yield Fault("en/conditions.yaml", 1, name, message)
