"""Looking back: the picture, and the page for the doctor."""

from dataclasses import dataclass

from bot.domain.trend import RANGES
from bot.views.callbacks.codec import Callback


@dataclass(frozen=True)
class ShowProgress(Callback, code="pg"):
    """The picture of so many days, one of RANGES."""

    last_days: int

    def __post_init__(self) -> None:
        if self.last_days not in RANGES:
            raise ValueError("no range of ours")


@dataclass(frozen=True)
class AskReport(Callback, code="ar"):
    """The screen from which the page for the doctor is made."""
