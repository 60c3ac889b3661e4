"""Reading a YAML file into plain values while remembering the line of each."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.content.faults import Fault

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C's is ten times as fast
_DEEPEST = 20  # levels; ours have six
Place = tuple[str | int, ...]  # the keys and indexes that lead to a value


@dataclass
class YamlFile:
    """A file's values. `name` is its path below the content folder; `faults` what YAML itself refuses."""

    name: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    text: str = ""

    def line_with(self, words: str, place: Place) -> int:
        """The line on which words of a value stand; where the value begins, if they run over a line's end."""
        start = self.line_of(place)
        lines = self.text.splitlines()[start - 1 :]
        return next((start + i for i, line in enumerate(lines) if words in line), start)

    def line_of(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str, item: str = "") -> Fault:
        return Fault(self.name, self.line_of(place), item, message)


def read_yaml(path: Path, root: Path) -> YamlFile:
    """Read one file; a file that cannot be read or parsed gives a fault and no value."""
    file = YamlFile(path.relative_to(root).as_posix())
    try:
        file.text = path.read_text(encoding="utf-8")
        loader = _Loader(file.text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        file.faults.append(Fault(file.name, line, "", f"not YAML: {error.problem}"))
        return file
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        file.faults.append(Fault(file.name, line, "", "not UTF-8 text"))
        return file
    except RecursionError:
        file.faults.append(Fault(file.name, 1, "", "not YAML: nested too deep"))
        return file
    except (OSError, yaml.YAMLError) as error:
        file.faults.append(Fault(file.name, 1, "", f"cannot be read: {type(error).__name__}"))
        return file
    if node is None:
        file.faults.append(Fault(file.name, 1, "", "the file is empty"))
        return file
    file.value = _value(file, loader, node, ())
    return file


def _value(file: YamlFile, loader: yaml.SafeLoader, node: yaml.Node, place: Place) -> Any:
    line = file.lines[place] = node.start_mark.line + 1
    if len(place) > _DEEPEST:
        file.faults.append(Fault(file.name, line, "", "not YAML: nested too deep"))
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_value(file, loader, child, (*place, index)) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in values:
                file.faults.append(Fault(file.name, key_node.start_mark.line + 1, "", f"{key} stands twice"))
            values[key] = _value(file, loader, child, (*place, key))
            file.lines[(*place, key)] = key_node.start_mark.line + 1
        return values
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError):
        file.faults.append(Fault(file.name, line, "", f"not YAML: {node.value!r} cannot be read; quote it"))
        return None
