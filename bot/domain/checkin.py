"""Check-ins: a pain and a stress score for one local date, and reading them from what people type."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum, auto

LOWEST, HIGHEST = 0, 10
SEVERE_PAIN = 7  # 7 to 10 is severe: r-severe in the clinical facts
VERY_SEVERE_PAIN = 9  # needs advice the same day: r-very-severe
MAX_AGE_DAYS = 14  # how far back a day can be filled in or corrected
MAX_NOTE = 4096  # characters of a day's notes: what one message holds

_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen",
)  # fmt: skip
_WORD_VALUES = {word: str(value) for value, word in enumerate(_NUMBER_WORDS)} | {"none": "0", "nil": "0"}
# Words that may stand around a score. Anything else makes the text a message, not a score: what people
# write about their health is never skimmed for numbers.
_FILLERS = frozenset({
    "a", "about", "and", "around", "at", "is", "it", "it's", "its", "just", "level", "my", "now", "only",
    "probably", "roughly", "score", "so", "today", "was",
})  # fmt: skip
_PUNCTUATION = frozenset(",;:./&=-–")
_TOKEN = re.compile(r"-?\d+(?:[.,]\d+)?|[a-z']+|\S", re.IGNORECASE)
_OUT_OF_TEN = re.compile(r"(?:/|\bout of\b|\bof\b)\s*(?:10|ten)\b", re.IGNORECASE)
_RANGE_OR_CLOCK = re.compile(r"\d\s*[-–]\s*\d|\d:\d\d")  # "6-7" is one answer, "8:00" is none
_THEN_AND_NOW = frozenset({"was", "now"})  # "pain was 3, now 8" is a story, not pain and stress
_NAMES = {"pain": "pain", "back": "pain", "stress": "stress", "stressed": "stress"}


class Misread(Enum):
    """Why a text is no pair of scores."""

    NOT_SCORES = auto()  # words, or nothing: it may be a message to us
    OUT_OF_RANGE = auto()  # numbers, but not whole ones from 0 to 10


class Closed(Enum):
    """Why a day's answer cannot be given or put right."""

    AHEAD = auto()
    TOO_LONG_AGO = auto()
    BEFORE_JOINING = auto()


def why_closed(day: date, today: date, joined: date) -> Closed | None:
    """Why a day takes no answer; None where it does. `joined`: the local date of subscribing."""
    if day > today:
        return Closed.AHEAD
    if today - day > timedelta(days=MAX_AGE_DAYS):
        return Closed.TOO_LONG_AGO
    return Closed.BEFORE_JOINING if day < joined else None


@dataclass(frozen=True, slots=True)
class Scores:
    """What was read; None for what was not said."""

    pain: int | None
    stress: int | None


class Tag(StrEnum):
    """What else there was to a day. The values are stored and travel in buttons."""

    SLEPT_BADLY = "slept-badly"
    LONG_SITTING = "long-sitting"
    EXERCISE = "exercise"
    MASSAGE = "massage"
    HEAT = "heat"
    BAD_DAY = "bad-day"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One day's answer. `pain` and `stress` are 0 to 10; stress may have been skipped. `interference`, 0 to
    10 too, is how much pain got in the way over the week that ends on this day; it is asked once a week.
    A note, tags or interference of None leave those of an earlier answer as they were."""

    day: date
    pain: int
    stress: int | None
    note: str | None = None
    tags: frozenset[Tag] | None = None
    interference: int | None = None


def merged(checkin: CheckIn, earlier: CheckIn | None) -> CheckIn:
    """A day's answer with what only an earlier one told."""
    if earlier is None:
        return checkin
    return replace(
        checkin,
        note=earlier.note if checkin.note is None else checkin.note,
        tags=earlier.tags if checkin.tags is None else checkin.tags,
        interference=earlier.interference if checkin.interference is None else checkin.interference,
    )


def parse_scores(text: str, expecting: str = "pain") -> Scores | Misread:
    """Read `6 4`, `pain 6 stress 4`, `7/10`, `six and four`; a lone number answers what is `expecting`.

    >>> parse_scores("stress 4, pain six")
    Scores(pain=6, stress=4)
    """
    plain = text.replace("’", "'").strip()
    if _RANGE_OR_CLOCK.search(plain):
        return Misread.NOT_SCORES
    tokens = [t.lower() for t in _TOKEN.findall(_OUT_OF_TEN.sub(" ", plain))]
    values: list[tuple[str | None, str]] = []  # (name said before the number, number)
    name: str | None = None
    for raw in tokens:
        token = _WORD_VALUES.get(raw, raw)
        if token in _NAMES:
            name = _NAMES[token]
        elif token.lstrip("-")[:1].isdecimal():
            values.append((name, token))
            name = None
        elif token not in _FILLERS | _PUNCTUATION:
            return Misread.NOT_SCORES
    named = sum(name is not None for name, _ in values)
    if not values or (len(values) > 1 and named == 1 and _THEN_AND_NOW & set(tokens)):
        return Misread.NOT_SCORES
    return _assign(values, expecting)


def _assign(values: list[tuple[str | None, str]], expecting: str) -> Scores | Misread:
    """Named numbers go to their names, the others to what is still open, pain first."""
    if len(values) > 2:  # noqa: PLR2004  there are two scores
        return Misread.NOT_SCORES
    found: dict[str, int] = {}
    named = {name for name, _ in values if name}
    default = expecting if len(values) == 1 else "pain"
    for name, number in values:
        if not number.isdecimal() or len(number) > len(str(HIGHEST)) or not LOWEST <= int(number) <= HIGHEST:
            return Misread.OUT_OF_RANGE
        order = (default, "pain", "stress")
        target = name or next((slot for slot in order if slot not in found and slot not in named), None)
        if target is None or target in found:
            return Misread.NOT_SCORES
        found[target] = int(number)
    return Scores(found.get("pain"), found.get("stress"))
