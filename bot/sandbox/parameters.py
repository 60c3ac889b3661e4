"""What the bot sent with a call, however it sent it: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aiohttp import web

from bot.sandbox.errors import BotApiError, Json, bad_request

LONGEST_INTEGER = 19  # digits of a 64-bit number
BIGGEST = 10**LONGEST_INTEGER


@dataclass(frozen=True)
class Upload:
    """A file inside a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Parameters:
    """Values by name; forms carry everything as text, JSON bodies carry real types, both are fine."""

    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as text; empty if it is not there."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return str(value) if type(value) is int else json.dumps(value)

    def integer(self, name: str) -> int | None:
        """The value as a whole number; None if it is not there or is no number."""
        return as_integer(self.values.get(name))

    def flag(self, name: str) -> bool:
        """True for true, 1, yes; false for everything else."""
        value = self.values.get(name)
        return value is True or str(value).lower() in {"true", "1", "yes", "1.0"}

    def structure(self, name: str, called: str) -> Any:
        """A value that is itself JSON: an object or a list. None if it is not there."""
        value = self.values.get(name)
        if isinstance(value, str):
            return parse_json(value, f"can't parse {called} JSON object") if value else None
        return value

    def logged(self) -> Json:
        """What the log of calls keeps: values as they are, files by name and size."""
        files = {
            name: {"file_name": upload.name, "size": len(upload.data)}
            for name, upload in self.uploads.items()
        }
        return {**self.values, **files}


def as_integer(value: Any) -> int | None:
    """A whole number from a number or from text; a yes or no is not a number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return value if -BIGGEST < value < BIGGEST else None
    if isinstance(value, str) and len(value) <= LONGEST_INTEGER + 1:
        digits = value.strip().removeprefix("-")
        return int(value) if digits.isascii() and digits.isdigit() else None
    return None


def parse_json(source: str, complaint: str) -> Any:
    """JSON as Telegram accepts it: no NaN, no half characters, no bottomless nesting."""
    try:
        value = READER.decode(source)
        if "\\u" in source:
            json.dumps(value, ensure_ascii=False).encode()  # finds half of a surrogate pair
    except (ValueError, RecursionError):
        raise bad_request(complaint) from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(digits)
    return number


READER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


async def read_parameters(request: web.Request) -> Parameters:
    """Everything a request carries; a body that makes no sense is a 400, never a 500."""
    values: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            values |= _object(await request.text())
        elif request.body_exists:
            await _read_form(request, values, uploads)
    except (BotApiError, web.HTTPRequestEntityTooLarge) as error:
        raise _too_large() if isinstance(error, web.HTTPException) else error from None
    except Exception:  # noqa: BLE001 - whatever a parser trips over is the sender's fault
        raise bad_request("can't parse the request body") from None
    return Parameters(_readable(values), uploads)


def _object(source: str) -> Json:
    value = parse_json(source or "{}", "can't parse JSON object")
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return value


async def _read_form(request: web.Request, values: Json, uploads: dict[str, Upload]) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode()


def _readable(values: Json) -> Json:
    for value in (*values, *values.values()):
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
    return values


def _too_large() -> BotApiError:
    return BotApiError(413, "Request Entity Too Large")
