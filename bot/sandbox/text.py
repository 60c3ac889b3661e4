"""Text with entities, counted as Telegram counts: in UTF-16 code units."""

import re
from typing import NamedTuple

from bot.sandbox.errors import Json

# Inside these Telegram looks for no commands, addresses or links.
OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})

FOUND_BY_TELEGRAM = re.compile(
    r"""
      (?P<url>https?://[^\s<>"']+[^\s<>"'.,;:!?)\]])
    | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w))
    | (?P<mention>(?<!\w)@[A-Za-z]\w{4,31})
    | (?P<hashtag>(?<!\w)\#\w*[^\W\d]\w*)
    """,
    re.VERBOSE,
)
MAY_BE_FOUND = re.compile(r"[/@#]")  # every kind above has one of these


class FormattedText(NamedTuple):
    """What a message says, and which parts of it are bold, a link, a command…"""

    text: str
    entities: list[Json]


def utf16_length(text: str) -> int:
    """How long Telegram says the text is: characters beyond the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def in_telegrams_order(entities: list[Json]) -> list[Json]:
    """By offset; of two at the same place, the longer is outside."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(formatted: FormattedText) -> FormattedText:
    """Without white space at either end, as Telegram sends it."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    lead = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            entities.append({**entity, "offset": start, "length": stop - start})
    return FormattedText(text, entities)


def with_found_entities(formatted: FormattedText) -> FormattedText:
    """Adds the commands, links and addresses that Telegram finds by itself."""
    if not MAY_BE_FOUND.search(formatted.text):
        return formatted
    closed = [entity for entity in formatted.entities if entity["type"] in OPAQUE]
    found = []
    for match in FOUND_BY_TELEGRAM.finditer(formatted.text):
        start = utf16_length(formatted.text[: match.start()])
        length = utf16_length(match.group())
        if any(
            other["offset"] < start + length and start < other["offset"] + other["length"] for other in closed
        ):
            continue
        found.append({"type": match.lastgroup, "offset": start, "length": length})
    if not found:
        return formatted
    return FormattedText(formatted.text, in_telegrams_order(formatted.entities + found))


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity is about."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
