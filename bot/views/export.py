"""/export: all that is kept about a person as files in a zip. Light to import: it is made elsewhere."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import Enum
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.domain.everything import Everything
from bot.domain.profile import CONSENT_VERSION
from bot.views.scales import INTERFERENCE, PAIN, STRESS

VERSION = 1  # of the files; a field is only ever added, or this number changes
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Origin:
    """When the files were made, and who runs the bot."""

    made_at: datetime
    operator: str
    contact: str


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
    tables = {name: _table(plain, name) for name in _COLUMNS}
    whole = {"version": VERSION, "made_at": origin.made_at.isoformat(), **plain}
    return {
        "README.txt": _readme(origin),
        "everything.json": json.dumps(whole, ensure_ascii=False, indent=1) + "\n",
        **{f"{name}.csv": _csv(columns, tables[name]) for name, columns in _COLUMNS.items()},
    }


_COLUMNS: dict[str, Sequence[str]] = {
    "checkins": ("day", "pain", "stress", "interference", "tags", "note"),
    "sessions": ("day", "technique", "pain_before", "pain_next_day"),
    "assessments": ("at", "level", "signs", "source", "answer"),
    "feedback": ("at", "text"),
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


def _readme(origin: Origin) -> str:
    reach = f", {origin.contact}" if origin.contact else ""
    return f"""All that this bot keeps about you
=================================

Made on {origin.made_at:%d %B %Y at %H:%M} UTC, for you alone. The bot is run by {origin.operator}{reach}.
Files version {VERSION}; wording of the consent and of the scales version {CONSENT_VERSION}.
What stands in the chat itself is stored by Telegram and is not in here.

everything.json holds all of it. The .csv files hold the same lists for a spreadsheet (UTF-8, commas; lists
within a cell are separated by spaces; a text that a spreadsheet would take for a formula begins with ').
Dates are those of your calendar, times are in UTC, and an empty cell means: not answered.

checkins.csv: one line for each day you answered
  day            the date
  pain           {PAIN.asked()}
                 {PAIN.anchors}
  stress         {STRESS.asked()}
                 {STRESS.anchors}
  interference   {INTERFERENCE.asked()}
                 {INTERFERENCE.anchors} Asked once a week.
  tags           what you marked of that day
  note           what you wrote about that day

sessions.csv: your journal of treatments
  day            the date; may be ahead
  technique      which one, by the name the library files have for it; empty for another kind
  pain_before    0 to 10, as above
  pain_next_day  0 to 10, as above

assessments.csv: warning signs that the bot noticed; never your words
  at             when
  level          how soon it needs help: emergency, crisis, urgent, soon; ask: it was unclear
  signs          which, by the names in the library files
  source         text: from what you wrote. checklist: from what you tapped
  answer         what you answered since

feedback.csv: what you wrote to those who run the bot
  at             when
  text           what

deliveries.csv: what the bot sent, or planned to send, in the last weeks
  kind           tip, checkin, review, follow-up, advice, summary, afterwards or reminder
  slot           the day (or the thing) it is for
  slot_at        the time it is for
  state          what became of it
  tip, reason    which tip and why it was chosen; what a reminder is about
  message_id     the number of the message in your chat
  error_id       the number of an error of ours, if there was one

In everything.json besides: "profile" (your Telegram chat number as "id", settings, your consent with the
version of its wording and its time, your health checklist with the dates on which each answer is asked about
again, tips seen, kept and liked, topics, which advice on check-ins you were given and when, when you joined,
paused or stopped) and "state" (the question that waits for your answer).
"""
