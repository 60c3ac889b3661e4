"""A text as clauses of tokens, spellings and numbers made alike.

What people type varies in case, apostrophes, letters held down and invisible marks; a number matters by
what it can be (a temperature, a score), not by its digits.
"""

import re
import unicodedata

Clause = list[str]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HELD_DOWN = re.compile(r"([^\W\d_])\1{2,}")  # "sooo" is "soo"
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)?|[^\w\s]")
_APOSTROPHES = str.maketrans("’‘`", "'''")
_EITHER_END = 700  # tokens; a message that holds more than twice as many is no language
_ENDS = frozenset(".!?;:,-–—()…/|")  # how loud or in doubt a clause is says nothing of what is in it
_TURNS = frozenset({"but", "though", "although", "however", "except", "tho", "only"})  # begin a clause


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, each a list of lower-case tokens; none for an empty text."""
    found: list[Clause] = [[]]
    for token in _tokens(text):
        if token in _ENDS:
            found.append([])
        elif token in _TURNS:
            found.append([token])
        else:
            found[-1].append(token)
    return [clause for clause in found if clause]


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower().translate(_APOSTROPHES)
    plain = _HELD_DOWN.sub(r"\1\1", plain).replace("\n", " . ")
    found = _TOKEN.findall(plain)
    if len(found) > 2 * _EITHER_END:
        found = [*found[:_EITHER_END], *found[-_EITHER_END:]]
    return [_number(token) if token[0].isdigit() else token for token in found]


def _number(token: str) -> str:
    """What a number can be: a body temperature (in Celsius or Fahrenheit), a year, a score, or its size."""
    try:
        value = float(token.replace(",", "."))
    except ValueError:  # a digit of a script that float does not read
        return "#"
    match value:
        case _ if 37.5 <= value <= 42.5 or 99.4 < value <= 108:  # noqa: PLR2004  fever
            return "#fever"
        case _ if 35 <= value < 37.5 or 95 < value <= 99.4:  # noqa: PLR2004  no fever
            return "#temperature"
        case _ if 1900 <= value < 2100:  # noqa: PLR2004
            return "#year"
        case _ if value <= 10:  # noqa: PLR2004
            return "#score" if value else "#zero"
        case _:
            return "#tens" if value < 100 else "#hundreds"  # noqa: PLR2004
