"""A message from an operator to many.

    writing ─words→ ready ─confirmed→ sending ─all sent→ done
       └──────────────┴─given up→ dropped  └─stopped→ stopping ─none on its way→ stopped

Each person's is a delivery with the broadcast in its slot, so nobody is sent it twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import IN_FLIGHT, DeliveryState
from bot.domain.profile import Cadence
from bot.domain.states import LAPSES_AFTER

_OPEN = IN_FLIGHT | {DeliveryState.PENDING}


class BroadcastState(StrEnum):
    WRITING = "writing"  # the operator's next words are its text
    READY = "ready"  # shown to the operator as it will arrive
    SENDING = "sending"
    STOPPING = "stopping"  # what is on its way still arrives
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Segment:
    """To whom it goes: everyone, or those of a zone or a cadence. Never by health."""

    zone: str | None = None
    cadence: Cadence | None = None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`begun_at`: since when words are waited for. `text` is Telegram's HTML. `message_id`: where the
    operator sees how far it is. `people`: how many were meant to get it when it was confirmed.
    `planned_up_to`: the id of the last profile looked at, None once all were."""

    id: int
    operator_id: int
    begun_at: datetime
    state: BroadcastState = BroadcastState.WRITING
    segment: Segment = field(default_factory=Segment)
    text: str = ""
    message_id: int | None = None
    people: int = 0
    planned_up_to: int | None = 0

    @property
    def slot(self) -> str:
        return slot_of(self.id)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries of a broadcast are in each state."""

    states: Mapping[DeliveryState, int]

    def count(self, *states: DeliveryState) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def is_open(self) -> bool:
        """Whether some are planned, or on their way."""
        return self.count(*_OPEN) > 0

    @property
    def ended(self) -> int:
        return sum(self.states.values()) - self.count(*_OPEN)


def slot_of(broadcast_id: int) -> str:
    return f"broadcast-{broadcast_id}"


def id_of(slot: str) -> int:
    """The broadcast of a slot."""
    return int(slot.removeprefix("broadcast-"))


def time_to_send(people: int, rate: int) -> timedelta:
    """How long it takes at `rate` messages a second, if nothing else is sent."""
    return timedelta(seconds=people / rate)


def waits_for_words(broadcast: Broadcast, now: datetime) -> bool:
    """Whether what its operator writes is meant for it. As any question, it lapses."""
    return broadcast.state is BroadcastState.WRITING and now - broadcast.begun_at <= LAPSES_AFTER


def written(broadcast: Broadcast, text: str) -> Broadcast:
    return replace(broadcast, state=BroadcastState.READY, text=text)


def begun_anew(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Other words are waited for."""
    return replace(broadcast, state=BroadcastState.WRITING, begun_at=now)


def confirmed(broadcast: Broadcast, people: int, message_id: int | None) -> Broadcast:
    """`people`: how many are meant to get it. `message_id`: where its operator is told how far it is."""
    return replace(broadcast, state=BroadcastState.SENDING, people=people, message_id=message_id)


def stopped(broadcast: Broadcast) -> Broadcast:
    """What is on its way still arrives."""
    return replace(broadcast, state=BroadcastState.STOPPING)


def settled(broadcast: Broadcast, tally: Tally) -> Broadcast:
    """At its end, once nothing of it is left to plan or to send."""
    if tally.is_open:
        return broadcast
    if broadcast.state is BroadcastState.STOPPING:
        return replace(broadcast, state=BroadcastState.STOPPED)
    is_over = broadcast.state is BroadcastState.SENDING and broadcast.planned_up_to is None
    return replace(broadcast, state=BroadcastState.DONE) if is_over else broadcast
