"""What operators read."""

from collections.abc import Mapping, Sequence
from html import escape

from bot.domain.capacity import Capacity
from bot.domain.library import Library
from bot.domain.triage import Urgency
from bot.views.screen import Screen, bold, bullets, paragraphs

SHOWN_FAULTS = 10
_FEWEST = 5
_FEW = f"fewer than {_FEWEST}"


def reloaded(library: Library) -> Screen:
    return Screen(f"The library was read anew: {len(library.tips)} tips are in use now.")


def stats(counts: Mapping[Urgency, int], days: int, ahead: Capacity, rate: int) -> Screen:
    """How often each level was heard, and whether what comes can be sent in time. A small number is not "
    "told: it might be about somebody one knows."""
    told = {level: counts.get(level, 0) for level in Urgency if level is not Urgency.NONE}
    lines = [f"{level.value}: {_FEW if n < _FEWEST else n}" for level, n in told.items()]
    return Screen(
        paragraphs(
            bold(f"What was heard in the last {days} days") + "\n" + bullets(lines),
            bold("Messages of the next 24 hours") + "\n" + _ahead(ahead, rate),
        )
    )


def _ahead(ahead: Capacity, rate: int) -> str:
    wait = round(ahead.longest_wait.total_seconds() / 60)
    longest = f"{ahead.messages:,} tips and check-ins. At {rate} a second the last waits {wait:,} minutes"
    if ahead.fits:
        return f"{longest}; all are in time."
    return f"{longest}, and those that wait over 3 hours are skipped. SEND_RATE={ahead.needed} would do."


def reload_refused(faults: Sequence[str]) -> Screen:
    """The faults by file and line; the library in use is not touched."""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    rest = len(faults) - SHOWN_FAULTS
    return Screen(
        paragraphs(
            bold(f"The library was not read anew: {count}.") + "\nThe one in use stays as it was.",
            bullets([fault[:300] for fault in faults[:SHOWN_FAULTS]]),
            escape(f"… and {rest} more; python -m bot content check shows them all.") if rest > 0 else "",
        )
    )
