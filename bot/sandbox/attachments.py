"""What people can send besides text."""

import math
from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.images import picture_mime, picture_size, plain_picture
from bot.sandbox.person import Person
from bot.sandbox.text import FormattedText, with_found_entities
from bot.sandbox.world import World

Maker = Callable[[World, Person, Json], Json]

BERLIN = (52.52, 13.405)
FORWARDED_TEXT = "A forwarded message"


def content_of(world: World, person: Person, kind: str, details: Json) -> Json:
    """The fields of Telegram's Message for one kind; whatever is not said is made up."""
    makers: dict[str, Maker] = {
        "location": _location,
        "contact": _contact,
        "sticker": _sticker,
        "photo": _photo,
        "voice": _voice,
        "document": _document,
        "forward": _forward,
    }
    if kind not in makers:
        raise ControlError(400, f"A person cannot send {kind!r}; try {', '.join(sorted(makers))}.")
    return makers[kind](world, person, details)


def _location(_world: World, _person: Person, details: Json) -> Json:
    latitude = _number(details, "latitude", BERLIN[0], 90)
    longitude = _number(details, "longitude", BERLIN[1], 180)
    return {"location": {"latitude": latitude, "longitude": longitude}}


def _contact(_world: World, person: Person, details: Json) -> Json:
    contact: Json = {
        "phone_number": _text(details, "phone_number", "+1 555 0100"),
        "first_name": _text(details, "first_name", person.name),
    }
    if "first_name" not in details:
        contact["user_id"] = person.id  # one's own contact names the account
    return {"contact": contact}


def _sticker(world: World, _person: Person, details: Json) -> Json:
    picture = plain_picture(64, 64)
    file = world.files.add(picture, "stickers", "sticker.webp", "image/webp")
    shape = {"type": "regular", "width": 64, "height": 64, "is_animated": False, "is_video": False}
    return {"sticker": {**file.as_json(), **shape, "emoji": _text(details, "emoji", "👍")}}


def _photo(world: World, _person: Person, details: Json) -> Json:
    picture = _bytes(details, plain_picture())
    return {"photo": photo_sizes(world, picture), **_caption(details)}


def photo_sizes(world: World, picture: bytes) -> list[Json]:
    """The PhotoSize list of a picture; the sandbox keeps only the original size."""
    size = picture_size(picture)
    if size is None:
        raise ControlError(400, "This is no picture: send a PNG, a JPEG or a GIF.")
    mime = picture_mime(picture)
    file = world.files.add(picture, "photos", "photo", mime)
    return [{**file.as_json(), "width": size[0], "height": size[1]}]


def _voice(world: World, _person: Person, details: Json) -> Json:
    file = world.files.add(_bytes(details, b"OggS"), "voice", "voice.oga", "audio/ogg")
    duration = int(_number(details, "duration", 3, 3600))
    return {"voice": {**file.as_json(), "duration": duration, "mime_type": "audio/ogg"}}


def _document(world: World, _person: Person, details: Json) -> Json:
    name = _text(details, "file_name", "notes.txt")
    mime = _text(details, "mime_type", "text/plain")
    file = world.files.add(_bytes(details, b"Some notes.\n"), "documents", name, mime)
    return {"document": {**file.as_json(), "file_name": name, "mime_type": mime}, **_caption(details)}


def _forward(world: World, _person: Person, details: Json) -> Json:
    text = _text(details, "text", FORWARDED_TEXT)
    sender = _text(details, "sender", "A friend")
    origin = {"type": "hidden_user", "sender_user_name": sender, "date": world.today()}
    found = with_found_entities(FormattedText(text, []))
    content: Json = {"forward_origin": origin, "text": text}
    return {**content, "entities": found.entities} if found.entities else content


def _caption(details: Json) -> Json:
    caption = _text(details, "caption", "")
    return {"caption": caption} if caption else {}


def _text(details: Json, name: str, otherwise: str) -> str:
    value = details.get(name, otherwise)
    if not isinstance(value, str):
        raise ControlError(400, f"{name} must be text.")
    return value


def _number(details: Json, name: str, otherwise: float, most: float) -> float:
    value: Any = details.get(name, otherwise)
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not fine or abs(value) > most:
        raise ControlError(400, f"{name} must be a number from {-most} to {most}.")
    return float(value)


def _bytes(details: Json, otherwise: bytes) -> bytes:
    value = details.get("data", otherwise)
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, bytes):
        raise ControlError(400, "data must be text (or bytes, from Python).")
    return value
