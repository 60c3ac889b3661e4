"""Telegram's HTML: a small, strict language of its own, with its own complaints."""

import re
from typing import NamedTuple, NoReturn

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.text import FormattedText, in_telegrams_order, utf16_length

ENTITY_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
# The one attribute of each tag that means something.
TELLING_ATTRIBUTE = {
    "a": "href",
    "code": "class",
    "span": "class",
    "tg-emoji": "emoji-id",
    "blockquote": "expandable",
}
NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

PLAIN = re.compile(r"[^<&]+")
CHARACTER = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<decimal>[0-9]{1,7})|(?P<name>lt|gt|amp|quot));?"
)
TAG_NAME = re.compile(r"[^\s>]*")
END_TAG = re.compile(r"</(?P<name>[^\s>]*)\s*(?P<close>>?)")
SPACES = re.compile(r"\s*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
ENDS_A_TOKEN = re.compile(r"[\s>]")
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


class OpenTag(NamedTuple):
    """A start tag whose end has not come yet."""

    name: str
    value: str | None
    start: int
    piece: int


def parse_html(source: str) -> FormattedText:
    """The text and its entities; a 400 in Telegram's words if the markup is wrong."""
    return _Reader(source).read()


def decode_characters(source: str) -> str:
    """Replaces the character references Telegram knows; leaves all others as they are."""
    return CHARACTER.sub(lambda match: _decoded(match) or match.group(), source)


def _decoded(match: re.Match[str]) -> str | None:
    if match["name"]:
        return NAMED_CHARACTERS[match["name"]]
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code == 0 or code > LAST_CODE_POINT or code in SURROGATES:
        return None
    return chr(code)


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[OpenTag] = []
        self._entities: list[Json] = []

    def read(self) -> FormattedText:
        while self._at < len(self._source):
            if self._source.startswith("</", self._at):
                self._end_tag()
            elif self._source[self._at] == "<":
                self._start_tag()
            else:
                self._words()
        if self._open:
            _fail(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return FormattedText("".join(self._pieces), in_telegrams_order(self._entities))

    def _words(self) -> None:
        plain = PLAIN.match(self._source, self._at)
        if plain:
            self._take(plain.group(), plain.end())
            return
        character = CHARACTER.match(self._source, self._at)
        decoded = _decoded(character) if character else None
        if character and decoded:
            self._take(decoded, character.end())
        else:
            self._take("&", self._at + 1)

    def _take(self, text: str, end: int) -> None:
        self._pieces.append(text)
        self._length += utf16_length(text)
        self._at = end

    def _start_tag(self) -> None:
        begin = self._at
        match = TAG_NAME.match(self._source, begin + 1)
        name = match.group().lower() if match else ""
        self._at = begin + 1 + len(name)
        if self._at >= len(self._source):
            _fail(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in ENTITY_TYPES:
            _fail(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        value = self._attributes(name, begin)
        if name == "span" and value != "tg-spoiler":
            _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self._open.append(OpenTag(name, value, self._length, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> str | None:
        telling: str | None = None
        while True:
            self._skip(SPACES)
            if self._source.startswith(">", self._at):
                self._at += 1
                return telling
            name = self._skip(ATTRIBUTE_NAME).lower()
            if not name:
                _fail(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
            value = self._value(tag, begin)
            if self._at >= len(self._source):
                _fail(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            if name == TELLING_ATTRIBUTE.get(tag):
                telling = decode_characters(value)

    def _value(self, tag: str, begin: int) -> str:
        """What an attribute says; empty if it only stands there."""
        self._skip(SPACES)
        if self._source.startswith("=", self._at):
            self._at += 1
            self._skip(SPACES)
        elif self._at < len(self._source):
            return ""
        if self._at >= len(self._source):
            _fail(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        quote = self._source[self._at]
        if quote in "\"'":
            start = self._at + 1
            end = self._source.find(quote, start)
            self._at = len(self._source) if end < 0 else end + 1
            return self._source[start : self._at if end < 0 else end]
        token = self._at
        value = self._skip(NAME_TOKEN)
        if self._at < len(self._source) and not ENDS_A_TOKEN.match(self._source, self._at):
            _fail(f"Unexpected end of name token at byte offset {self._bytes(token)}")
        return value.lower()

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _end_tag(self) -> None:
        begin = self._at
        where = f"at byte offset {self._bytes(begin)}"
        if not self._open:
            _fail(f"Unexpected end tag {where}")
        match = END_TAG.match(self._source, begin)
        if match is None or not match["close"]:
            _fail(f"Unclosed end tag {where}")
        tag, name = self._open[-1], match["name"].lower()
        if name and name != tag.name:
            _fail(f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{name}>"')
        self._at = match.end()
        self._open.pop()
        if self._length > tag.start:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        length = self._length - tag.start
        entity: Json = {"type": ENTITY_TYPES[tag.name], "offset": tag.start, "length": length}
        if tag.name == "a":
            url = tag.value or "".join(self._pieces[tag.piece :])
            if "." not in url and ":" not in url:
                return  # Telegram drops a link that leads nowhere and keeps its words.
            entity["url"] = url
        elif tag.name == "blockquote" and tag.value is not None:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            if not (tag.value or "").isdigit():
                raise bad_request("invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.value
        elif tag.name == "code" and (tag.value or "").startswith("language-"):
            entity["language"] = (tag.value or "").removeprefix("language-")
        elif tag.name == "pre":
            self._absorb_code(entity)
        self._entities.append(entity)
        if tag.name == "code" and not any(other.name == "pre" for other in self._open):
            entity.pop("language", None)  # only a <code> that fills a <pre> may name its language

    def _absorb_code(self, pre: Json) -> None:
        inner = self._entities[-1] if self._entities else None
        if inner and inner["type"] == "code" and inner["offset"] == pre["offset"]:
            self._entities.pop()
            if "language" in inner and inner["length"] == pre["length"]:
                pre["language"] = inner["language"]

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


def _fail(detail: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {detail}")
