"""The health checklist."""

from dataclasses import dataclass

from bot.views.callbacks.codec import Callback


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
