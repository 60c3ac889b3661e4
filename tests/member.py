"""A subscriber with consent, as the tests of decisions need one."""

from datetime import UTC, datetime, time

from bot.domain.profile import Consent, Profile, Status
from bot.domain.timing import rescheduled

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
MEMBER = rescheduled(
    Profile(
        7,
        NOW,
        status=Status.ACTIVE,
        consent=Consent(given=True, version=1, at=NOW),
        zone="Europe/Berlin",
        tip_time=time(8),
        started_on=TODAY,
    ),
    NOW,
)
