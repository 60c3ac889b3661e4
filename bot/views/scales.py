"""The scales as people are asked, word for word: the check-in, the page for the doctor and the export say the
same."""

from dataclasses import dataclass

VERSION = 1  # of these words; answers to other words could not be compared


@dataclass(frozen=True, slots=True)
class Scale:
    """A question from 0 to 10. `{when}` in it stands for the time it is about."""

    name: str
    question: str
    usual: str  # what stands for {when} when it is asked in time
    none: str  # what 0 means
    most: str  # what 10 means

    def asked(self, when: str = "") -> str:
        """The question, for the usual time or another."""
        return self.question.format(when=when or self.usual)

    @property
    def anchors(self) -> str:
        return f"0 = {self.none}, 10 = {self.most}."


PAIN = Scale(
    "Pain",
    "How strong was your back pain, on average, {when}?",
    "over the last 24 hours",
    "no pain",
    "the worst pain you can imagine",
)
STRESS = Scale("Stress", "How stressed have you felt {when}?", "today", "not at all", "extremely")
INTERFERENCE = Scale(
    "In the way",
    "How much did pain get in the way of what you wanted to do {when}?",
    "over the last 7 days",
    "not at all",
    "completely",
)
