"""The published description of the Bot API, and whether what the sandbox says conforms to it."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

VARIABLE = "BACKCARE_SHARED"
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


def why_absent() -> str:
    """Why there is no description to check against; empty if there is."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return f"{VARIABLE} names no folder with botapi/botapi.json"
    return "" if (Path(folder) / "botapi/botapi.json").is_file() else f"{folder} has no botapi/botapi.json"


@cache
def description() -> Json:
    """The whole file."""
    found: Json = json.loads((Path(os.environ[VARIABLE]) / "botapi/botapi.json").read_bytes())
    return found


def parameters(method: str) -> dict[str, Json]:
    """What a method takes, by name."""
    return {field["name"]: field for field in description()["methods"][method].get("fields", [])}


def complaints(value: Any, kinds: list[str], path: str) -> list[str]:
    """What is wrong with a value that should be one of these kinds; empty if nothing is."""
    tries = [list(_complaints(value, kind, path)) for kind in kinds]
    return min(tries, key=len) if tries else []


def _complaints(value: Any, kind: str, path: str) -> Iterator[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{path}: {kind} expected, not {value!r}"
            return
        for number, each in enumerate(value):
            yield from complaints(each, [kind.removeprefix("Array of ")], f"{path}[{number}]")
    elif kind in SCALARS:
        wrong_bool = isinstance(value, bool) and bool not in SCALARS[kind]
        if wrong_bool or not isinstance(value, SCALARS[kind]) or (kind == "True" and value is not True):
            yield f"{path}: {kind} expected, not {value!r}"
    else:
        yield from _object_complaints(value, kind, path)


def _object_complaints(value: Any, kind: str, path: str) -> Iterator[str]:
    described = description()["types"][kind]
    if described.get("subtypes"):
        yield from complaints(value, described["subtypes"], path)
        return
    if not isinstance(value, dict):
        yield f"{path}: {kind} expected, not {value!r}"
        return
    fields = {field["name"]: field for field in described.get("fields", [])}
    for name in value:
        if name not in fields:
            yield f"{path}: {kind} has no field {name}"
    for name, field in fields.items():
        if name in value:
            yield from complaints(value[name], field["types"], f"{path}.{name}")
        elif field["required"]:
            yield f"{path}: {kind} needs {name}"
