"""`python -m tests.simulation [PROFILES [FIRST_SEED]]`: the figures of so many years of tips."""

import sys
from pathlib import Path

from bot.clock import use_packaged_time_zones
from bot.content.load import load_library
from tests.simulation.figures import FAULTS, Figures
from tests.simulation.year import DAYS, live_all

TIPS = Path(__file__).parents[2] / "tips"
EXAMPLES = 3


def report(figures: Figures) -> str:
    """The figures, a line each, with some examples of whatever went wrong."""
    distinct = figures.distinct
    mean, least = sum(distinct) / max(1, len(distinct)), min(distinct, default=0)
    lines = [
        f"profiles x {DAYS} days:             {figures.profiles:>9,}",
        f"due days:                        {figures.days_due:>9,}",
        f"choices, those by /tip included: {figures.choices:>9,}",
        f"nothing suits, nothing sent:     {figures.nothing_suits:>9,}",
        *(f"{fault + ':':<41} {figures.count(fault):>d}" for fault in FAULTS),
        f"longest wait of a topic, in choices on days without a flare: {figures.longest_wait}",
        f"most turns of the order of topics that passed a topic over:  {figures.most_passed_over}",
        f"distinct tips a person saw, silenced ones aside: mean {mean:.0f}, least {least}",
        "reasons by share:",
    ]
    shares = figures.reasons.most_common()
    lines += [f"  {reason:<7} {count / figures.choices:6.1%}" for reason, count in shares]
    for fault in FAULTS:
        lines += [f"! {fault}: {example}" for example in figures.wrong.get(fault, ())[:EXAMPLES]]
    return "\n".join(lines)


def main(profiles: int = 100, first: int = 0) -> None:
    use_packaged_time_zones()
    figures = live_all(load_library(TIPS), range(first, first + profiles))
    print(report(figures))  # noqa: T201  its purpose
    sys.exit(any(map(figures.count, FAULTS)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
