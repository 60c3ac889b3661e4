"""What the shape of single items cannot say: references, the matrix, and what fits into a message."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.content.check_questions import question_faults
from bot.content.faults import Fault
from bot.content.help_models import CountriesModel, SeekHelpModel
from bot.content.item import Item
from bot.content.models import ConditionModel, SourceModel, TechniqueModel, TipModel
from bot.content.numbers import number_faults
from bot.domain.library import Verdict
from bot.domain.seek_help import Level

MAX_BODY_WORDS = 60
MAX_TECHNIQUE = 2000  # characters: what is left of one message for the adapted lines and the sources
MAX_TOPIC = 32  # characters of a file's name: it travels in buttons
SAFE_TECHNIQUES = {"relaxation", "stretching"}  # rule 2 of the matrix: no touch, no heat


def all_faults(
    tips: Sequence[Item[TipModel]],
    techniques: Sequence[Item[TechniqueModel]],
    conditions: Sequence[Item[ConditionModel]],
    seek_help: Item[SeekHelpModel],
    countries: Item[CountriesModel],
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
        faults.extend(_unknown(tip, "not_for", tip.model.not_for, by_condition))
        faults.extend(_tip_faults(tip))
        faults.extend(_adapted_faults(tip, by_condition))
        faults.extend(_undecided(tip, by_condition))
    faults.extend(_help_faults(seek_help, sources))
    faults.extend(number_faults(seek_help, countries))
    faults.extend(question_faults(seek_help, by_condition))
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


def _undecided(item: Item[TipModel], conditions: Mapping[str, ConditionModel]) -> Iterator[Fault]:
    """A condition that asks for adapted wording has it, or is named as one this tip never goes to."""
    tip = item.model
    adapted = {name for entry in tip.adapted for name in entry.for_}
    for name in sorted(adapted & set(tip.not_for)):
        yield item.fault(f"not_for: {name} has adapted wording too; keep one of the two", "not_for")
    for name, condition in conditions.items():
        verdicts = [condition.verdicts.get(technique, Verdict.OK) for technique in tip.techniques]
        strictest = max(verdicts, key=lambda verdict: verdict.strictness, default=Verdict.OK)
        if strictest is Verdict.ADAPT and name not in adapted and name not in tip.not_for:
            yield item.fault(
                f"adapted: no wording for {name}; write it, or add it to `not_for`", "techniques"
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
