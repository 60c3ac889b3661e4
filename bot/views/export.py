"""/export: all that is kept about a person as files in a zip. Light to import: it is made elsewhere."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from enum import Enum
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.domain.everything import Everything
from bot.views.export_readme import VERSION, Origin, readme

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = Mapping[str, object]


def packed(everything: Everything, origin: Origin) -> bytes:
    """The zip, the same bytes for the same content."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, text in files(everything, origin).items():
            archive.writestr(ZipInfo(name, origin.made_at.timetuple()[:6]), text, ZIP_DEFLATED)
    return whole.getvalue()


def files(everything: Everything, origin: Origin) -> dict[str, str]:
    """Each file's text by its name."""
    plain = _plain(asdict(everything))
    plain["state"] = {"waits_for": type(everything.state).__name__, **plain["state"]}
    tables = {name: _table(plain, name) for name in _COLUMNS}
    whole = {"version": VERSION, "made_at": origin.made_at.isoformat(), **plain}
    return {
        "README.txt": readme(origin),
        "everything.json": json.dumps(whole, ensure_ascii=False, indent=1) + "\n",
        **{f"{name}.csv": _csv(columns, tables[name]) for name, columns in _COLUMNS.items()},
    }


_COLUMNS: dict[str, Sequence[str]] = {
    "checkins": ("day", "pain", "stress", "interference", "tags", "note"),
    "sessions": ("day", "technique", "pain_before", "pain_next_day"),
    "assessments": ("at", "level", "signs", "source", "answer"),
    "feedback": ("at", "text", "answer", "answered_at"),
    "deliveries": ("kind", "slot", "slot_at", "state", "tip", "reason", "message_id", "error_id"),
}


def _table(plain: dict[str, Any], name: str) -> Iterable[Row]:
    rows: list[Row] = plain[name]
    return rows


def _plain(value: Any) -> Any:
    """A value as JSON has it; sets in order, so that the same content gives the same text."""
    match value:
        case dict():
            return {str(_plain(key)): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case set() | frozenset():
            return sorted(_plain(inner) for inner in value)
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return value


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue()


def _cell(value: object) -> object:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value
