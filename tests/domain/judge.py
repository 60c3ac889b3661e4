"""A second opinion on what may be sent to whom, from the YAML itself: it shares no code with the bot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parents[2] / "tips" / "en"


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


TIPS: dict[str, dict[str, Any]] = {
    tip["id"]: tip | {"topic": path.stem}
    for path in sorted(CONTENT.glob("tips/*.yaml"))
    for tip in _read(path)
}
CONDITIONS: dict[str, dict[str, Any]] = {item["id"]: item for item in _read(CONTENT / "conditions.yaml")}
TECHNIQUES: dict[str, dict[str, Any]] = {item["id"]: item for item in _read(CONTENT / "techniques.yaml")}


@dataclass(frozen=True)
class Words:
    """One wording of a tip, as it stands in the YAML."""

    body: str
    more: str | None


def _words(item: dict[str, Any]) -> Words:
    return Words(item["body"].strip(), item["more"].strip() if item.get("more") else None)


def verdict(technique: str, condition: str) -> str:
    return str(CONDITIONS[condition]["verdicts"][technique])


@cache
def may_be_sent(tip_id: str, conditions: frozenset[str] | None) -> tuple[Words, ...]:
    """Every wording of a tip that may go to a person with these conditions (None: nothing is known)."""
    tip = TIPS[tip_id]
    if conditions is None:
        return (_words(tip),) if tip["safe_set"] else ()
    known = {name for name in conditions if name in CONDITIONS}
    meant_for = set(tip.get("only_for", ()))
    unjudged = known != conditions and not tip["safe_set"]
    silenced = any(CONDITIONS[name].get("silences") for name in known)
    if unjudged or silenced or (meant_for and not meant_for & conditions):
        return ()
    cells = {(name, verdict(technique, name)) for technique in tip["techniques"] for name in known}
    if any(cell in {"ask", "avoid", "na"} for _, cell in cells):
        return ()
    adapting = {name for name, cell in cells if cell == "adapt"}
    if not adapting:
        return (_words(tip),)
    return tuple(_words(entry) for entry in tip.get("adapted", ()) if adapting <= set(entry["for"]))


def suitable(conditions: Iterable[str] | None) -> list[str]:
    """The ids of all tips that may be sent, in the order of the files."""
    key = None if conditions is None else frozenset(conditions)
    return [tip_id for tip_id in TIPS if may_be_sent(tip_id, key)]
