"""What the triage knows of words, read from `triage.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stands in until the real one is here: phrases that tell a sign, and nothing else."""

    phrases: Mapping[str, str] = field(
        default_factory=lambda: {
            "groin is numb": "e-saddle",
            "can't feel when i pee": "e-bladder",
            "kill myself": "e-crisis",
            "want to die": "u-mind",
            "fever and shivers": "u-fever",
            "calf is hot and swollen": "u-dvt",
            "not better after six weeks": "s-weeks",
        }
    )
