"""Tips."""

from dataclasses import dataclass

from bot.domain.selection import Reason
from bot.domain.taste import MAX_SAVED
from bot.views.callbacks.codec import Callback, must_be_within


@dataclass(frozen=True)
class OpenTip(Callback, code="ot"):
    """A tip from a list, through the person's own filter."""

    tip: str


@dataclass(frozen=True)
class SaveTip(Callback, code="sv"):
    tip: str
    kept: bool


@dataclass(frozen=True)
class ShowSaved(Callback, code="sl"):
    """A page of what was kept, from 0."""

    page: int

    def __post_init__(self) -> None:
        must_be_within(0, MAX_SAVED, self.page)


@dataclass(frozen=True)
class NextTip(Callback, code="nt"):
    pass


@dataclass(frozen=True)
class RateTip(Callback, code="rt"):
    tip: str
    helpful: bool


@dataclass(frozen=True)
class ShowMore(Callback, code="sm"):
    tip: str
    reason: Reason


@dataclass(frozen=True)
class ShowWhy(Callback, code="sw"):
    tip: str
    reason: Reason
