"""Files of every kind, one at a time."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.images import picture_mime, picture_size
from bot.sandbox.methods.formatting import ABOVE, caption_content
from bot.sandbox.methods.sending import post
from bot.sandbox.parameters import Parameters, Upload
from bot.sandbox.world import World

LARGEST_SIDES = 10_000  # width and height together
WORST_RATIO = 20
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True)
class Kind:
    """How Telegram describes one kind of file."""

    folder: str
    mime: str
    numbers: tuple[str, ...] = ()  # fields of the description that the bot may give and Telegram fills in
    words: tuple[str, ...] = ()
    named: bool = False
    captioned: bool = True


KINDS = {
    "photo": Kind("photos", "image/jpeg"),
    "document": Kind("documents", "application/octet-stream", named=True),
    "audio": Kind("music", "audio/mpeg", ("duration",), ("performer", "title"), named=True),
    "video": Kind("videos", "video/mp4", ("width", "height", "duration"), named=True),
    "animation": Kind("animations", "video/mp4", ("width", "height", "duration"), named=True),
    "voice": Kind("voice", "audio/ogg", ("duration",)),
    "video_note": Kind("video_notes", "video/mp4", ("length", "duration"), captioned=False),
    "sticker": Kind("stickers", "image/webp", captioned=False),
}
STICKER: Json = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}


def send_photo(world: World, parameters: Parameters) -> Json:
    """A picture with or without a caption."""
    return _send(world, parameters, "photo")


def send_document(world: World, parameters: Parameters) -> Json:
    """A file of any kind."""
    return _send(world, parameters, "document")


def send_audio(world: World, parameters: Parameters) -> Json:
    """A piece of music."""
    return _send(world, parameters, "audio")


def send_video(world: World, parameters: Parameters) -> Json:
    """A film."""
    return _send(world, parameters, "video")


def send_animation(world: World, parameters: Parameters) -> Json:
    """A film without sound that plays by itself."""
    return _send(world, parameters, "animation")


def send_voice(world: World, parameters: Parameters) -> Json:
    """A recording of a voice."""
    return _send(world, parameters, "voice")


def send_video_note(world: World, parameters: Parameters) -> Json:
    """A round film."""
    return _send(world, parameters, "video_note")


def send_sticker(world: World, parameters: Parameters) -> Json:
    """A sticker."""
    return _send(world, parameters, "sticker")


def get_file(world: World, parameters: Parameters) -> Json:
    """Where a file can be fetched."""
    file = world.files.by_id(parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id" if parameters.text("file_id") else "file_id not specified")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}


def _send(world: World, parameters: Parameters, name: str) -> Json:
    caption = caption_content(parameters) if KINDS[name].captioned else {}
    source = find_file(world, parameters, parameters.text(name), name)
    return post(world, parameters, {**media_content(world, name, source, parameters), **caption})


def media_content(world: World, name: str, source: Upload | StoredFile, details: Parameters) -> Json:
    """The fields of Telegram's Message for a file."""
    kind = KINDS[name]
    if name == "photo":
        return {"photo": [_photo_size(world, source)]}
    if not source.data:
        raise bad_request("file must be non-empty")
    if len(source.data) > LARGEST_UPLOAD:
        raise BotApiError(413, "Request Entity Too Large")
    mime = source.mime if kind.named else kind.mime
    described = _kept(world, source, kind.folder, source.name, mime).as_json()
    if name == "sticker":
        emoji = details.text("emoji")
        return {"sticker": {**described, **STICKER, **({"emoji": emoji} if emoji else {})}}
    described |= {field: max(details.integer(field) or 0, 0) for field in kind.numbers}
    described |= {field: details.text(field) for field in kind.words if details.text(field)}
    described |= {"file_name": source.name} if kind.named else {}
    if name != "video_note":
        described["mime_type"] = mime
    if name == "animation":  # Telegram adds a document for bots that know no animations
        names = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
        return {name: described, "document": {field: described[field] for field in names}}
    return {name: described}


def find_file(world: World, parameters: Parameters, given: str, field: str | None) -> Upload | StoredFile:
    """The bytes: uploaded under the field's own name or as attach://other, or sent before."""
    called = given.removeprefix("attach://") if given.startswith("attach://") else field
    upload = parameters.uploads.get(called) if called is not None else None
    if upload is not None:
        return upload
    if not given:
        raise bad_request(f"there is no {(field or 'media').replace('_', ' ')} in the request")
    known = world.files.by_id(given)
    if known is None:
        raise bad_request(WRONG_FILE)
    return known


def _photo_size(world: World, source: Upload | StoredFile) -> Json:
    if len(source.data) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(source.data)} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    size = picture_size(source.data)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LARGEST_SIDES or max(size) > WORST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    file = _kept(world, source, "photos", "photo", picture_mime(source.data))
    return {**file.as_json(), "width": width, "height": height}


def _kept(world: World, source: Upload | StoredFile, folder: str, name: str, mime: str) -> StoredFile:
    return source if isinstance(source, StoredFile) else world.files.add(source.data, folder, name, mime)


def caption_of(content: Json) -> Json:
    """The caption part of a message's content."""
    return {name: content[name] for name in ("caption", "caption_entities", ABOVE) if name in content}


def as_media(given: Any) -> Parameters:
    """One InputMedia object."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    return Parameters(given)
