"""What the shape of single items cannot say: references, the matrix, lengths, and words we never use."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from bot.content.faults import Fault
from bot.content.models import ConditionModel, Model, SeekHelpModel, SourceModel, TechniqueModel, TipModel
from bot.content.yaml_file import Place, YamlFile
from bot.domain.library import Level, Verdict

M = TypeVar("M", bound=Model)

MAX_BODY_WORDS = 60
MAX_TECHNIQUE = 2000  # characters: what is left of one message for the adapted lines and the sources
MAX_TOPIC = 32  # characters of a file's name: it travels in buttons
SAFE_TECHNIQUES = {"relaxation", "stretching"}  # rule 2 of the matrix: no touch, no heat
NEVER_SAY = (  # section 6.3 of the clinical facts, as far as a word list can hold it
    "cure", "cures", "cured", "guaranteed", "proven to work", "toxin", "toxins", "detox", "realign",
    "realigns", "trapped nerve", "decompress", "no pain no gain", "push through", "stay in bed", "worn out",
    "crumbling", "bad posture", "weak spine", "in your head", "just relax", "nothing to worry about",
    "risk-free", "no side effects", "should have", "non-compliant", "suffering from", "victim",
)  # fmt: skip
_NEVER = re.compile(r"\b(" + "|".join(re.escape(word) for word in NEVER_SAY) + r")\b", re.IGNORECASE)


@dataclass(frozen=True)
class Item(Generic[M]):
    """One item, and where it stands."""

    file: YamlFile
    place: Place
    model: M

    @property
    def id(self) -> str:
        return str(getattr(self.model, "id", ""))

    @property
    def topic(self) -> str:
        """The topic of a tip is the name of its file."""
        return PurePath(self.file.name).stem

    def fault(self, message: str, *place: str | int) -> Fault:
        return self.file.fault((*self.place, *place), message, self.id)


def all_faults(
    tips: Sequence[Item[TipModel]],
    techniques: Sequence[Item[TechniqueModel]],
    conditions: Sequence[Item[ConditionModel]],
    seek_help: Item[SeekHelpModel],
    sources: Mapping[str, SourceModel],
) -> list[Fault]:
    """Every fault in content whose items are each of the right shape."""
    faults: list[Fault] = []
    for items in (tips, techniques, conditions):
        faults.extend(_repeated_ids(items))
        for item in items:
            faults.extend(_unknown(item, "sources", item.model.sources, sources))
    technique_ids = {item.id for item in techniques}
    by_condition = {item.id: item.model for item in conditions}
    signs = {sign.id for level in seek_help.model.levels for sign in level.signs}
    for condition in conditions:
        faults.extend(_condition_faults(condition, technique_ids, signs))
    for technique in techniques:
        faults.extend(_too_long(technique))
    for tip in tips:
        faults.extend(_unknown(tip, "techniques", tip.model.techniques, technique_ids))
        faults.extend(_explained_only(tip, techniques))
        faults.extend(_unknown(tip, "only_for", tip.model.only_for, by_condition))
        faults.extend(_tip_faults(tip))
        faults.extend(_adapted_faults(tip, by_condition))
    faults.extend(_help_faults(seek_help, sources))
    return faults


def _repeated_ids(items: Sequence[Item[Any]]) -> Iterator[Fault]:
    count = Counter(item.id for item in items)
    return (
        item.fault("this id stands twice; every id is given once", "id")
        for item in items
        if count[item.id] > 1
    )


def _unknown(item: Item[Any], key: str, names: Sequence[str], known: Any) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name not in known:
            yield item.fault(f"{key}: {name} is not known; check its spelling", key, index)


def never_said(items: Sequence[Item[Any]]) -> Iterator[Fault]:
    """Words of section 6.3 in any text that people read."""
    for item in items:
        for place, text in _texts(item.model.model_dump(by_alias=True)):
            if found := _NEVER.search(text):
                line = item.file.line_with(found.group(), (*item.place, *place))
                yield Fault(item.file.name, line, item.id, f'{place[0]}: we never say "{found.group()}"')


def _texts(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """All that is read by people; other names and sources are not our words."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in {"aliases", "sources", "verdicts"}:
                yield from _texts(inner, (*place, key))


