"""The labelled messages, read from their files."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DEVELOPMENT = HERE / "messages"
SET_ASIDE = HERE / "set_aside"  # for reporting only: never trained on, tuned on, or looked at


@dataclass(frozen=True, slots=True)
class Message:
    """`level` is the label, `also` a second one that could be defended (or empty); `sign` is its id in
    `seek_help.yaml`, or "none"; `kind` is how it is written; `writer` names the file."""

    text: str
    level: str
    also: str
    sign: str
    kind: str
    writer: str


def read(folder: Path) -> list[Message]:
    """All messages of a folder, file by file in alphabetical order."""
    return [message for path in sorted(folder.glob("*.csv")) for message in _read_file(path)]


def _read_file(path: Path) -> Iterable[Message]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Message(row["text"], row["level"], row["also"], row["sign"], row["kind"], path.stem)
