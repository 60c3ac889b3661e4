"""People with every kind of history, for the tests of choosing."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.library import Library, Need
from bot.domain.profile import Profile
from bot.domain.selection import Choice, Moment, select_tip, served
from bot.domain.taste import Taste
from tests.domain.circumstances import Circumstances
from tests.domain.judge import CONDITIONS, TIPS, TOPICS

TODAY = date(2026, 8, 3)
TODAYS_NEEDS = (Need.FLARE, Need.STRESS, Need.SLEEP)  # what a check-in can ask for
RETIRED = ("retired-1", "retired-2")
tip_ids = st.sampled_from(sorted(TIPS))
topics = st.sampled_from(TOPICS)
condition_sets = st.frozensets(st.sampled_from(sorted(CONDITIONS)), max_size=4)


def person(
    conditions: frozenset[str] | None = frozenset(),
    taste: Taste | None = None,
    number: int = 7,
    days_here: int | None = 40,
) -> Profile:
    """Somebody who has been here for some days (None: has not subscribed yet)."""
    return Profile(
        number,
        datetime(2026, 3, 2, tzinfo=UTC),
        conditions=None if conditions is None else dict.fromkeys(sorted(conditions), TODAY),
        taste=taste or Taste(),
        started_on=None if days_here is None else TODAY - timedelta(days_here),
    )


def moment(*needs: Need) -> Moment:
    return Moment(TODAY, frozenset(needs))


@st.composite
def tastes(draw: st.DrawFn) -> Taste:
    """Histories of any length, up to everything there is, with tips that have since been retired."""
    order = draw(st.permutations([*TIPS, *RETIRED]))
    length = draw(st.integers(0, 12) | st.integers(0, len(order)) | st.just(len(order)))
    opinions = st.frozensets(tip_ids, max_size=40)
    muted = draw(st.frozensets(topics, max_size=3) | st.frozensets(topics))
    return Taste(
        seen=tuple(order[:length]),
        liked=draw(opinions),
        disliked=draw(opinions | st.just(frozenset(TIPS))),
        muted_topics=muted,
        chosen_topics=draw(st.just(frozenset[str]()) | st.frozensets(topics, max_size=3)) - muted,
        saved=tuple(draw(st.lists(tip_ids, max_size=4, unique=True))),
        by_wish=draw(st.booleans()),
    )


days_here = st.none() | st.sampled_from([0, 1, 27, 28, 29, 83, 84, 85]) | st.integers(0, 400)
people = st.builds(
    person,
    st.none() | condition_sets,
    tastes(),
    st.integers(1, 2**52),
    days_here,
)
moments = st.builds(Moment, st.just(TODAY), st.frozensets(st.sampled_from(TODAYS_NEEDS)))


def circumstances(profile: Profile, now: Moment) -> Circumstances:
    """A profile and a moment, as the judge takes them."""
    taste = profile.taste
    return Circumstances(
        conditions=None if profile.conditions is None else frozenset(profile.conditions),
        seen=taste.seen,
        liked=taste.liked,
        disliked=taste.disliked,
        muted=taste.muted_topics,
        chosen=taste.chosen_topics,
        days_here=None if profile.started_on is None else (now.today - profile.started_on).days,
        asked=frozenset(need.value for need in now.needs),
        by_wish=taste.by_wish,
    )


def chosen(library: Library, profile: Profile, now: Moment) -> Choice:
    choice = select_tip(library, profile, now)
    assert choice is not None
    return choice


def chosen_id(library: Library, profile: Profile, now: Moment) -> str:
    return chosen(library, profile, now).suitable.tip.id


def walk(library: Library, profile: Profile, turns: int, now: Moment) -> list[Choice]:
    """The choices of so many turns, each tip seen in between."""
    came = []
    for _ in range(turns):
        came.append(chosen(library, profile, now))
        profile = served(profile, came[-1])
    return came


def ids_of(choices: list[Choice]) -> list[str]:
    return [choice.suitable.tip.id for choice in choices]


def topics_of(choices: list[Choice]) -> list[str]:
    return [choice.suitable.tip.topic for choice in choices]
