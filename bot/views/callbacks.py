"""What each button means, in at most 64 bytes.

A button lives for ever: never change what a code stands for. A retired code stays readable by staying
unused; `decode` answers None for what it does not know.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, get_type_hints

from bot.domain.checkin import HIGHEST, LOWEST, Tag
from bot.domain.library import Level
from bot.domain.profile import SCHEDULED, Cadence, Kind
from bot.domain.selection import Reason
from bot.domain.taste import MAX_SAVED, TopicWish

MAX_BYTES = 64  # Telegram's limit on callback_data
_SEPARATOR = "|"


def _must_be_within(lowest: int, highest: int, *values: int) -> None:
    """A number no button of ours carries was made up by somebody. Raises ValueError."""
    if not all(lowest <= value <= highest for value in values):
        raise ValueError(f"not from {lowest} to {highest}")


class Callback:
    """What a button means. Each kind has a code of its own, with which its data begins."""

    code: ClassVar[str]
    kinds: ClassVar[dict[str, type["Callback"]]] = {}

    def __init_subclass__(cls, code: str) -> None:
        if code in Callback.kinds:
            raise ValueError(f"the code {code} is taken")
        cls.code = code
        Callback.kinds[code] = cls


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
        _must_be_within(0, 24 * 60 - 1, self.minute)


@dataclass(frozen=True)
class OpenChecklist(Callback, code="oc"):
    pass


@dataclass(frozen=True)
class Tick(Callback, code="tk"):
    condition: str
    on: bool


@dataclass(frozen=True)
class FinishChecklist(Callback, code="fc"):
    pass


@dataclass(frozen=True)
class SkipChecklist(Callback, code="sc"):
    pass


@dataclass(frozen=True)
class ForgetChecklist(Callback, code="fo"):
    """Take back what was ticked; shown only under ticks."""


@dataclass(frozen=True)
class ReviewChecklist(Callback, code="rv"):
    """Look at what was ticked some time ago."""


@dataclass(frozen=True)
class ConfirmChecklist(Callback, code="cf"):
    """All that is ticked is still so."""


@dataclass(frozen=True)
class DropCondition(Callback, code="dc"):
    """What was ticked has passed."""

    condition: str


@dataclass(frozen=True)
class NothingChanged(Callback, code="nc"):
    """An answer to words that may have told of a change."""


@dataclass(frozen=True)
class RateDay(Callback, code="rd"):
    """Open the check-in of a local date."""

    day: date


@dataclass(frozen=True)
class CheckInNow(Callback, code="ci"):
    """The check-in of whatever day it is when this is tapped."""


@dataclass(frozen=True)
class RatePain(Callback, code="rp"):
    day: date
    score: int

    def __post_init__(self) -> None:
        _must_be_within(LOWEST, HIGHEST, self.score)


@dataclass(frozen=True)
class RateStress(Callback, code="rs"):
    day: date
    pain: int
    score: int

    def __post_init__(self) -> None:
        _must_be_within(LOWEST, HIGHEST, self.pain, self.score)


@dataclass(frozen=True)
class SkipStress(Callback, code="ss"):
    day: date
    pain: int

    def __post_init__(self) -> None:
        _must_be_within(LOWEST, HIGHEST, self.pain)


@dataclass(frozen=True)
class TagDay(Callback, code="td"):
    day: date
    tag: Tag
    on: bool


@dataclass(frozen=True)
class SkipCheckIn(Callback, code="si"):
    day: date


@dataclass(frozen=True)
class SkipNote(Callback, code="sn"):
    day: date


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
        _must_be_within(0, MAX_SAVED, self.page)


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


@dataclass(frozen=True)
class ListTechniques(Callback, code="lt"):
    pass


@dataclass(frozen=True)
class ShowTechnique(Callback, code="st"):
    technique: str


@dataclass(frozen=True)
class ListConditions(Callback, code="lc"):
    pass


@dataclass(frozen=True)
class ShowCondition(Callback, code="so"):
    condition: str


@dataclass(frozen=True)
class OpenHelp(Callback, code="oh"):
    """When to seek help, in a message of its own."""


@dataclass(frozen=True)
class ShowHelp(Callback, code="sh"):
    level: Level


@dataclass(frozen=True)
class ShowPregnancyHelp(Callback, code="sp"):
    pass


@dataclass(frozen=True)
class ShowCrisisHelp(Callback, code="sr"):
    pass


@dataclass(frozen=True)
class ShowSettings(Callback, code="se"):
    pass


@dataclass(frozen=True)
class AskCadence(Callback, code="ac"):
    pass


@dataclass(frozen=True)
class ChooseCadence(Callback, code="cc"):
    cadence: Cadence


@dataclass(frozen=True)
class AskTopics(Callback, code="at"):
    pass


@dataclass(frozen=True)
class MuteTopic(Callback, code="mt"):
    """Made by versions that knew on and off only."""

    topic: str
    muted: bool


@dataclass(frozen=True)
class SetTopic(Callback, code="tw"):
    topic: str
    wish: TopicWish


@dataclass(frozen=True)
class AskPause(Callback, code="ap"):
    pass


@dataclass(frozen=True)
class Pause(Callback, code="pa"):
    days: int


@dataclass(frozen=True)
class Resume(Callback, code="re"):
    pass


@dataclass(frozen=True)
class AskConsent(Callback, code="ak"):
    pass


@dataclass(frozen=True)
class KeepData(Callback, code="kd"):
    pass


@dataclass(frozen=True)
class DeleteData(Callback, code="dd"):
    pass


class TooLongError(ValueError):
    """A callback that does not fit in Telegram's 64 bytes."""


def encode(callback: Callback) -> str:
    """The callback as Telegram carries it. Raises TooLongError."""
    parts = [callback.code, *(_to_text(getattr(callback, name)) for name in _readers(callback.code))]
    data = _SEPARATOR.join(parts)
    if len(data.encode()) > MAX_BYTES:
        raise TooLongError(data)
    return data


def decode(data: str) -> Callback | None:
    """The callback of a button, or None for one that no version of the bot made."""
    code, *values = data.split(_SEPARATOR)
    callback_class = Callback.kinds.get(code)
    if callback_class is None:
        return None
    readers = _readers(code)
    if len(values) != len(readers):
        return None
    try:
        return callback_class(
            **{name: readers[name](value) for name, value in zip(readers, values, strict=True)}
        )
    except (ValueError, KeyError):
        return None


def _to_text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


@lru_cache
def _readers(code: str) -> dict[str, Any]:
    """How to read each field of a kind, in order."""
    special = {bool: {"1": True, "0": False}.__getitem__, date: date.fromisoformat}
    hints = get_type_hints(Callback.kinds[code])
    own = [name for name in hints if name not in {"code", "kinds"}]
    return {name: special.get(hints[name], hints[name]) for name in own}
