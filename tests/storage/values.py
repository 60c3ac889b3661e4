"""Strategies for everything that is stored, and small helpers to store it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st

from bot.domain.alarm import Answer, AssessmentRecord, Source
from bot.domain.checkin import CheckIn, Tag
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Cadence, Consent, Given, Kind, Profile
from bot.domain.sessions import Session
from bot.domain.states import State
from bot.domain.taste import Taste
from bot.domain.triage import Urgency
from bot.storage import people
from bot.storage.unit import Unit

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
few = settings(max_examples=40, deadline=None)  # each example is a transaction
_new_ids = count(7_000_000_000)  # beyond 32 bits, as Telegram's are

words = st.text(max_size=40)
ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=32)
instants = st.datetimes(datetime(2015, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001  made aware just below
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
id_sets = st.frozensets(ids, max_size=4)
scores = st.integers(0, 10)

profiles = st.builds(
    Profile,
    id=st.just(0),
    created_at=instants,
    consent=st.none() | st.builds(Consent, st.booleans(), st.integers(1, 99), instants),
    zone=st.none() | st.sampled_from(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC+05:30"]),
    tip_time=st.none() | minutes,
    checkin_time=minutes,
    conditions=st.none() | st.dictionaries(ids, st.dates(), max_size=4),
    taste=st.builds(
        Taste,
        st.lists(ids, max_size=6, unique=True).map(tuple),
        liked=id_sets,
        disliked=id_sets,
        muted_topics=id_sets,
        chosen_topics=id_sets,
        saved=st.lists(ids, max_size=6, unique=True).map(tuple),
    ),
    started_on=st.none() | st.dates(),
    paused_until=st.none() | instants,
    missed_checkins=st.integers(0, 50),
    next_tip_at=st.none() | instants,
    next_checkin_at=st.none() | instants,
    source=st.none() | ids,
    quiet_until=st.none() | instants,
    country=st.none() | st.sampled_from(["gb", "ie"]),
    checkin_cadence=st.sampled_from(Cadence),
    inactive_since=st.none() | instants,
    advised=st.dictionaries(ids, st.builds(Given, st.dates(), st.dates()), max_size=3),
    summarised_on=st.none() | st.dates(),
)
states: st.SearchStrategy[State] = st.from_type(State)  # type: ignore[arg-type]  # a new state is tried by itself
tags = st.none() | st.frozensets(st.sampled_from(Tag))
checkins = st.builds(
    CheckIn, st.dates(), scores, st.none() | scores, st.none() | words, tags, st.none() | scores
)
sessions = st.builds(Session, st.dates(), st.none() | ids, st.none() | scores, st.none() | scores)
new_deliveries = st.builds(
    NewDelivery,
    profile_id=st.just(0),
    kind=st.sampled_from(Kind),
    slot=st.dates().map(date.isoformat),
    slot_at=instants,
    due_at=instants,
    tip=st.none() | ids,
    reason=st.none() | words,
)


AN_ALARM = AssessmentRecord(Urgency.EMERGENCY, ("e-saddle",), NOW, Source.TEXT)
records = st.builds(
    AssessmentRecord,
    level=st.sampled_from(Urgency),
    signs=st.lists(ids, max_size=3).map(tuple),
    at=instants,
    source=st.sampled_from(Source),
    answer=st.none() | st.sampled_from(Answer),
)


def new_id() -> int:
    """An id nobody has."""
    return next(_new_ids)


def new_person(unit: Unit) -> int:
    """Somebody of whom nothing is known yet."""
    profile = Profile(new_id(), NOW)
    people.add_profile(unit, profile)
    return profile.id


def tip_at(person: int, minute: int, slot: str = DAY.isoformat()) -> NewDelivery:
    """A tip for a person, due some minutes after NOW."""
    due_at = NOW + timedelta(minutes=minute)
    return NewDelivery(person, Kind.TIP, slot, due_at, due_at, "warm-pack", "balance")
