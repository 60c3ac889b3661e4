"""What operators read."""

from collections.abc import Sequence
from html import escape

from bot.domain.library import Library
from bot.views.screen import Screen, bold, bullets, paragraphs

MENU = (
    ("stats", "How the bot is doing"),
    ("broadcast", "Write to everyone, or to some"),
    ("inbox", "What people wrote to you"),
    ("reload", "Read the content files anew"),
)
SHOWN_FAULTS = 10


def reloaded(library: Library) -> Screen:
    return Screen(f"The library was read anew: {len(library.tips)} tips are in use now.")


def alert(error: str, count: int, last_id: str) -> Screen:
    """Errors of one class: what an operator needs to find them in the log."""
    times = "once" if count == 1 else f"{count:,} times"
    found = f" Look in the log for id {escape(last_id)}." if last_id else " The log tells where."
    return Screen(f"{bold('Something went wrong')}\n{escape(error)}, {times}.{found}")


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
