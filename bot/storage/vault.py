"""Encryption at rest: health answers are sealed before they reach a row.

The newest key seals, all keys open, so keys can be rotated while old rows remain.
"""

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

Json = dict[str, Any]
_REMEMBERED = 2048  # values sealed or opened last
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class KeyMismatchError(Exception):
    """A sealed value that none of the keys opens."""


class BadKeyError(ValueError):
    """A text that is no Fernet key."""


def new_key() -> str:
    """A fresh key, as DATA_KEYS takes it."""
    return Fernet.generate_key().decode()


class Vault:
    """Seals JSON values into bytes and opens them again."""

    def __init__(self, keys: list[str]) -> None:
        """`keys`: Fernet keys, newest first. Raises BadKeyError (without the key in it)."""
        try:
            self._all = [Fernet(key) for key in keys]
            self._fernet = MultiFernet(self._all)
        except ValueError:
            raise BadKeyError("not a Fernet key") from None

        # A person is read again and again within a moment, and opening costs more than reading.
        self._plain: dict[bytes, bytes] = {}

    def _remember(self, sealed: bytes, plain: bytes) -> None:
        if len(self._plain) >= _REMEMBERED:
            del self._plain[next(iter(self._plain))]
        self._plain[sealed] = plain

    def seal(self, value: Json) -> bytes:
        plain = _compact(value).encode()
        sealed = self._fernet.encrypt(plain)
        self._remember(sealed, plain)
        return sealed

    def open(self, sealed: bytes) -> Json:
        """Raises KeyMismatchError when no key fits."""
        try:
            plain = self._plain.get(sealed) or self._fernet.decrypt(sealed)
        except InvalidToken:
            raise KeyMismatchError("no key in DATA_KEYS opens this value") from None
        self._remember(sealed, plain)
        value: Json = json.loads(plain)
        return value

    def has_newest_key(self, sealed: bytes) -> bool:
        """Whether a value is sealed with the newest key."""
        try:
            self._all[0].decrypt(sealed)
        except InvalidToken:
            return False
        return True
