"""Several files in one go, and files that replace others."""

from typing import Any

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.keyboards import read_inline_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.editing import change
from bot.sandbox.methods.formatting import caption_content
from bot.sandbox.methods.media import KINDS, as_media, caption_of, find_file, media_content
from bot.sandbox.methods.sending import put
from bot.sandbox.methods.targets import editable_message, replied_message, writable_chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

FEWEST, MOST = 2, 10
IN_ALBUMS = ("photo", "video", "audio", "document")
REPLACEABLE = (*IN_ALBUMS, "animation")


def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    """An album."""
    media = parameters.structure("media", "media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    contents = [_content(world, parameters, each, for_album=True) for each in media]
    if not FEWEST <= len(contents) <= MOST:
        raise bad_request(f"group send failed: an album has {FEWEST} to {MOST} items")
    kinds = {next(kind for kind in IN_ALBUMS if kind in content) for content in contents}
    if len(kinds) > 1 and kinds != {"photo", "video"}:
        raise bad_request("can't use the media of the specified type in the album")
    chat = writable_chat_of(world, parameters)
    replied = replied_message(chat, parameters)
    album = {"media_group_id": world.new_album_id()}
    sent = [put(world, parameters, chat, {**content, **album}, None, replied) for content in contents]
    return [world.telegram_message(message) for message in sent]


def edit_message_media(world: World, parameters: Parameters) -> Json:
    """Another file in the place of the one that is there."""
    media = parameters.structure("media", "input media")
    markup = read_inline_markup(parameters)
    chat = writable_chat_of(world, parameters)
    message = editable_message(chat, parameters)
    return change(world, chat, message, _content(world, parameters, media, for_album=False), markup)


def edit_message_caption(world: World, parameters: Parameters) -> Json:
    """Another caption, or none."""
    caption = caption_content(parameters)
    markup = read_inline_markup(parameters)
    chat = writable_chat_of(world, parameters)
    message = editable_message(chat, parameters)
    if not _takes_caption(message):
        raise bad_request("there is no caption in the message to edit")
    old = caption_of(message.content)
    bare = {name: value for name, value in message.content.items() if name not in old}
    return change(world, chat, message, {**bare, **caption}, markup)


def _takes_caption(message: Message) -> bool:
    return message.kind in KINDS and KINDS[message.kind].captioned


def _content(world: World, parameters: Parameters, given: Any, *, for_album: bool) -> Json:
    media = as_media(given)
    kind = media.text("type")
    if not kind:
        raise bad_request("can't parse InputMedia: Can't find field \"type\"")
    if for_album and kind == "animation":
        raise bad_request("can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup")
    if kind not in REPLACEABLE:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not media.text("media"):
        raise bad_request("can't parse InputMedia: media not found")
    source = find_file(world, parameters, media.text("media"), None)
    return {**media_content(world, kind, source, media), **caption_content(media)}
