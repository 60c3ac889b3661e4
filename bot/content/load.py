"""Reading a content folder into a Library. Every fault is collected; with one, nothing is loaded.

sources.yaml   en/techniques.yaml   en/conditions.yaml   en/mentions.yaml   en/seek_help.yaml
en/countries.yaml   en/triage.yaml   en/triage.weights   en/tips/<topic>.yaml

For authors only, and only where they are there: paragraphs.yaml   plain_words.yaml
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.content import check
from bot.content.faults import ContentError, Fault
from bot.content.help_models import CountriesModel, SeekHelpModel
from bot.content.item import Item
from bot.content.models import ConditionModel, MentionModel, Model, SourceModel, TechniqueModel, TipModel
from bot.content.never_say import never_said
from bot.content.numbers import countries, with_numbers
from bot.content.triage import TriageModel, load_weights, triage_faults
from bot.content.yaml_file import Place, YamlFile, read_yaml
from bot.domain.library import Library
from bot.domain.triage.weights import Weights

M = TypeVar("M", bound=Model)


@dataclass
class Content:
    """All items as their authors wrote them, each with the file and the place it came from."""

    root: Path
    tips: list[Item[TipModel]] = field(default_factory=list)
    techniques: list[Item[TechniqueModel]] = field(default_factory=list)
    conditions: list[Item[ConditionModel]] = field(default_factory=list)
    mentions: list[Item[MentionModel]] = field(default_factory=list)
    seek_help: list[Item[SeekHelpModel]] = field(default_factory=list)
    countries: list[Item[CountriesModel]] = field(default_factory=list)
    triage: list[Item[TriageModel]] = field(default_factory=list)
    weights: Weights | None = None
    sources: dict[str, SourceModel] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def load_library(root: Path) -> Library:
    """The library in a content folder. Raises ContentError with every fault."""
    return to_library(read_content(root))


def to_library(content: Content) -> Library:
    """What was read, as the bot uses it. Raises ContentError with every fault."""
    if content.faults:
        raise ContentError(content.faults)
    seek_help, numbers = content.seek_help[0].model, content.countries[0].model
    assert content.weights is not None  # noqa: S101  without faults everything has been read
    return Library(
        tips={item.model.id: item.model.to_domain(item.topic) for item in content.tips},
        techniques={item.model.id: item.model.to_domain() for item in content.techniques},
        conditions={item.model.id: item.model.to_domain() for item in content.conditions},
        seek_help=with_numbers(seek_help, numbers.anywhere),
        countries=countries(seek_help, numbers),
        sources={key: model.to_domain() for key, model in content.sources.items()},
        mentions=tuple(item.model.to_domain() for item in content.mentions),
        lexicon=content.triage[0].model.to_domain(content.weights, seek_help.urgencies()),
    )


def read_content(root: Path) -> Content:
    """Everything that could be read, and every fault found on the way and by the checks."""
    content = Content(root)
    if not root.is_dir():
        content.faults.append(Fault(root.name, 1, "", "there is no such folder; TIPS_DIR names the content"))
        return content
    content.sources = _read_sources(content)
    content.techniques = list(_read_list(content, root / "en" / "techniques.yaml", TechniqueModel))
    content.conditions = list(_read_list(content, root / "en" / "conditions.yaml", ConditionModel))
    content.mentions = list(_read_list(content, root / "en" / "mentions.yaml", MentionModel))
    help_file = _open(content, root / "en" / "seek_help.yaml")
    content.seek_help = list(_items(content, help_file, [((), help_file.value)], SeekHelpModel))
    numbers = _open(content, root / "en" / "countries.yaml")
    content.countries = list(_items(content, numbers, [((), numbers.value)], CountriesModel))
    triage = _open(content, root / "en" / "triage.yaml")
    content.triage = list(_items(content, triage, [((), triage.value)], TriageModel))
    topics = sorted((root / "en" / "tips").glob("*.yaml"))
    if not topics:
        content.faults.append(Fault("en/tips", 1, "", "there are no tips"))
    content.tips = [item for path in topics for item in _read_list(content, path, TipModel)]
    readable = not content.faults
    for items in (content.tips, content.techniques, content.conditions, content.seek_help, content.countries):
        content.faults.extend(never_said(items))
    if readable:  # references to what could not be read would only repeat it
        content.faults += check.all_faults(
            content.tips,
            content.techniques,
            content.conditions,
            content.seek_help[0],
            content.countries[0],
            content.sources,
        )
        _read_weights(content)
    return content


def _read_weights(content: Content) -> None:
    signs = content.seek_help[0].model.urgencies()
    content.faults.extend(triage_faults(content.triage[0], signs))
    match load_weights(content.root, signs):
        case Weights() as weights:
            content.weights = weights
        case Fault() as fault:
            content.faults.append(fault)


def read_for_authors(content: Content, name: str, kind: type[list[Any]] | type[dict[str, Any]]) -> YamlFile:
    """A file that only the check reads, its value a list or a dict; empty where there is no such file."""
    path = content.root / name
    file = _open(content, path) if path.is_file() else YamlFile(name, kind())
    if not isinstance(file.value, kind):
        if not file.faults:
            content.faults.append(
                file.fault((), f"must be a {'list' if kind is list else 'key and a text a line'}")
            )
        file.value = kind()
    return file


def _open(content: Content, path: Path) -> YamlFile:
    file = read_yaml(path, content.root)
    content.faults.extend(file.faults)
    return file


def _read_sources(content: Content) -> dict[str, SourceModel]:
    file = _open(content, content.root / "sources.yaml")
    if not isinstance(file.value, dict):
        if not file.faults:
            content.faults.append(file.fault((), "must be keys, each with a name"))
        return {}
    pairs = [((key,), value) for key, value in file.value.items()]
    return {str(item.place[0]): item.model for item in _items(content, file, pairs, SourceModel)}


def _read_list(content: Content, path: Path, model: type[M]) -> Iterator[Item[M]]:
    file = _open(content, path)
    if not isinstance(file.value, list):
        if not file.faults:
            content.faults.append(file.fault((), "must be a list of items, each starting with `- id:`"))
        return
    yield from _items(content, file, [((index,), value) for index, value in enumerate(file.value)], model)


def _items(
    content: Content, file: YamlFile, pairs: list[tuple[Any, Any]], model: type[M]
) -> Iterator[Item[M]]:
    for place, value in pairs:
        try:
            yield Item(file, place, model.model_validate(value))
        except ValidationError as error:
            name = str(value.get("id", "")) if isinstance(value, dict) else ""
            content.faults.extend(_faults(file, place, name, error))


def _faults(file: YamlFile, place: Place, name: str, error: ValidationError) -> Iterator[Fault]:
    for problem in error.errors(include_url=False, include_context=False):
        where = problem["loc"]
        label = ".".join(str(part) for part in where) or "item"
        yield file.fault((*place, *where), f"{label}: {problem['msg']}", name)
