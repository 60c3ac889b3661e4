"""Just enough about pictures: how large one is, and how to make a plain one."""

import struct
import zlib

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8"
JPEG_MARKER = 0xFF
# Markers that begin a frame and so tell the size: all of C0–CF but those for tables and arithmetic coding.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Size = tuple[int, int]


def picture_size(data: bytes) -> Size | None:
    """Width and height of a PNG, JPEG or GIF; None if it is none of these."""
    try:
        if data.startswith(PNG_START):
            return struct.unpack(">II", data[16:24])
        if data.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack("<HH", data[6:10])
        if data.startswith(JPEG_START):
            return _jpeg_size(data)
    except struct.error:
        pass
    return None


def picture_mime(data: bytes) -> str:
    """The MIME type that goes with the first bytes."""
    if data.startswith(PNG_START):
        return "image/png"
    return "image/jpeg" if data.startswith(JPEG_START) else "image/gif"


def _jpeg_size(data: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(data) and data[at] == JPEG_MARKER:
        marker, length = struct.unpack(">BH", data[at + 1 : at + 4])
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def plain_picture(
    width: int = 320, height: int = 200, colour: tuple[int, int, int] = (126, 166, 158)
) -> bytes:
    """A PNG of one colour, for a person who sends "a photo"."""
    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_START + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
