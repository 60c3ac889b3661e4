"""Rules that make the sandbox misbehave as a network and Telegram do on a bad day."""

import random
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from bot.sandbox.calls import Call
from bot.sandbox.errors import BotApiError, ControlError, Json

Action = Literal[
    "status",
    "reset_before",
    "reset_after",
    "hang_before",
    "hang_after",
    "garbage_after",
    "garbage",
    "delay",
]
GARBAGE = b"<html><body><h1>It works!</h1></body></html>"

REASONS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
LOWEST_STATUS, HIGHEST_STATUS = 400, 599


@dataclass(frozen=True)
class Fault:
    """One rule; which calls it meets and what happens to them."""

    action: Action
    method: str = "*"
    chat: int | None = None
    status: int = 500
    description: str | None = None
    retry_after: int = 1
    seconds: float = 1.0
    count: int | None = None  # how many times; None: without end
    chance: float = 1.0
    after: int = 0  # lets this many matching calls pass first

    def matches(self, call: Call) -> bool:
        """Whether the call is one of those the rule is about."""
        return self.method.lower() in {"*", call.method.lower()} and self.chat in {None, call.chat_id}

    def as_error(self) -> BotApiError:
        """The answer that the action "status" gives."""
        reason = self.description or REASONS.get(self.status, "Internal Server Error")
        extra = {"retry_after": self.retry_after} if self.status == 429 else None  # noqa: PLR2004
        return BotApiError(self.status, reason.replace("{retry_after}", str(self.retry_after)), extra)


@dataclass
class _Rule:
    id: int
    fault: Fault
    seen: int = 0
    fired: int = 0

    def as_json(self) -> Json:
        return {"id": self.id, **asdict(self.fault), "seen": self.seen, "fired": self.fired}


class Faults:
    """The rules in force, oldest first; the first one that fires decides."""

    def __init__(self, seed: int = 0) -> None:
        self._rules: dict[int, _Rule] = {}
        self._next_id = 1
        self._chance = random.Random(seed)  # noqa: S311 - repeatable on purpose; nothing secret hangs on it

    def add(self, fault: Fault) -> int:
        """Put a rule in force and return its id."""
        rule = _Rule(self._next_id, fault)
        self._next_id += 1
        self._rules[rule.id] = rule
        return rule.id

    def remove(self, rule_id: int) -> bool:
        """Take one rule back; False if it is not there."""
        return self._rules.pop(rule_id, None) is not None

    def clear(self) -> None:
        """Take all rules back."""
        self._rules.clear()

    def next_for(self, call: Call) -> Fault | None:
        """The fault that hits this call, if any."""
        return next((rule.fault for rule in self._rules.values() if self._fires(rule, call)), None)

    def as_json(self) -> list[Json]:
        """All rules, with how often each was met and fired."""
        return [rule.as_json() for rule in self._rules.values()]

    def _fires(self, rule: _Rule, call: Call) -> bool:
        fault = rule.fault
        if not fault.matches(call) or (fault.count is not None and rule.fired >= fault.count):
            return False
        rule.seen += 1
        if rule.seen <= fault.after or self._chance.random() >= fault.chance:
            return False
        rule.fired += 1
        return True


def read_fault(body: Json) -> Fault:
    """A rule from JSON, refused with a sentence if a field makes no sense."""
    known = {entry.name for entry in fields(Fault)}
    unknown = sorted(set(body) - known)
    if unknown:
        raise ControlError(
            400, f"A fault has no field {unknown[0]!r}; it may have {', '.join(sorted(known))}."
        )
    if body.get("action") not in get_args(Action):
        raise ControlError(400, f"A fault needs an action: one of {', '.join(get_args(Action))}.")
    for name, (low, high, whole) in _RANGES.items():
        if body.get(name) is not None and not _within(body[name], low, high, whole):
            kind = "a whole number" if whole else "a number"
            raise ControlError(400, f"{name} must be {kind} from {low} to {high}.")
    for name in ("method", "description"):
        if not isinstance(body.get(name, ""), str):
            raise ControlError(400, f"{name} must be text.")
    return Fault(**{name: value for name, value in body.items() if value is not None})


def _within(value: Any, low: float, high: float, whole: bool) -> bool:
    is_number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    return is_number and low <= value <= high


_BIG = 10**12
_RANGES: dict[str, tuple[float, float, bool]] = {
    "chat": (-_BIG * 1000, _BIG * 1000, True),
    "status": (LOWEST_STATUS, HIGHEST_STATUS, True),
    "retry_after": (0, _BIG, True),
    "seconds": (0, 3600, False),
    "count": (0, _BIG, True),
    "chance": (0, 1, False),
    "after": (0, _BIG, True),
}
