"""On which local dates a tip is due, from what the person asked for alone: it shares no code with the bot."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass
class Calendar:
    """What a person asked for, and since when."""

    zone: ZoneInfo
    tip_time: time
    start: date
    cadences: list[tuple[datetime, str]]
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)

    def pause(self, now: datetime, days: int) -> None:
        self.resume(now)
        self.pauses.append((now, now + days * DAY))

    def resume(self, now: datetime) -> None:
        """A pause that still runs ends here."""
        self.pauses = [(begin, min(end, now)) for begin, end in self.pauses]

    def is_paused(self, at: datetime) -> bool:
        return any(begin < at < end for begin, end in self.pauses)

    def due_at(self, day: date) -> datetime:
        """The tip's time on that date; where the clock skips it, later, unless that is another day."""
        wall = datetime.combine(day, self.tip_time, tzinfo=self.zone)
        at = wall.astimezone(UTC)
        if at.astimezone(self.zone).date() != day:
            at = wall.replace(fold=1).astimezone(UTC)
        return at

    def due_days(self, until: datetime) -> set[date]:
        """Every date on which a tip is due before `until`; the first tip, for joining, is for the first."""
        due = {self.start}
        day = self.start + DAY
        while (at := self.due_at(day)) < until:
            if self._is_day(day, at) and not self.is_paused(at):
                due.add(day)
            day += DAY
        return due

    def _is_day(self, day: date, at: datetime) -> bool:
        cadence = [name for since, name in self.cadences if since < at][-1]
        match cadence:
            case "weekdays":
                return day.strftime("%u") in "12345"
            case "every-second-day":
                return (day.toordinal() - self.start.toordinal()) % 2 == 0
            case "weekly":
                return day.weekday() == self.start.weekday()
        return True
