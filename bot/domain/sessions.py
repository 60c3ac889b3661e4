"""The journal of massage and other treatments: sessions that were, and sessions to come."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Session:
    """A massage or another treatment. `technique` is a key of the library, or None for another kind. Pain is
    0 to 10, None where it was not told; `id` is None until it is stored."""

    day: date  # local date; in the future for one that is planned
    technique: str | None
    pain_before: int | None = None
    pain_next_day: int | None = None
    id: int | None = None
