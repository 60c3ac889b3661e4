"""Text and captions as the bot sent them, made into text and entities."""

from typing import Any

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.html_text import parse_html
from bot.sandbox.parameters import Parameters
from bot.sandbox.text import FormattedText, in_telegrams_order, trimmed, utf16_length, with_found_entities

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


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
    """The caption and its entities; empty if there is none."""
    formatted = _formatted(parameters, "caption", "caption_entities")
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return _content(formatted, "caption", "caption_entities") if formatted.text else {}


def _formatted(parameters: Parameters, text_name: str, entities_name: str) -> FormattedText:
    source = parameters.text(text_name)
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        formatted = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        formatted = FormattedText(source, _given_entities(parameters, entities_name, utf16_length(source)))
    return with_found_entities(trimmed(formatted))


def _given_entities(parameters: Parameters, name: str, length: int) -> list[Json]:
    entities = parameters.structure(name, "entities")
    if not isinstance(entities, list):
        return []
    return in_telegrams_order([_given_entity(entity, length) for entity in entities])


def _given_entity(entity: Any, length: int) -> Json:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("can't parse MessageEntity: expected an Object")
    numbers = Parameters(entity)
    start, size = numbers.integer("offset"), numbers.integer("length")
    if start is None or size is None or start < 0 or size <= 0 or start + size > length:
        raise bad_request("can't parse entities: entity is out of the text")
    return {**entity, "offset": start, "length": size}


def _content(formatted: FormattedText, text_name: str, entities_name: str) -> Json:
    content: Json = {text_name: formatted.text}
    return {**content, entities_name: formatted.entities} if formatted.entities else content
