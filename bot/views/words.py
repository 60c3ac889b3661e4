"""Small pieces of wording that several screens share."""

from datetime import date, datetime, time
from html import escape

from bot.domain.library import Grade, Library, Verdict
from bot.domain.profile import Cadence, Profile
from bot.domain.schedule import zone_info
from bot.views.callbacks import CheckSigns, ListTechniques, OpenHelp, ShowSettings
from bot.views.screen import Button

HOW_SURE = {
    Grade.SUPPORTED: "Well backed: a guideline or a good review supports this.",
    Grade.MIXED: "Partly backed: some studies point this way, but they are small or disagree.",
    Grade.WEAK: "Weakly backed: there is little good research on this.",
    Grade.PRACTICE: "Good practice: sensible conduct, not a question for trials.",
}
VERDICTS = {
    Verdict.OK: "Fine for you",
    Verdict.ADAPT: "Fine in a gentler form",
    Verdict.ASK: "Ask your doctor, midwife or physio first",
    Verdict.AVOID: "Leave out for now",
    Verdict.NA: "Leave out for now",
}
CADENCES = {
    Cadence.DAILY: "Every day",
    Cadence.WEEKDAYS: "Monday to Friday",
    Cadence.EVERY_SECOND_DAY: "Every second day",
    Cadence.WEEKLY: "Once a week",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TOPICS = {
    "moving": "moving and pacing",
    "stretching": "stretching",
    "self-massage": "self-massage",
    "heat-and-water": "heat and water",
    "breathing": "breathing and relaxing",
    "mood": "stress and mood",
    "sleep": "sleep",
    "work": "work and sitting",
    "massage-styles": "kinds of massage",
    "therapist": "working with a therapist",
    "expectations": "what to expect",
    "knowing": "knowing your back",
    "pregnancy": "pregnancy and after birth",
    "safety": "when to get help",
}

CHECK_SIGNS = Button("Check my signs", CheckSigns())
SEEK_HELP = Button("When to get help", OpenHelp())
TECHNIQUES = Button("All techniques", ListTechniques())
SETTINGS = Button("Settings", ShowSettings())


def shorten(text: str, characters: int) -> str:
    """A plain text in one line, cut at a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= characters:
        return line
    cut = line[: characters - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",.;: ") + "…"


def topic_name(topic: str) -> str:
    """A topic as people read it; a new file's name serves until it has one."""
    return TOPICS.get(topic, topic.replace("-", " "))


def clock_time(at: time) -> str:
    return at.strftime("%H:%M")


def local_time(instant: datetime, zone: str) -> str:
    return clock_time(instant.astimezone(zone_info(zone)).time())


def day_name(day: date, today: date) -> str:
    """A date as people say it."""
    match (today - day).days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case -1:
            return "tomorrow"
        case _:
            return f"{day:%A} {day.day} {day:%B}"


def coming_tip(profile: Profile, today: date) -> str:
    """When the next tip comes, as a sentence to add to another; empty where none is to come."""
    return _coming("Your next tip", profile.next_tip_at, profile.zone, today)


def coming_checkin(profile: Profile, today: date) -> str:
    """Likewise when the next check-in comes."""
    return _coming("The next one", profile.next_checkin_at, profile.zone, today)


def _coming(what: str, at: datetime | None, zone: str | None, today: date) -> str:
    if at is None or zone is None:
        return ""
    local = at.astimezone(zone_info(zone))
    return f" {what} comes {day_name(local.date(), today)} at {clock_time(local.time())}."


def zone_name(zone: str) -> str:
    return zone.replace("_", " ")


def sources_line(library: Library, keys: tuple[str, ...]) -> str:
    """The sources by name and year, each linked where it has an address. HTML."""
    lines = []
    for key in keys:
        source = library.sources[key]
        name = escape(source.name if source.year is None else f"{source.name}, {source.year}")
        lines.append(f'<a href="{escape(source.url)}">{name}</a>' if source.url else name)
    return "Sources: " + "; ".join(lines)
