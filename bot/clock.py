"""The time, passed in wherever it is needed. Nothing else in the bot may ask what time it is."""

import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _real_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """The time of `source`, plus what it has been moved on by (only the sandbox moves it)."""

    def __init__(self, source: Callable[[], datetime] = _real_time) -> None:
        self._source = source
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self._source() + self._ahead

    def move_on(self, by: timedelta) -> None:
        """Let time jump ahead."""
        self._ahead += by


def use_packaged_time_zones() -> None:
    """Take zone rules from the tzdata package only, so that every host agrees on every slot."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
