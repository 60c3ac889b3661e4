"""What is counted over a year of tips, and what went wrong."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    profiles: int = 0
    days_due: int = 0
    choices: int = 0
    nothing_suits: int = 0  # choices for whom not one tip suits: they get none
    reasons: Counter[str] = field(default_factory=Counter)
    distinct: list[int] = field(
        default_factory=list
    )  # tips a person saw, of those for whom something always suited
    longest_wait: int = 0  # of a topic with something new: choices on days without a flare
    most_passed_over: int = 0  # likewise: turns that went to other topics in the order of topics
    wrong: dict[str, list[str]] = field(default_factory=dict)  # examples, by kind of fault

    def note(self, fault: str, example: str) -> None:
        self.wrong.setdefault(fault, []).append(example)

    def count(self, fault: str) -> int:
        return len(self.wrong.get(fault, ()))

    def add(self, other: "Figures") -> None:
        self.profiles += other.profiles
        self.days_due += other.days_due
        self.choices += other.choices
        self.nothing_suits += other.nothing_suits
        self.reasons += other.reasons
        self.distinct += other.distinct
        self.longest_wait = max(self.longest_wait, other.longest_wait)
        self.most_passed_over = max(self.most_passed_over, other.most_passed_over)
        for fault, examples in other.wrong.items():
            self.wrong.setdefault(fault, []).extend(examples)


UNSUITABLE = "unsuitable"
TOO_EARLY = "repeated too early"
UNWELCOME = "turned away before"
UNTRUE = "reason not true"
NOT_OWED = "another reason came first"
NOT_SERVED = "due day not served"
SERVED_WRONGLY = "served twice, or on a day that is not due"
WAITED = "topic passed over twice by another"
FAULTS = (UNSUITABLE, TOO_EARLY, UNWELCOME, UNTRUE, NOT_OWED, NOT_SERVED, SERVED_WRONGLY, WAITED)
