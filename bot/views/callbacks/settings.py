"""Settings, pausing, leaving."""

from dataclasses import dataclass

from bot.domain.profile import Cadence
from bot.domain.taste import TopicWish
from bot.views.callbacks.codec import Callback


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
class AskCheckinCadence(Callback, code="aq"):
    pass


@dataclass(frozen=True)
class ChooseCheckinCadence(Callback, code="cq"):
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
class MoreOnTopic(Callback, code="mo"):
    """More tips on a topic, from where that was suggested."""

    topic: str


@dataclass(frozen=True)
class AskPause(Callback, code="ap"):
    pass


@dataclass(frozen=True)
class OfferPause(Callback, code="op"):
    """How long to be quiet, in a message of its own."""


@dataclass(frozen=True)
class Pause(Callback, code="pa"):
    days: int


@dataclass(frozen=True)
class Resume(Callback, code="re"):
    pass


@dataclass(frozen=True)
class AskCountry(Callback, code="co"):
    pass


@dataclass(frozen=True)
class ChooseCountry(Callback, code="cn"):
    """`country` is a key of countries.yaml, or empty for none of them."""

    country: str


@dataclass(frozen=True)
class AskConsent(Callback, code="ak"):
    pass


@dataclass(frozen=True)
class Export(Callback, code="ex"):
    """A copy of all that is kept."""


@dataclass(frozen=True)
class KeepData(Callback, code="kd"):
    pass


@dataclass(frozen=True)
class DeleteData(Callback, code="dd"):
    pass
