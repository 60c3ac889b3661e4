"""Every call the bot made."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.errors import Json
from bot.sandbox.parameters import as_integer

MOST_KEPT = 100_000  # older calls are forgotten

Stage = Literal["received", "accepted", "answered"]


@dataclass(slots=True)
class Call:
    """One call of a Bot API method and what became of it."""

    number: int
    method: str
    time: float  # of the shared clock
    real_time: float  # monotonic seconds, to measure pace with
    parameters: Json = field(default_factory=dict)
    accepted: bool = False  # it had its effect, whether or not the bot heard of it
    status: int | None = None  # None: no answer yet, or never
    body: bytes | None = None  # the answer as it was written
    fault: str | None = None

    @property
    def answer(self) -> Json | None:
        """What the bot was told; None if nothing was, or no JSON."""
        try:
            found: Json | None = None if self.body is None else json.loads(self.body)
        except ValueError:
            found = None
        return found

    @property
    def chat_id(self) -> int | None:
        """The chat it is about, if any."""
        return as_integer(self.parameters.get("chat_id"))

    def as_json(self) -> Json:
        """What the control interface shows."""
        return {
            "number": self.number,
            "method": self.method,
            "time": self.time,
            "parameters": self.parameters,
            "accepted": self.accepted,
            "status": self.status,
            "answer": self.answer,
            "fault": self.fault,
        }


OnCall = Callable[[Call, Stage], None]


class CallLog:
    """The newest calls, in the order they came."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=MOST_KEPT)
        self._next_number = 1

    def open(self, method: str, time: float, real_time: float) -> Call:
        """Begin a call."""
        call = Call(self._next_number, method, time, real_time)
        self._next_number += 1
        self._calls.append(call)
        return call

    @property
    def newest(self) -> int:
        """The number of the newest call."""
        return self._next_number - 1

    def after(self, number: int = 0, method: str | None = None) -> list[Call]:
        """The calls with a higher number, of one method or of all."""
        newest_first: list[Call] = []
        for call in reversed(self._calls):
            if call.number <= number:
                break
            if method is None or call.method.lower() == method.lower():
                newest_first.append(call)
        return newest_first[::-1]

    def clear(self) -> None:
        """Forget the calls; numbers go on."""
        self._calls.clear()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)
