"""One person's year through the bot's own rules: planned slots, needs, choices, and what is made of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import subscription, timing
from bot.domain.checkin import CheckIn, Tag
from bot.domain.library import Library
from bot.domain.needs import needs
from bot.domain.profile import Cadence, Kind, Profile
from bot.domain.selection import Moment, select_tip, served
from bot.domain.taste import Taste, TopicWish, with_opinion, with_topic
from tests.domain.judge import TOPICS, Evening
from tests.domain.persons import RETIRED
from tests.simulation.due_days import Calendar
from tests.simulation.figures import Figures
from tests.simulation.lives import Life, Spell, chance, draw_conditions, draw_life, filled_in_day
from tests.simulation.memory import Memory
from tests.simulation.watch import Watch

DAYS = 365
EVENING = time(21, 17, 31)  # when people do things; no tip is due at such a second
RECENT = timedelta(days=12)  # the answers the bot looks at: more than it needs
TRIFLE = timedelta(seconds=1)


def live(library: Library, seed: int) -> Figures:
    """The year of the person with this seed, judged."""
    return _Year(library, seed).live()


def live_all(library: Library, seeds: range) -> Figures:
    total = Figures()
    for seed in seeds:
        total.add(live(library, seed))
    return total


class _Year:
    def __init__(self, library: Library, seed: int) -> None:
        self.library = library
        self.random = Random(seed)  # noqa: S311  a simulation, and it has to be repeatable
        self.life = draw_life(self.random)
        self.watch = Watch(f"seed {seed}")
        self.spell = Spell(self.life)
        self.checkins: dict[date, CheckIn] = {}
        self.zone = ZoneInfo(self.life.zone)
        self.profile = _joined(library, self.life)
        start = self.life.joined.astimezone(self.zone).date()
        told = self.life.conditions if self.life.consents else None
        self.memory = Memory(start, told, RETIRED if self.life.returns else ())
        since = datetime.combine(start, time(), tzinfo=UTC) - timedelta(days=2)
        self.calendar = Calendar(self.zone, self.life.tip_time, start, [(since, self.life.cadence.value)])

    def live(self) -> Figures:
        start = self.calendar.start
        self._choose(start)
        self.watch.served[start] += 1
        for number in range(DAYS):
            today = start + timedelta(number)
            now = datetime.combine(today, EVENING, tzinfo=self.zone).astimezone(UTC)
            while self.profile.next_tip_at is not None and self.profile.next_tip_at < now:
                self._serve(self.profile.next_tip_at, now - TRIFLE)
            if now > self.life.joined:
                self._evening(today, now)
        return self.watch.year_is_over(self.calendar, until=now)

    def _serve(self, due_at: datetime, latest: datetime) -> None:
        """The worker comes along: mostly at once, now and then it was down for a while."""
        late = self.random.randrange(3 * 3600) if chance(self.random, 0.05) else self.random.randrange(20)
        now = max(due_at, min(due_at + timedelta(seconds=late), latest))
        self.profile, slot = timing.planned(self.profile, Kind.TIP, now)
        if slot is not None:
            self.watch.slot_served(self.calendar, slot.day, slot.at)
            self._choose(slot.day)

    def _choose(self, today: date) -> None:
        recent = [one for one in self.checkins.values() if today - one.day < RECENT]
        choice = select_tip(self.library, self.profile, Moment(today, needs(recent, today)))
        self.watch.chosen(self.memory.on(today), today, choice)
        if choice is None:
            return
        tip_id, random, life = choice.suitable.tip.id, self.random, self.life
        taste = served(self.profile, choice).taste
        self.memory.saw(tip_id, choice.reason.value)
        for likely, liked in ((life.likes, True), (life.dislikes, False)):
            if life.consents and chance(random, likely):
                taste = with_opinion(taste, tip_id, liked)
                self.memory.found(tip_id, liked)
        self.profile = replace(self.profile, taste=taste)

    def _evening(self, today: date, now: datetime) -> None:
        """What people do, each of it on some evenings."""
        random, life = self.random, self.life
        evening = self.spell.evening(random)
        if life.consents and chance(random, life.answers):
            self._answer(filled_in_day(random, today), evening)
        if chance(random, life.minds_topics):
            self._wish_for_topics()
        if life.consents and chance(random, life.changes_health):
            self._change_health(today)
        if chance(random, life.pauses):
            self._pause(now)
        elif self.calendar.is_paused(now) and chance(random, 0.05):
            self.profile = subscription.resumed(self.profile, now)
            self.calendar.resume(now)
        if chance(random, life.changes_cadence):
            self._change_cadence(now)
        if chance(random, life.asks_for_tips):
            self._choose(today)

    def _answer(self, day: date, evening: Evening) -> None:
        no_tags = None if chance(self.random, 0.5) else frozenset[Tag]()
        tags = frozenset({Tag.SLEPT_BADLY}) if evening.slept_badly else no_tags
        self.memory.diary[day] = evening
        self.checkins[day] = CheckIn(day, evening.pain, evening.stress, tags=tags)

    def _wish_for_topics(self) -> None:
        """Mostly for one topic; now and then somebody mutes, or opens, all of them."""
        wish = self.random.choice(list(TopicWish))
        taste = self.profile.taste
        for topic in TOPICS if chance(self.random, 0.05) else [self.random.choice(TOPICS)]:
            taste = with_topic(taste, topic, wish)
            self.memory.wished(topic, wish.value)
        self.profile = replace(self.profile, taste=taste)

    def _change_health(self, today: date) -> None:
        self.memory.conditions = draw_conditions(self.random)
        self.profile = _with_conditions(self.library, self.profile, self.memory.conditions, today)

    def _pause(self, now: datetime) -> None:
        days = self.random.choice((1, 3, 7, 14, subscription.MAX_PAUSE_DAYS))
        self.profile = subscription.paused(self.profile, days, now)
        self.calendar.pause(now, days)

    def _change_cadence(self, now: datetime) -> None:
        cadence = self.random.choice(list(Cadence))
        self.profile = subscription.with_cadence(self.profile, cadence, now)
        self.calendar.cadences.append((now, cadence.value))


def _joined(library: Library, life: Life) -> Profile:
    """Somebody who has just answered the last question of /start."""
    now = life.joined
    today = now.astimezone(ZoneInfo(life.zone)).date()
    profile = replace(Profile(life.number, created_at=now), cadence=life.cadence)
    profile = subscription.with_consent(profile, life.consents, now)
    profile = subscription.with_hour(
        subscription.with_zone(profile, life.zone, now), Kind.TIP, life.tip_time, now
    )
    if life.consents:
        profile = _with_conditions(library, profile, life.conditions, today)
    if life.returns:
        profile = replace(profile, taste=Taste(seen=RETIRED))
    return subscription.subscribed(profile, now)


def _with_conditions(
    library: Library, profile: Profile, names: frozenset[str] | None, today: date
) -> Profile:
    """The checklist answered; what has been retired since it was ticked stays ticked."""
    if names is None:
        return subscription.with_conditions(profile, None, today)
    known = [library.conditions[name] for name in sorted(names) if name in library.conditions]
    ticked = subscription.with_conditions(profile, known, today)
    retired = dict.fromkeys(sorted(names - library.conditions.keys()), today)
    return replace(ticked, conditions={**(ticked.conditions or {}), **retired})