def _condition_faults(item: Item[ConditionModel], techniques: set[str], signs: set[str]) -> Iterator[Fault]:
    given = item.model.verdicts.keys()
    for missing in sorted(techniques - given):
        yield item.fault(f"verdicts: no verdict on {missing}", "verdicts")
    for unknown in sorted(given - techniques):
        yield item.fault(f"verdicts: {unknown} is no technique", "verdicts", unknown)
    if item.model.silences and item.model.silences not in signs:
        yield item.fault(f"silences: {item.model.silences} is no sign of seek_help.yaml", "silences")


def _too_long(item: Item[TechniqueModel]) -> Iterator[Fault]:
    model = item.model
    length = sum(map(len, (model.what, model.feels, model.caution, model.home, model.evidence)))
    if length > MAX_TECHNIQUE:
        yield item.fault(f"{length} characters in all; {MAX_TECHNIQUE} fit in a message", "home")


def _tip_faults(item: Item[TipModel]) -> Iterator[Fault]:
    tip = item.model
    if len(item.topic) > MAX_TOPIC:
        yield item.fault(f"the file's name is the topic: at most {MAX_TOPIC} characters")
    words = len(tip.body.split())
    if words > MAX_BODY_WORDS:
        yield item.fault(f"body: {words} words; at most {MAX_BODY_WORDS}. Move the rest to `more`", "body")
    if tip.safe_set and not set(tip.techniques) <= SAFE_TECHNIQUES:
        yield item.fault(
            "safe_set: a tip with heat or touch cannot go to a person we know nothing of", "safe_set"
        )
    on_the_floor = tip.position == "lying" and "bed" not in tip.equipment and "stretching" in tip.techniques
    if tip.safe_set and on_the_floor:
        yield item.fault("safe_set: no floor exercises for a person we know nothing of", "safe_set")
    if tip.safe_set and tip.only_for:
        yield item.fault("safe_set: a tip for some conditions only cannot be in the safe set", "safe_set")
    for index, entry in enumerate(tip.adapted):
        words = len(entry.body.split())
        if words > MAX_BODY_WORDS:
            yield item.fault(
                f"adapted body: {words} words; at most {MAX_BODY_WORDS}", "adapted", index, "body"
            )


def _explained_only(item: Item[TipModel], techniques: Sequence[Item[TechniqueModel]]) -> Iterator[Fault]:
    """Rule 6 of the matrix: some techniques are explained on command only, for everybody."""
    for technique in techniques:
        if technique.model.information_only and technique.id in item.model.techniques:
            yield item.fault(
                f"techniques: {technique.id} is information on command only, never a tip", "techniques"
            )


def _adapted_faults(item: Item[TipModel], conditions: Mapping[str, ConditionModel]) -> Iterator[Fault]:
    for index, entry in enumerate(item.model.adapted):
        for name in entry.for_:
            place = ("adapted", index, "for")
            if name not in conditions:
                yield item.fault(f"adapted: {name} is no condition", *place)
            elif not any(
                conditions[name].verdicts.get(technique) is Verdict.ADAPT
                for technique in item.model.techniques
            ):
                yield item.fault(
                    f"adapted: for {name} none of its techniques is `adapt` in the matrix", *place
                )


def _help_faults(item: Item[SeekHelpModel], sources: Mapping[str, SourceModel]) -> Iterator[Fault]:
    if [level.level for level in item.model.levels] != list(Level):
        yield item.fault("levels: write emergency, urgent and soon, most urgent first", "levels")
    seen: set[str] = set()
    for i, level in enumerate(item.model.levels):
        for j, sign in enumerate(level.signs):
            if sign.id in seen:
                yield item.fault(f"{sign.id} stands twice", "levels", i, "signs", j)
            seen.add(sign.id)
            for k, key in enumerate(sign.sources):
                if key not in sources:
                    place = ("levels", i, "signs", j, "sources", k)
                    yield item.fault(f"{sign.id}: source {key} is not known", *place)
