"""What a request to the control interface says."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.parameters import as_integer

ID = r"-?\d{1,15}"  # in a path; longer numbers are nobody's


class Body:
    """The JSON object of a request; a field that makes no sense is a 400 with a sentence."""

    def __init__(self, fields: Json) -> None:
        self.fields = fields

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Some words."""
        value: Any = self.fields.get(name, otherwise)
        if not isinstance(value, str) or (otherwise is None and not value.strip()):
            raise ControlError(400, f"The field {name!r} must be text that is not empty.")
        return value

    def number(self, name: str) -> int:
        """The number of a message, person or group."""
        value = as_integer(self.fields.get(name))
        if value is None:
            raise ControlError(400, f"The field {name!r} must be a number, such as a message's.")
        return value

    def optional_number(self, name: str) -> int | None:
        """A number, if there is one."""
        return None if self.fields.get(name) is None else self.number(name)

    def numbers(self, name: str) -> list[int]:
        """Several."""
        values = self.fields.get(name)
        found = [as_integer(value) for value in values] if isinstance(values, list) else [None]
        known = [number for number in found if number is not None]
        if len(known) < len(found):
            raise ControlError(400, f"The field {name!r} must be a list of numbers.")
        return known

    def rest(self, *known: str) -> Json:
        """All fields but these."""
        return {name: value for name, value in self.fields.items() if name not in known}


async def read_body(request: web.Request) -> Body:
    """The body of a request; none at all is an empty object."""
    try:
        fields = json.loads(await request.text() or "{}")
        json.dumps(fields, ensure_ascii=False).encode()
    except (ValueError, LookupError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise ControlError(400, "The body must be a JSON object.")
    return Body(fields)


def path_id(request: web.Request, name: str) -> int:
    """The number in the path."""
    return int(request.match_info[name])


def seconds(value: str) -> float:
    """How long to wait."""
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf"):
        raise ControlError(400, "wait must be a number of seconds.")
    return found
