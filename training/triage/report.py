"""How well the triage hears writers it has not seen: `make triage-report`.

Judged are the messages set aside, by the same `assess` that the bot uses. "Caught" is an emergency or a
crisis given its level, the other of the two, or a question; an urgent message given its level, a higher
one, or a question. "Interrupted" is an ordinary message given anything but none. A label's second level
(`also`) never counts in our favour.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from bot.clock import Clock
from bot.content.load import load_library
from bot.domain.triage import Lexicon, assess
from training.triage.messages import SET_ASIDE, Message, read

LEVELS = ("emergency", "crisis", "urgent", "soon", "none")
GIVEN = ("emergency", "crisis", "urgent", "ask", "soon", "none")
_AT_ONCE = frozenset({"emergency", "crisis"})
_SHARES = ("caught", "exactly", "urgent caught", "interrupted")


@dataclass(frozen=True, slots=True)
class Judged:
    """A message and the level it was given."""

    message: Message
    given: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1; None where there is no such message. `caught` and `exact`
    are of emergencies and crises."""

    caught: float | None
    exact: float | None
    urgent_caught: float | None
    interrupted: float | None


def judge_all(messages: Iterable[Message], lexicon: Lexicon) -> list[Judged]:
    judged = []
    for message in messages:
        began = time.perf_counter()
        level = assess(message.text, lexicon).level
        judged.append(Judged(message, level.value, time.perf_counter() - began))
    return judged


def figures(judged: Iterable[Judged]) -> Figures:
    by_level = grouped(judged, lambda one: one.message.level)
    at_once = [*by_level.get("emergency", ()), *by_level.get("crisis", ())]
    return Figures(
        _share(at_once, lambda one: one.given in _AT_ONCE | {"ask"}),
        _share(at_once, lambda one: one.given == one.message.level),
        _share(by_level.get("urgent", ()), lambda one: one.given in _AT_ONCE | {"urgent", "ask"}),
        _share(by_level.get("none", ()), lambda one: one.given != "none"),
    )


def worst(each: Iterable[Figures]) -> Figures:
    """The worst of each figure, by whomever."""
    each = list(each)
    return Figures(
        min((one.caught for one in each if one.caught is not None), default=None),
        min((one.exact for one in each if one.exact is not None), default=None),
        min((one.urgent_caught for one in each if one.urgent_caught is not None), default=None),
        max((one.interrupted for one in each if one.interrupted is not None), default=None),
    )


def grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return dict(sorted(groups.items()))


def _share(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> float | None:
    return sum(map(holds, judged)) / len(judged) if judged else None


def report(judged: Sequence[Judged], on: date) -> str:
    """The report as Markdown."""
    writers = grouped(judged, lambda one: one.message.writer)
    kinds = grouped(judged, lambda one: one.message.kind)
    return "\n".join(
        [
            f"Measured on {on.isoformat()}: {len(judged)} messages of {len(writers)} writers set aside.",
            "",
            *_confusion(judged),
            "",
            *_shares("writer", writers),
            _row("**worst writer**", judged, worst(map(figures, writers.values()))),
            "",
            *_shares("way of writing", kinds),
            "",
            _timing([one.seconds * 1000 for one in judged]),
            "",
        ]
    )


def _timing(milliseconds: Sequence[float]) -> str:
    p99 = quantiles(milliseconds, n=100)[98]
    middle, longest = median(milliseconds), max(milliseconds)
    return f"Milliseconds a message: median {middle:.2f}, p99 {p99:.2f}, worst {longest:.2f}."


def _confusion(judged: Sequence[Judged]) -> Iterator[str]:
    yield "| labelled | " + " | ".join(f"given {level}" for level in GIVEN) + " |"
    yield "|---" * (len(GIVEN) + 1) + "|"
    for level in LEVELS:
        given = Counter(one.given for one in judged if one.message.level == level)
        yield f"| **{level}** | " + " | ".join(str(given[one]) for one in GIVEN) + " |"


def _shares(title: str, groups: dict[str, list[Judged]]) -> Iterator[str]:
    yield f"| {title} | messages | " + " | ".join(_SHARES) + " |"
    yield "|---" * (len(_SHARES) + 2) + "|"
    for name, group in groups.items():
        yield _row(name, group, figures(group))
    everything = [one for group in groups.values() for one in group]
    yield _row("**all**", everything, figures(everything))


def _row(name: str, judged: Sequence[Judged], of: Figures) -> str:
    shares = (of.caught, of.exact, of.urgent_caught, of.interrupted)
    cells = ("" if share is None else f"{share:.1%}" for share in shares)
    return f"| {name} | {len(judged)} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    shipped = load_library(Path("tips")).lexicon
    sys.stdout.write(report(judge_all(read(SET_ASIDE), shipped), Clock().now().date()))
