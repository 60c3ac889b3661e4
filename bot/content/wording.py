"""What authors are held to in their wording: easy to read, one number at a time, nothing said twice.

The bot would run without this, so a library is not refused for it; `content check` is what asks.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from bot.content import readability
from bot.content.faults import Fault
from bot.content.item import Item
from bot.content.models import TipModel
from bot.content.yaml_file import Place

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)?(?:\s*(?:-|–|to|or)\s*\d+(?:[.,:]\d+)?)?")  # a range is one
ALIKE = 80  # of 100: two bodies that share so many words are the same tip


def wording_faults(tips: Sequence[Item[TipModel]], plain: Collection[str]) -> Iterator[Fault]:
    """Every fault in how the tips are worded."""
    for tip in tips:
        yield from _hard_to_read(tip, plain)
        yield from _too_many_numbers(tip)
    yield from _hard_topics(tips)
    yield from _alike(tips)


def _wordings(tip: Item[TipModel]) -> Iterator[tuple[Place, Any]]:
    """The tip itself and each of its adapted wordings, with their place in it."""
    yield (), tip.model
    for index, entry in enumerate(tip.model.adapted):
        yield ("adapted", index), entry


def _whole(wording: Any) -> str:
    return f"{wording.body}\n{wording.more or ''}"


def _hard_to_read(tip: Item[TipModel], plain: Collection[str]) -> Iterator[Fault]:
    for place, wording in _wordings(tip):
        for fault in readability.too_hard(_whole(wording), plain):
            yield tip.fault(f"hard to read: {fault}", *place, "body")


def _too_many_numbers(tip: Item[TipModel]) -> Iterator[Fault]:
    for place, wording in _wordings(tip):
        found = _NUMBER.findall(wording.body)
        if len(found) > 1:
            yield tip.fault(
                f"body: {len(found)} numbers ({', '.join(found)}); at most 1. Move the rest to `more`",
                *place,
                "body",
            )


def readability_by_topic(tips: Sequence[Item[TipModel]]) -> dict[str, readability.Pooled]:
    """The grades of all wordings of each topic."""
    texts: dict[str, list[str]] = {}
    for tip in tips:
        texts.setdefault(tip.topic, []).extend(_whole(wording) for _, wording in _wordings(tip))
    return {topic: readability.pooled(pool) for topic, pool in texts.items()}


def _hard_topics(tips: Sequence[Item[TipModel]]) -> Iterator[Fault]:
    files = {tip.topic: tip.file for tip in tips}
    limits = (("smog", readability.MAX_SMOG), ("flesch_kincaid", readability.MAX_FLESCH_KINCAID))
    for topic, grades in readability_by_topic(tips).items():
        for name, limit in limits:
            grade = getattr(grades, name)
            if grade is not None and grade > limit:
                label = name.replace("_", "-")
                yield files[topic].fault(
                    (), f"{label} of the topic is {grade}; shorter words: at most {limit:.0f}"
                )


def _alike(tips: Sequence[Item[TipModel]]) -> Iterator[Fault]:
    for one, other in combinations(tips, 2):
        if one.model.title.casefold() == other.model.title.casefold():
            yield other.fault(f"title: the same as that of {one.id}; give each tip its own", "title")
        likeness = fuzz.token_sort_ratio(one.model.body, other.model.body, score_cutoff=ALIKE)
        if likeness:
            message = f"body: {likeness:.0f} % like that of {one.id}; make one tip of the two, or change one"
            yield other.fault(message, "body")
