"""Finding a technique or a condition by what a person types, spelling forgiven."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rapidfuzz import fuzz, process, utils

_SURE = 88  # "shiatzu" is 86 to "shiatsu"; see the margin
_POSSIBLE = 62
_MARGIN = 12  # how far the best must be ahead of the next to be taken without asking
MAX_OFFERED = 4
_MAX_LETTERS = 200  # looked at; a name is shorter


class Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Match(Generic[N]):
    """The best candidates, best first. `sure`: the first is what was meant."""

    items: tuple[N, ...]
    sure: bool


def search(words: str, items: Mapping[str, N], *, likeness: float = _POSSIBLE) -> Match[N]:
    """The items whose id, name or an alias is like `words`, from that likeness (of 100) on."""
    names = {
        utils.default_process(name): item
        for item in items.values()
        for name in (item.id, item.name, *item.aliases)
    }
    wanted = utils.default_process(words[:_MAX_LETTERS])
    if not wanted:
        return Match((), sure=False)
    if wanted in names:
        return Match((names[wanted],), sure=True)
    scores: dict[str, float] = {}
    longest: dict[str, float] = {}
    for name, score, _ in process.extract(
        wanted, names.keys(), scorer=_likeness, limit=None, score_cutoff=likeness
    ):
        item_id = names[name].id
        whole = fuzz.ratio(wanted, name)
        if (score, whole) > (scores.get(item_id, 0), longest.get(item_id, 0)):
            scores[item_id], longest[item_id] = score, whole
    ranked = sorted(scores, key=lambda item_id: (-scores[item_id], -longest[item_id]))[:MAX_OFFERED]
    if not ranked:
        return Match((), sure=False)
    runner_up = scores[ranked[1]] if len(ranked) > 1 else 0
    best = scores[ranked[0]]
    sure = best >= _SURE or (best >= _SURE - _MARGIN and best - runner_up >= _MARGIN)
    return Match(tuple(items[item_id] for item_id in ranked), sure)


def _likeness(wanted: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Whole texts compared, and the words of one within the other ("the shiatsu massage please")."""
    whole = fuzz.ratio(wanted, name)
    parts = fuzz.token_set_ratio(wanted, name) * 0.95 if min(len(wanted), len(name)) > 3 else 0  # noqa: PLR2004
    best = max(whole, parts)
    return best if score_cutoff is None or best >= score_cutoff else 0
