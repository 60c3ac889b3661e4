"""Processor time of choosing one tip: nothing seen, 60 seen, and everything; with and without needs."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

from bot.content.load import load_library
from bot.domain.library import Library, Need
from bot.domain.profile import Profile
from bot.domain.selection import Moment, select_tip
from bot.domain.suitability import suitable_tips
from bot.domain.taste import Taste

TIPS = Path(__file__).parents[2] / "tips"
TODAY = date(2026, 8, 3)
CHOICES, ROUNDS, WANTED = 2_000, 7, 50
PEOPLE = {
    "nothing known, the safe set": None,
    "two conditions": frozenset({"osteoporosis", "herniated-disc-sciatica"}),
}
NEEDS: dict[str, frozenset[Need]] = {
    "no needs": frozenset(),
    "a flare": frozenset({Need.FLARE}),
    "stress, bad night": frozenset({Need.STRESS, Need.SLEEP}),
}
SEEN = {"nothing seen": 0, "60 seen": 60, "everything seen": None}  # None: all of them


def person(library: Library, conditions: frozenset[str] | None, seen: int | None) -> Profile:
    """Somebody with opinions and wishes, here for months, who has seen so many of the tips that suit them."""
    own = list(suitable_tips(library, conditions).tips)
    return Profile(
        7,
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
        conditions=None if conditions is None else dict.fromkeys(sorted(conditions), TODAY),
        taste=Taste(
            seen=tuple(own[:seen]),
            liked=frozenset(own[::4]),
            disliked=frozenset(own[1::9]),
            muted_topics=frozenset({"work"}),
            chosen_topics=frozenset({"breathing"}),
        ),
        started_on=date(2026, 3, 2),
    )


def microseconds(library: Library, profile: Profile, now: Moment) -> float:
    """Of processor time a choice, the best of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        for _ in range(CHOICES):
            select_tip(library, profile, now)
        rounds.append((time.process_time() - before) / CHOICES * 1e6)
    return min(rounds)


def usual() -> float:
    """Microseconds, for somebody with conditions who has been here for two months."""
    library = load_library(TIPS)
    return microseconds(library, person(library, PEOPLE["two conditions"], 60), Moment(TODAY, frozenset()))


def measure() -> None:
    """Print the figures of every case."""
    library = load_library(TIPS)
    print(f"choosing one tip of {len(library.tips)}, processor time (wanted: at most {WANTED} µs)")
    print(" " * 46 + "".join(f"{name:>20}" for name in NEEDS))
    for who, conditions in PEOPLE.items():
        for history, seen in SEEN.items():
            profile = person(library, conditions, seen)
            times = [microseconds(library, profile, Moment(TODAY, needs)) for needs in NEEDS.values()]
            print(f"  {f'{who}, {history}':<44}" + "".join(f"{value:17.1f} µs" for value in times))


if __name__ == "__main__":
    measure()
