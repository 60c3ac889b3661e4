"""People drawn from a seed: where they live, what they have, and how they are with the bot through a year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.domain.profile import Cadence
from tests.domain.judge import CONDITIONS, Evening

ZONES = (  # with clock changes of an hour, of half an hour, at midnight, around a fast month, and none
    "Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/Santiago", "America/Havana",
    "America/Nuuk", "Africa/Casablanca", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Asia/Kolkata", "Asia/Beirut", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC",
)  # fmt: skip
TRICKY_TIMES = (time(0), time(0, 30), time(2), time(2, 15), time(2, 30), time(3), time(23), time(23, 30))
HABITS = (0.0, 0.02, 0.1, 0.4)  # how often somebody says something of a tip: never … mostly


@dataclass(frozen=True)
class Life:
    """What is drawn once for a person. What they do of it from day to day is drawn as they go."""

    number: int
    joined: datetime
    zone: str
    tip_time: time
    cadence: Cadence
    consents: bool
    conditions: frozenset[str] | None  # None: the checklist was skipped
    returns: bool  # has seen tips before, which are retired by now
    usual_pain: int
    usual_stress: int
    answers: float  # from here: how likely on one evening, or for one tip
    flares: float
    sleeps_badly: float
    changes_health: float
    likes: float
    dislikes: float
    minds_topics: float
    asks_for_tips: float
    pauses: float
    changes_cadence: float


def draw_life(random: Random) -> Life:
    return Life(
        number=random.randrange(1, 2**52),
        joined=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(365 * 24 * 60)),
        zone=random.choice(ZONES),
        tip_time=random.choice(TRICKY_TIMES)
        if chance(random, 0.3)
        else time(*divmod(random.randrange(1440), 60)),
        cadence=random.choices(list(Cadence), (60, 15, 15, 10))[0],
        consents=chance(random, 0.9),
        conditions=draw_conditions(random),
        returns=chance(random, 0.05),
        usual_pain=random.randint(1, 6),
        usual_stress=random.randint(1, 7),
        answers=random.choice((0.5, 0.8, 0.95)),
        flares=random.choice((0.0, 0.01, 0.04)),
        sleeps_badly=random.choice((0.0, 0.1, 0.3)),
        changes_health=random.choice((0.0, 0.01, 0.03)),
        likes=random.choice(HABITS),
        dislikes=random.choice(HABITS),
        minds_topics=random.choice((0.0, 0.01, 0.05)),
        asks_for_tips=random.choice((0.0, 0.05, 0.5)),
        pauses=random.choice((0.0, 0.005, 0.02)),
        changes_cadence=random.choice((0.0, 0.01)),
    )


def chance(random: Random, likely: float) -> bool:
    return random.random() < likely


def draw_conditions(random: Random) -> frozenset[str] | None:
    """None where the checklist is skipped; else up to four, now and then with one that was retired since."""
    if chance(random, 0.15):
        return None
    drawn = random.sample(sorted(CONDITIONS), random.choices(range(5), (30, 30, 20, 12, 8))[0])
    return frozenset([*drawn, "retired-condition"] if chance(random, 0.02) else drawn)


@dataclass
class Spell:
    """How the back and the nerves are from day to day: flares come, and go after some days."""

    life: Life
    pain: float = 0  # on top of the usual
    stress: float = 0

    def evening(self, random: Random) -> Evening:
        life = self.life
        self.pain = random.uniform(2, 6) if chance(random, life.flares) else self.pain * 0.7
        self.stress = random.uniform(2, 6) if chance(random, life.flares) else self.stress * 0.8
        skips_stress = chance(random, 0.1)
        return Evening(
            _score(life.usual_pain + self.pain + random.gauss(0, 0.8)),
            None if skips_stress else _score(life.usual_stress + self.stress + random.gauss(0, 1)),
            chance(random, life.sleeps_badly),
        )


def _score(value: float) -> int:
    return min(10, max(0, round(value)))


def filled_in_day(random: Random, today: date) -> date:
    """The day an answer is for: mostly today, now and then one that was forgotten."""
    return today - timedelta(random.randint(1, 4)) if chance(random, 0.05) else today
