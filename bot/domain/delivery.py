"""One thing sent to one profile for one slot, and what becomes of it.

    pending ─claim→ claimed ─start→ sending ─settle→ sent | gone | failed | unknown | pending again
                       └─settle→ skipped

Invariants
- (profile, kind, slot) is unique: a second delivery for a slot cannot exist.
- `sending` is stored before the request leaves, so after a crash we know what may have arrived.
- What may have arrived is sent again once; what certainly did not, until its grace is over.
- What a process that died left on its way is sent again by the next one, also where that one dies a moment
  later: it may never have left. Up to a few times, for it may be what they die of.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.profile import Kind
from bot.domain.schedule import is_too_late
from bot.domain.timing import grace

MAX_UNSURE_SENDS = 2  # once, and once again
MAX_DEATHS = 5  # of processes, at each of which it was on its way
KEPT = timedelta(days=30)  # once it is over; a slot cannot come again after that
UNSURE_PAUSE = timedelta(seconds=2)


class DeliveryState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    GONE = "gone"  # the person blocked us or is deactivated
    FAILED = "failed"  # Telegram called our request wrong; repeating it would not help
    UNKNOWN = "unknown"  # may have arrived; tried again already
    SKIPPED = "skipped"  # too late, or not wanted any more


IN_FLIGHT = frozenset({DeliveryState.CLAIMED, DeliveryState.SENDING})


@dataclass(frozen=True, slots=True)
class Delivery:
    """`slot` is a text key, for a tip or check-in the local date. `slot_at` is the instant the slot was
    for, `due_at` when to try (again). `tip` and `reason` are set for tips, `reason` alone for a
    reminder: what it is about."""

    id: int
    profile_id: int
    kind: Kind
    slot: str
    slot_at: datetime
    due_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    unsure_sends: int = 0  # sends of which we do not know whether they arrived
    tip: str | None = None
    reason: str | None = None
    message_id: int | None = None
    error_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery to be planned; `tip` and `reason` as in `Delivery`."""

    profile_id: int
    kind: Kind
    slot: str
    slot_at: datetime
    due_at: datetime
    tip: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Certainly not delivered; worth trying at `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """This person cannot be written to."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Our fault; `error_id` is in the log."""

    error_id: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """No answer came: it may have been delivered."""


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Stopped, paused, quiet or already answered meanwhile."""


Outcome = Sent | TryAgain | Gone | Failed | Unsure | Unwanted


def settle(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """The delivery as the outcome leaves it; never in flight."""
    match outcome:
        case Sent(message_id):
            return replace(delivery, state=DeliveryState.SENT, message_id=message_id)
        case Gone():
            return replace(delivery, state=DeliveryState.GONE)
        case Failed(error_id):
            return replace(delivery, state=DeliveryState.FAILED, error_id=error_id)
        case Unwanted():
            return replace(delivery, state=DeliveryState.SKIPPED)
        case TryAgain(at):
            return _again(delivery, at, now)
        case Unsure():
            return _unsure(delivery, MAX_UNSURE_SENDS, now)


def _unsure(delivery: Delivery, at_most: int, now: datetime) -> Delivery:
    tried = replace(delivery, unsure_sends=delivery.unsure_sends + 1)
    if tried.unsure_sends >= at_most:
        return replace(tried, state=DeliveryState.UNKNOWN)
    return _again(tried, now + UNSURE_PAUSE, now)


def _again(delivery: Delivery, at: datetime, now: datetime) -> Delivery:
    if is_too_late(delivery.slot_at, max(at, now), grace(delivery.kind)):
        return replace(delivery, state=DeliveryState.SKIPPED)
    return replace(delivery, state=DeliveryState.PENDING, due_at=at)


def recovered(delivery: Delivery, now: datetime) -> Delivery:
    """A delivery that a dead process left in flight: claimed was not sent; sending may have been."""
    if delivery.state is DeliveryState.SENDING:
        return _unsure(delivery, MAX_DEATHS, now)
    if delivery.state is DeliveryState.CLAIMED:
        return _again(delivery, delivery.due_at, now)
    return delivery
