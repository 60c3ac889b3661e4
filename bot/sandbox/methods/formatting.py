"""Text and captions as the bot sent them, made into text and entities."""

from typing import Any

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.html_text import parse_html
from bot.sandbox.parameters import Parameters, as_integer
from bot.sandbox.text import FormattedText, in_telegrams_order, trimmed, utf16_length, with_found_entities

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ABOVE = "show_caption_above_media"
LONGEST_SOURCE = 1 << 15  # bytes, before the markup is read
MOST_ENTITIES = 100  # Telegram silently drops the rest
# Kinds a bot may set; those that Telegram finds by itself are read over.
SETTABLE = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
FOUND = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
# What else an entity of a kind must have.
NEEDED: dict[str, tuple[str, type, str]] = {
    "text_link": ("url", str, "String"),
    "text_mention": ("user", dict, "Object"),
    "custom_emoji": ("custom_emoji_id", str, "String"),
}


def text_content(parameters: Parameters) -> Json:
    """The text and entities of a text message."""
    formatted = _formatted(parameters, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    # Counted in UTF-16 units, the stricter of the two ways: what fits here fits there.
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return _content(formatted, "text", "entities")


def caption_content(parameters: Parameters) -> Json:
    """The caption, its entities, and whether it stands above; empty if there is none."""
    formatted = _formatted(parameters, "caption", "caption_entities")
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not formatted.text:
        return {}
    above = {ABOVE: True} if parameters.flag(ABOVE) else {}
    return {**_content(formatted, "caption", "caption_entities"), **above}


def _formatted(parameters: Parameters, text_name: str, entities_name: str) -> FormattedText:
    source = parameters.text(text_name)
    if len(source) > LONGEST_SOURCE // 4 and len(source.encode()) > LONGEST_SOURCE:
        raise bad_request("text is too long")
    mode = parameters.text("parse_mode").lower()
    if not source:
        return FormattedText("", [])
    if mode == "html":
        formatted = parse_html(source)
    elif mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    else:
        formatted = FormattedText(source, _given_entities(parameters, entities_name, utf16_length(source)))
    text, entities = with_found_entities(trimmed(formatted))
    return FormattedText(text, entities[:MOST_ENTITIES])


def _given_entities(parameters: Parameters, name: str, length: int) -> list[Json]:
    if not parameters.values.get(name):
        return []
    try:
        entities = parameters.structure(name, "entities")
    except BotApiError:
        return []  # Telegram reads over entities that are no JSON
    if not isinstance(entities, list):
        return []
    return in_telegrams_order([found for entity in entities if (found := _given_entity(entity, length))])


def _given_entity(entity: Any, length: int) -> Json | None:
    if not isinstance(entity, dict):
        raise _unreadable("expected an Object")
    start, size = _whole(entity, "offset"), _whole(entity, "length")
    kind = _kind(entity)
    if start < 0 or size <= 0 or start >= length or kind in FOUND:
        return None  # Telegram reads over what lies outside the text and finds addresses by itself
    found: Json = {"type": kind, "offset": start, "length": min(size, length - start)}
    if kind in NEEDED:
        name = NEEDED[kind][0]
        found[name] = entity[name]
    elif kind == "pre" and isinstance(entity.get("language"), str):
        found["language"] = entity["language"]
    return found


def _whole(entity: Json, name: str) -> int:
    value = as_integer(entity.get(name))
    if value is None:
        absent = entity.get(name) is None
        raise _unreadable(f'Can\'t find field "{name}"' if absent else _wrong_type(name, "Number"))
    return value


def _kind(entity: Json) -> str:
    kind = entity.get("type")
    if not isinstance(kind, str):
        raise _unreadable('Can\'t find field "type"' if kind is None else _wrong_type("type", "String"))
    if kind not in SETTABLE and kind not in FOUND:
        raise _unreadable("Unsupported type specified" if kind else "Type is not specified")
    if kind in NEEDED:
        name, wanted, called = NEEDED[kind]
        if entity.get(name) is None:
            raise _unreadable(f'Can\'t find field "{name}"')
        if not isinstance(entity[name], wanted):
            raise _unreadable(_wrong_type(name, called))
    return kind


def _wrong_type(name: str, wanted: str) -> str:
    return f'Field "{name}" must be of type {wanted}'


def _unreadable(complaint: str) -> BotApiError:
    return bad_request(f"can't parse MessageEntity: {complaint}")


def _content(formatted: FormattedText, text_name: str, entities_name: str) -> Json:
    content: Json = {text_name: formatted.text}
    return {**content, entities_name: formatted.entities} if formatted.entities else content
