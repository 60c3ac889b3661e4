"""The time, passed in wherever it is needed. Nothing else in the bot may ask what time it is."""

import zoneinfo
from datetime import UTC, datetime, timedelta


class Clock:
    """The real time, plus what it has been moved on by (only the sandbox moves it)."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def move_on(self, by: timedelta) -> None:
        """Let time jump ahead."""
        self._ahead += by


def use_packaged_time_zones() -> None:
    """Take zone rules from the tzdata package only, so that every host agrees on every slot."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
