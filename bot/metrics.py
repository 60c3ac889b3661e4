"""Figures for Prometheus. None leads to a person: small counts of people are left out, and of what
was heard of danger only whole fives are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.domain.delivery import DeliveryState
from bot.domain.discretion import in_whole_lots, may_be_told
from bot.domain.profile import Kind, Status
from bot.domain.triage import Urgency

_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LATE_SECONDS = (1, 5, 30, 60, 300, 900, 3600, 10800)
# The other kinds would tell who had an alarm or a treatment.
_TOLD_KINDS = frozenset({Kind.TIP, Kind.CHECKIN, Kind.BROADCAST})


@dataclass(frozen=True, slots=True)
class Figures:
    """What is read from the database: people by status, answers to check-ins within a week, how often each
    level was heard within 30 days, and the deliveries that are due and have not been sent."""

    people: Mapping[Status, int] = field(default_factory=dict)
    checkin_answers: int = 0
    levels: Mapping[Urgency, int] = field(default_factory=dict)
    due: int = 0


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._updates = Counter(
            "backcare_updates",
            "Updates processed, by kind and outcome",
            ["kind", "outcome"],
            registry=registry,
        )
        self._replies = Histogram(
            "backcare_reply_seconds",
            "From taking an update to having answered it",
            ["kind"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._deliveries = Counter(
            "backcare_deliveries",
            "Deliveries that ended, by kind and state",
            ["kind", "state"],
            registry=registry,
        )
        self._late = Histogram(
            "backcare_delivery_late_seconds",
            "How long after its time a message was sent",
            buckets=_LATE_SECONDS,
            registry=registry,
        )
        self._refusals = Counter(
            "backcare_refusals", "Requests that Telegram refused as too many", registry=registry
        )
        self._errors = Counter("backcare_errors", "Errors in the log, by class", ["error"], registry=registry)
        self._due = Gauge("backcare_due_deliveries", "Deliveries whose time has come", registry=registry)
        self._people = Gauge("backcare_people", "People by status", ["status"], registry=registry)
        self._answers = Gauge(
            "backcare_checkin_answers", "Check-ins answered within 7 days", registry=registry
        )
        self._levels = Gauge(
            "backcare_heard",
            "How often danger was heard within 30 days, in fives",
            ["level"],
            registry=registry,
        )

    def updated(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was processed."""
        self._updates.labels(kind, outcome).inc()
        self._replies.labels(kind).observe(seconds)

    def refused(self) -> None:
        """Telegram answered with 429."""
        self._refusals.inc()

    def error(self, error: str) -> None:
        """There is an error in the log."""
        self._errors.labels(error).inc()

    def delivered(self, kind: Kind, state: DeliveryState, late: float) -> None:
        """A delivery was tried. `late`: seconds after its time."""
        self._deliveries.labels(kind.value if kind in _TOLD_KINDS else "other", state.value).inc()
        if state is DeliveryState.SENT:
            self._late.observe(late)

    def exposition(self, figures: Figures) -> bytes:
        """All of it in Prometheus's text format."""
        self._due.set(figures.due)
        self._people.clear()
        for status, count in figures.people.items():
            if may_be_told(count):
                self._people.labels(status.value).set(count)
        self._levels.clear()
        for level, count in figures.levels.items():
            if may_be_told(count):
                self._levels.labels(level.value).set(in_whole_lots(count))
        answers = figures.checkin_answers
        self._answers.set(answers if may_be_told(answers) else float("nan"))
        return generate_latest(self._registry)
