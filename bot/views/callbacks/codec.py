"""What each button means, in at most 64 bytes.

A button lives for ever: never change what a code stands for. A retired code stays readable by staying
unused; `decode` answers None for what it does not know.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, get_type_hints

from telegram import CallbackQuery

MAX_BYTES = 64  # Telegram's limit on callback_data
_SEPARATOR = "|"
_HIGHEST = 2**63 - 1  # that a database can keep


def must_be_within(lowest: int, highest: int, *values: int) -> None:
    """A number no button of ours carries was made up by somebody. Raises ValueError."""
    if not all(lowest <= value <= highest for value in values):
        raise ValueError(f"not from {lowest} to {highest}")


class Callback:
    """What a button means. Each kind has a code of its own, with which its data begins."""

    code: ClassVar[str]
    kinds: ClassVar[dict[str, type["Callback"]]] = {}

    def __init_subclass__(cls, code: str) -> None:
        if code in Callback.kinds:
            raise ValueError(f"the code {code} is taken")
        cls.code = code
        Callback.kinds[code] = cls


class TooLongError(ValueError):
    """A callback that does not fit in Telegram's 64 bytes."""


def of_query(query: CallbackQuery | None) -> Callback | None:
    """What a tap means."""
    return decode(query.data or "") if query is not None else None


def means(kind: type[Callback]) -> Callable[[object], bool]:
    """Whether a button's data is of a kind."""
    return lambda data: isinstance(decode(str(data)), kind)


def encode(callback: Callback) -> str:
    """The callback as Telegram carries it. Raises TooLongError."""
    parts = [callback.code, *(_to_text(getattr(callback, name)) for name in _readers(callback.code))]
    data = _SEPARATOR.join(parts)
    if len(data.encode()) > MAX_BYTES:
        raise TooLongError(data)
    return data


@lru_cache(maxsize=4096)  # each handler of a tap asks whether it is its own
def decode(data: str) -> Callback | None:
    """The callback of a button, or None for one that no version of the bot made."""
    if len(data) > MAX_BYTES:
        return None
    code, *values = data.split(_SEPARATOR)
    callback_class = Callback.kinds.get(code)
    if callback_class is None:
        return None
    readers = _readers(code)
    if len(values) != len(readers):
        return None
    try:
        return callback_class(
            **{name: readers[name](value) for name, value in zip(readers, values, strict=True)}
        )
    except (ValueError, KeyError):
        return None


def _to_text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def _whole_number(text: str) -> int:
    number = int(text)
    must_be_within(-_HIGHEST, _HIGHEST, number)
    return number


@lru_cache
def _readers(code: str) -> dict[str, Any]:
    """How to read each field of a kind, in order."""
    special = {bool: {"1": True, "0": False}.__getitem__, date: date.fromisoformat, int: _whole_number}
    hints = get_type_hints(Callback.kinds[code])
    own = [name for name in hints if name not in {"code", "kinds"}]
    return {name: special.get(hints[name], hints[name]) for name in own}
