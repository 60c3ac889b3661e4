"""One run of `make bench`: how much of everything, what it runs on, and what its reader has to know."""

import sys
import time
from dataclasses import dataclass, field

from tests.benchmarks.broadcast import Figures
from tests.postgres import Postgres

FULL_CORE = 0.85  # of the server: then it may be what holds a bot up


@dataclass(frozen=True)
class Sizes:
    """How much of everything."""

    rounds: int = 20  # of single steps
    free: int = 600  # messages at the free rate
    slow: int = 200  # … from a peer that sends a third of it
    paid: int = 60_000  # messages at 1,000 a second: a minute
    unpaced: int = 20_000  # … from a peer, as fast as they are taken
    draining: int = 100_000  # deliveries under way while commands are answered
    asked: int = 150  # commands, server 50 ms away
    asked_paid: int = 250  # … at 1,000 a second
    commands: int = 5_000  # at once
    subscribers: int = 1_000_000
    due: int = 100_000  # of them, at one minute
    jobs: int = 50_000


QUICK = Sizes(
    rounds=1,
    free=61,
    slow=10,
    paid=1_000,
    unpaced=1_000,
    draining=1_000,
    asked=6,
    asked_paid=20,
    commands=300,
    subscribers=20_000,
    due=1_000,
    jobs=5_000,
)


@dataclass
class Run:
    """`remarks` stand under the table."""

    sizes: Sizes
    postgres: Postgres | None  # None: SQLite alone
    remarks: list[str] = field(default_factory=list)
    _begun: float = field(default_factory=time.perf_counter, init=False)

    def say(self, step: str) -> None:
        """Progress, beside the table."""
        print(f"{time.perf_counter() - self._begun:5.0f} s  {step}", file=sys.stderr, flush=True)

    def databases(self) -> dict[str, str | None]:
        """Their names, and where each is to be; None: a new file."""
        found: dict[str, str | None] = {"SQLite": None}
        return found | {"PostgreSQL": self.postgres.new_database()} if self.postgres else found

    def note_server(self, name: str, figures: Figures) -> None:
        """A remark if the server, and not the bot, was what was full."""
        if figures.server_busy > FULL_CORE:
            busy = f"{figures.server_busy:.2f} of a core"
            self.remarks.append(
                f"The stand-in server held up {name} ({busy}): it could be faster than shown."
            )
