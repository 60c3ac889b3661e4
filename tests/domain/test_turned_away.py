"""Tips and topics that people turn away or like, what comes again, and tips that have been retired."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.profile import Profile
from bot.domain.selection import Moment, Reason, select_tip, served
from bot.domain.taste import Taste
from tests.domain.circumstances import IN_TOPIC
from tests.domain.judge import TIPS, TOPIC_OF, TOPICS, suitable
from tests.domain.persons import (
    RETIRED,
    chosen,
    chosen_id,
    circumstances,
    ids_of,
    moment,
    moments,
    people,
    person,
    walk,
)

FITTING = suitable(())


def test_a_disliked_tip_comes_only_when_nothing_else_is_left(library: Library) -> None:
    *disliked, kept = FITTING
    taste = Taste(seen=(*disliked, kept), disliked=frozenset(disliked))
    assert ids_of(walk(library, person(taste=taste), 3, moment())) == [kept] * 3
    all_disliked = person(taste=replace(taste, disliked=frozenset(TIPS)))
    assert chosen_id(library, all_disliked, moment()) == disliked[0]


@pytest.mark.parametrize("kept", TOPICS)
def test_muted_topics_stay_away_while_any_other_is_left(library: Library, kept: str) -> None:
    profile = person(frozenset({"pregnancy"}), Taste(muted_topics=frozenset(TOPICS) - {kept}))
    own = [name for name in suitable(["pregnancy"]) if TOPIC_OF[name] == kept]
    assert own, "there is a tip on every topic in pregnancy"
    assert set(ids_of(walk(library, profile, len(own) + 3, moment()))) == set(own)


def test_muting_every_topic_is_easier_to_hear_than_silence_but_dislikes_still_count(library: Library) -> None:
    taste = Taste(muted_topics=frozenset(TOPICS), disliked=frozenset(FITTING[:-1]))
    assert ids_of(walk(library, person(taste=taste), 2, moment())) == [FITTING[-1]] * 2


@settings(max_examples=200, deadline=None)
@given(people, moments)
def test_what_was_turned_away_stays_away_from_every_wish_too(
    library: Library, profile: Profile, now: Moment
) -> None:
    choice = select_tip(library, profile, now)
    assume(choice is not None)
    assert choice is not None
    assert choice.suitable.tip.id in circumstances(profile, now).welcome


@pytest.mark.parametrize("topic", sorted({TOPIC_OF[tip_id] for tip_id in FITTING}))
def test_a_chosen_topic_gets_every_second_tip_until_it_has_nothing_new(library: Library, topic: str) -> None:
    own = [tip_id for tip_id in FITTING if TOPIC_OF[tip_id] == topic]
    elsewhere = next(tip_id for tip_id in FITTING if TOPIC_OF[tip_id] != topic)
    taste = Taste(seen=(elsewhere,), chosen_topics=frozenset({topic}))
    came = walk(library, person(taste=taste), 2 * len(own), moment())
    assert all(choice.suitable.tip.topic == topic for choice in came[::2] if choice.reason is Reason.CHOSEN)
    reasons = [choice.reason for choice in came]
    assert reasons[0] is Reason.CHOSEN
    assert (Reason.CHOSEN, Reason.CHOSEN) not in set(pairwise(reasons))
    assert set(own) <= set(ids_of(came)), "all of it has come by then"


def everything_seen(liked: frozenset[str] = frozenset()) -> Profile:
    return person(taste=Taste(seen=tuple(FITTING), liked=liked))


def test_only_the_quarter_seen_longest_ago_comes_again_and_the_longest_ago_first(library: Library) -> None:
    came = walk(library, everything_seen(), len(FITTING), moment())
    assert ids_of(came) == FITTING
    assert {choice.reason for choice in came} == {Reason.AGAIN}


def test_of_the_quarter_seen_longest_ago_a_liked_one_comes_first(library: Library) -> None:
    quarter = len(FITTING) // 4
    last_rested, too_fresh = FITTING[quarter - 1], FITTING[quarter]
    choice = chosen(library, everything_seen(frozenset({last_rested, too_fresh})), moment())
    assert (choice.suitable.tip.id, choice.reason) == (last_rested, Reason.LIKED)
    choice = chosen(library, everything_seen(frozenset({too_fresh})), moment())
    assert (choice.suitable.tip.id, choice.reason) == (FITTING[0], Reason.AGAIN)


@settings(max_examples=100, deadline=None)
@given(
    st.none() | st.just(frozenset[str]()),
    st.frozensets(st.sampled_from(FITTING), max_size=20),
    moments,
    st.data(),
)
def test_whatever_the_day_asks_for_only_the_quarter_seen_longest_ago_comes_again(
    library: Library,
    conditions: frozenset[str] | None,
    liked: frozenset[str],
    now: Moment,
    data: st.DataObject,
) -> None:
    own = suitable(conditions)
    seen = data.draw(st.permutations(own))
    profile = person(conditions, Taste(seen=tuple(seen), liked=liked))
    choice = chosen(library, profile, now)
    assert choice.suitable.tip.id in seen[: len(own) // 4]


@pytest.mark.parametrize("left", [1, 2, 3, 5])
def test_where_few_are_wanted_they_take_turns(library: Library, left: int) -> None:
    kept = FITTING[:left]
    profile = person(taste=Taste(seen=tuple(kept), disliked=frozenset(FITTING[left:])))
    assert ids_of(walk(library, profile, 2 * left, moment())) == kept * 2


@settings(max_examples=200, deadline=None)
@given(people, moments, st.data())
def test_a_retired_tip_in_a_history_changes_nothing(
    library: Library, profile: Profile, now: Moment, data: st.DataObject
) -> None:
    seen = tuple(tip_id for tip_id in profile.taste.seen if tip_id not in RETIRED)
    assume(seen)
    place = data.draw(st.integers(0, len(seen) - 1), "before the last")
    without = replace(profile, taste=replace(profile.taste, seen=seen))
    with_it = replace(profile, taste=replace(profile.taste, seen=(*seen[:place], *RETIRED, *seen[place:])))
    assert select_tip(library, with_it, now) == select_tip(library, without, now)


def test_who_has_seen_only_what_is_retired_is_not_told_of_a_first_tip(library: Library) -> None:
    choice = chosen(library, person(taste=Taste(seen=RETIRED), days_here=100), moment())
    assert choice.reason is not Reason.FIRST


def test_a_retired_topic_that_was_muted_or_chosen_does_no_harm(library: Library) -> None:
    gone = frozenset({"gone"})
    plain = person(taste=Taste(seen=(FITTING[0],)))
    for taste in (replace(plain.taste, muted_topics=gone), replace(plain.taste, chosen_topics=gone)):
        assert chosen(library, replace(plain, taste=taste), moment()) == chosen(library, plain, moment())


def test_a_new_tip_comes_before_what_was_seen_comes_again(library: Library) -> None:
    *older, newest = FITTING
    profile = person(taste=Taste(seen=tuple(older), liked=frozenset(older)))
    assert chosen_id(library, profile, moment()) == newest
    later = served(profile, chosen(library, profile, moment()))
    assert chosen_id(library, later, moment()) == older[0]


def test_the_topics_are_those_of_the_files(library: Library) -> None:
    assert set(library.topics) == set(TOPICS) == set(IN_TOPIC)
