"""One item of a content file, and where it stands."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from bot.content.faults import Fault
from bot.content.models import Model
from bot.content.yaml_file import Place, YamlFile

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Item(Generic[M]):
    """A model as its author wrote it, and its place in its file."""

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

    def texts(self, without: Collection[str] = ()) -> Iterator[tuple[Place, str]]:
        """Every text in it and its place, but for what stands under the keys in `without`."""
        return _texts(self.model.model_dump(by_alias=True), without)


def _texts(value: Any, without: Collection[str], place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in without:
                yield from _texts(inner, without, (*place, key))
