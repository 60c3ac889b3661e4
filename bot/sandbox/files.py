"""Files that the bot or people sent."""

from dataclasses import dataclass

from bot.sandbox.errors import Json

MOST_BYTES = 256 * 1024 * 1024  # in all files together; the oldest are forgotten first
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/ogg": "oga",
}


@dataclass(frozen=True)
class StoredFile:
    """Bytes with a name; as_json is what Telegram says of any file."""

    id: str
    path: str
    name: str
    mime: str
    data: bytes

    def as_json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.id.rsplit("-", 1)[-1], "file_size": len(self.data)}


class FileStore:
    """All files, by id and by the path that getFile tells."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._next_id = 1
        self._bytes = 0

    def add(self, data: bytes, folder: str, name: str, mime: str) -> StoredFile:
        """Keep a file. The path carries a number and an ending, never the sender's name for it."""
        number = self._next_id
        self._next_id += 1
        ending = EXTENSIONS.get(mime) or (name.rsplit(".", 1)[-1] if "." in name else "bin")
        safe = "".join(letter for letter in ending if letter.isascii() and letter.isalnum())[:8] or "bin"
        file = StoredFile(f"sandbox-{folder}-{number}", f"{folder}/file_{number}.{safe}", name, mime, data)
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        self._bytes += len(data)
        while self._bytes > MOST_BYTES and len(self._by_id) > 1:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_path[oldest.path]
            self._bytes -= len(oldest.data)
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def clear(self) -> None:
        """Forget all files; ids are not used again."""
        self._by_id.clear()
        self._by_path.clear()
        self._bytes = 0
