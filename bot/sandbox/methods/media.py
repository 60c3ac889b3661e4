"""Pictures and documents."""

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.images import picture_mime, picture_size
from bot.sandbox.methods.formatting import caption_content
from bot.sandbox.methods.sending import post
from bot.sandbox.parameters import Parameters, Upload
from bot.sandbox.world import World

LARGEST_SIDES = 10_000  # width and height together
WORST_RATIO = 20
WRONG_FILE = "wrong file identifier/HTTP URL specified"


def send_photo(world: World, parameters: Parameters) -> Json:
    """A picture with or without a caption."""
    caption = caption_content(parameters)
    source = _source(world, parameters, "photo")
    size = picture_size(source.data)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LARGEST_SIDES or max(size) > WORST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    file = _kept(world, source, "photos", "photo", picture_mime(source.data))
    photo = [{**file.as_json(), "width": width, "height": height}]
    return post(world, parameters, {"photo": photo, **caption})


def send_document(world: World, parameters: Parameters) -> Json:
    """A file of any kind."""
    caption = caption_content(parameters)
    source = _source(world, parameters, "document")
    if not source.data:
        raise bad_request("file must be non-empty")
    file = _kept(world, source, "documents", source.name, source.mime)
    document = {**file.as_json(), "file_name": source.name, "mime_type": source.mime}
    return post(world, parameters, {"document": document, **caption})


def get_file(world: World, parameters: Parameters) -> Json:
    """Where a file can be fetched."""
    file = world.files.by_id(parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return {**file.as_json(), "file_path": file.path}


def _source(world: World, parameters: Parameters, name: str) -> Upload | StoredFile:
    """The bytes: uploaded under the field's own name or as attach://other, or sent before."""
    given = parameters.text(name)
    upload = parameters.uploads.get(
        given.removeprefix("attach://") if given.startswith("attach://") else name
    )
    if upload is not None:
        return upload
    if not given:
        raise bad_request(f"there is no {name} in the request")
    known = world.files.by_id(given)
    if known is None:
        raise bad_request(WRONG_FILE)
    return known


def _kept(world: World, source: Upload | StoredFile, folder: str, name: str, mime: str) -> StoredFile:
    return source if isinstance(source, StoredFile) else world.files.add(source.data, folder, name, mime)
