"""Consent, place and hours: /start, and what of it /settings repeats."""

from dataclasses import dataclass

from bot.domain.profile import SCHEDULED, Kind
from bot.views.callbacks.codec import Callback, must_be_within


@dataclass(frozen=True)
class GiveConsent(Callback, code="gc"):
    given: bool


@dataclass(frozen=True)
class WithdrawConsent(Callback, code="wc"):
    """Delete the health answers; shown only under a question that says so."""


@dataclass(frozen=True)
class AskZone(Callback, code="az"):
    pass


@dataclass(frozen=True)
class ChooseZone(Callback, code="cz"):
    zone: str


@dataclass(frozen=True)
class OfferLocation(Callback, code="ol"):
    pass


def _must_have_an_hour(kind: Kind) -> None:
    """Raises ValueError for a kind that comes with another."""
    if kind not in SCHEDULED:
        raise ValueError(f"{kind} has no hour of its own")


@dataclass(frozen=True)
class AskHour(Callback, code="ah"):
    kind: Kind

    def __post_init__(self) -> None:
        _must_have_an_hour(self.kind)


@dataclass(frozen=True)
class ChooseHour(Callback, code="ch"):
    """`minute` of the local day."""

    kind: Kind
    minute: int

    def __post_init__(self) -> None:
        _must_have_an_hour(self.kind)
        must_be_within(0, 24 * 60 - 1, self.minute)
