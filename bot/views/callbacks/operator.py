"""What operators do. Their handlers ask who taps: for everybody else these buttons do nothing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.profile import Cadence
from bot.views.callbacks.codec import Callback

EVERYONE = "*"  # in place of a zone or a cadence


class InboxReply(StrEnum):
    """The sentences that answer feedback in one tap."""

    THANKS = "thanks"
    LOOKING = "looking"
    GET_IN_TOUCH = "touch"
    NONE = "none"


@dataclass(frozen=True)
class ChooseSegment(Callback, code="xs"):
    broadcast: int


@dataclass(frozen=True)
class SetBroadcastZone(Callback, code="xz"):
    broadcast: int
    zone: str


@dataclass(frozen=True)
class SetBroadcastCadence(Callback, code="xc"):
    broadcast: int
    cadence: str

    def __post_init__(self) -> None:
        if self.cadence != EVERYONE:
            Cadence(self.cadence)


@dataclass(frozen=True)
class AskBroadcast(Callback, code="xq"):
    """Send it? Asked once more."""

    broadcast: int


@dataclass(frozen=True)
class SendBroadcast(Callback, code="xg"):
    broadcast: int


@dataclass(frozen=True)
class ShowBroadcast(Callback, code="xb"):
    broadcast: int


@dataclass(frozen=True)
class RewriteBroadcast(Callback, code="xw"):
    broadcast: int


@dataclass(frozen=True)
class DropBroadcast(Callback, code="xd"):
    broadcast: int


@dataclass(frozen=True)
class StopBroadcast(Callback, code="xt"):
    broadcast: int


@dataclass(frozen=True)
class ShowInbox(Callback, code="xi"):
    """The message after this one that waits for an answer."""

    after: int


@dataclass(frozen=True)
class AnswerFeedback(Callback, code="xr"):
    feedback: int
    chosen: InboxReply
