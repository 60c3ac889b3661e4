"""A second opinion on what may be sent to whom, and on what a day asks for.

From the YAML itself and from raw scores: it shares no code with the bot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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
TOPIC_OF: dict[str, str] = {tip_id: tip["topic"] for tip_id, tip in TIPS.items()}
TOPICS = sorted(set(TOPIC_OF.values()))
SILENCING = sorted(name for name, item in CONDITIONS.items() if item.get("silences"))


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
    silenced = any(name in SILENCING for name in known)
    if unjudged or silenced or (meant_for and not meant_for & conditions):
        return ()
    if any(name in conditions for name in tip.get("not_for", ())):
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


class Evening(NamedTuple):
    """What a person told of a day. A later answer for the day takes its place."""

    pain: int
    stress: int | None = None
    slept_badly: bool = False


def asked_for(diary: Mapping[date, Evening], today: date) -> frozenset[str]:
    """What the last evening told of asks for, in the words of the tips' `helps`. In whole numbers."""
    last = next((day for day in _days_before(today + timedelta(1), 3) if day in diary), None)
    if last is None:
        return frozenset()
    pain, stress, slept_badly = diary[last]
    week = [diary[day].pain for day in _days_before(last, 7) if day in diary]
    above = pain * len(week) - sum(week)  # points above the mean, times the number of answers
    rose = len(week) >= 4 and pain >= 4 and above >= 2 * len(week) and 10 * above >= 3 * sum(week)
    asked = {"flare": pain >= 7 or rose, "stress": stress is not None and stress >= 8, "sleep": slept_badly}
    return frozenset(need for need, is_asked in asked.items() if is_asked)


def _days_before(day: date, count: int) -> list[date]:
    return [day - timedelta(ago) for ago in range(1, count + 1)]
