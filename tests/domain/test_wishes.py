"""What goes before the order of topics: a flare, stress, a bad night, chosen topics, the long run, basics."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.library import Library, Need
from bot.domain.profile import Profile
from bot.domain.selection import Choice, Moment, Reason, select_tip, served
from bot.domain.taste import Taste
from tests.domain.circumstances import BASICS, HELPING, IN_TOPIC
from tests.domain.judge import TOPIC_OF, suitable
from tests.domain.persons import (
    RETIRED,
    TODAY,
    TODAYS_NEEDS,
    chosen,
    circumstances,
    ids_of,
    moment,
    moments,
    people,
    person,
    topics_of,
    walk,
)

FIRST_WISH = {Need.FLARE: Reason.FLARE, Need.STRESS: Reason.STRESS, Need.SLEEP: Reason.SLEEP}
FITTING = frozenset(suitable(()))


def one_outside(kind: frozenset[str]) -> str:
    return min(FITTING - kind)


@settings(max_examples=200, deadline=None)
@given(people, moments)
def test_on_a_flare_a_tip_for_one_comes_whatever_came_before_while_any_is_left(
    library: Library, profile: Profile, now: Moment
) -> None:
    flaring = Moment(TODAY, now.needs | {Need.FLARE})
    choice, left = select_tip(library, profile, flaring), circumstances(profile, flaring).may_come
    has_one = not left.isdisjoint(HELPING["flare"])
    assert (choice is not None and choice.reason is Reason.FLARE) is has_one
    if choice is not None and has_one:
        assert choice.suitable.tip.id in HELPING["flare"]


@pytest.mark.parametrize("need", TODAYS_NEEDS)
def test_each_need_of_the_day_brings_a_tip_that_helps_with_it(library: Library, need: Need) -> None:
    seen = one_outside(HELPING[need])
    choice = chosen(library, person(taste=Taste(seen=(seen,))), moment(need))
    assert choice.reason is FIRST_WISH[need]
    assert choice.suitable.tip.id in HELPING[need]


@pytest.mark.parametrize("need", [Need.STRESS, Need.SLEEP])
def test_after_a_tip_that_came_by_a_wish_the_topics_go_on(library: Library, need: Need) -> None:
    for_it = next(tip_id for tip_id in sorted(FITTING) if tip_id in HELPING[need])
    wished, unwished = (person(taste=Taste(seen=(for_it,), by_wish=by)) for by in (True, False))
    assert chosen(library, wished, moment(need)) == chosen(library, wished, moment())
    assert chosen(library, unwished, moment(need)).reason is FIRST_WISH[need]


@pytest.mark.parametrize("need", [*TODAYS_NEEDS, Need.LONG_LASTING])
def test_a_wish_that_nothing_new_answers_gives_way_to_the_order_of_topics(
    library: Library, need: Need
) -> None:
    last = one_outside(HELPING[need.value])
    answered = [tip_id for tip_id in sorted(FITTING) if tip_id in HELPING[need.value]]
    days_here = 84 if need is Need.LONG_LASTING else 40
    profile = person(taste=Taste(seen=(*answered, last)), days_here=days_here)
    now = moment() if need is Need.LONG_LASTING else moment(need)
    choice = chosen(library, profile, now)
    assert choice.reason in {Reason.NEW_TOPIC, Reason.BALANCE}
    assert keeps_order(profile, now, choice)


def test_a_chosen_topic_with_nothing_new_gives_way_to_the_order_of_topics(library: Library) -> None:
    answered = [tip_id for tip_id in sorted(FITTING) if TOPIC_OF[tip_id] == "work"]
    last = one_outside(IN_TOPIC["work"])
    taste = Taste(seen=(*answered, last), chosen_topics=frozenset({"work"}))
    assert chosen(library, person(taste=taste), moment()).reason is Reason.NEW_TOPIC


def test_what_is_written_for_ones_own_condition_comes_every_second_time_until_all_has_come(
    library: Library,
) -> None:
    conditions = frozenset({"pregnancy"})
    own = circumstances(person(conditions), moment()).addressed
    came = walk(library, person(conditions, days_here=0), 2 * len(own) + 4, moment())
    by_wish = [choice.suitable.tip.id for choice in came if choice.reason is Reason.OWN]
    assert len(by_wish) == len(set(by_wish))
    assert own <= set(ids_of(came))
    assert all(
        Reason.OWN not in (one.reason, other.reason) or one.reason is not other.reason
        for one, other in pairwise(came)
    )


def test_the_wishes_go_from_the_most_pressing_to_the_long_run(library: Library) -> None:
    """With all of them at once; then without the first, and so on."""
    seen = RETIRED  # of no kind
    taste = Taste(seen=seen, chosen_topics=frozenset({"work"}))
    profile = person(taste=taste, days_here=84)
    unwishing = replace(profile, taste=replace(taste, chosen_topics=frozenset()))
    stages: list[tuple[Profile, Moment, Reason]] = [
        (profile, moment(Need.FLARE, Need.STRESS, Need.SLEEP), Reason.FLARE),
        (profile, moment(Need.STRESS, Need.SLEEP), Reason.STRESS),
        (profile, moment(Need.SLEEP), Reason.SLEEP),
        (profile, moment(), Reason.CHOSEN),
        (unwishing, moment(), Reason.LONG_RUN),
        (person(taste=Taste(seen=seen), days_here=83), moment(), Reason.NEW_TOPIC),
    ]
    for somebody, now, reason in stages:
        assert chosen(library, somebody, now).reason is reason


@settings(max_examples=300, deadline=None)
@given(people, moments)
def test_with_the_same_wishes_at_least_every_second_tip_goes_to_the_topic_that_has_waited_longest(
    library: Library, profile: Profile, now: Moment
) -> None:
    calm = Moment(now.today, now.needs - {Need.FLARE})
    first = select_tip(library, profile, calm)
    assume(first is not None)
    assert first is not None
    later = served(profile, first)
    second = chosen(library, later, calm)
    assume(circumstances(profile, calm).unseen)
    assume(circumstances(later, calm).unseen)
    assert keeps_order(profile, calm, first) or keeps_order(later, calm, second)


def keeps_order(profile: Profile, now: Moment, choice: Choice) -> bool:
    """Whether a tip is from the topic that has waited longest, or the next of the basics."""
    case = circumstances(profile, now)
    tip = choice.suitable.tip
    return tip.id in case.of_patient_topics(case.unseen) or tip.topic == case.next_basic()


@settings(max_examples=200, deadline=None)
@given(people, st.integers(0, 83))
def test_where_nothing_is_asked_for_every_tip_goes_to_the_topic_that_has_waited_longest(
    library: Library, profile: Profile, days: int
) -> None:
    unwishing = replace(
        profile,
        taste=replace(profile.taste, chosen_topics=frozenset()),
        started_on=TODAY - timedelta(days),
    )
    assume(not circumstances(unwishing, moment()).addressed)
    choice = select_tip(library, unwishing, moment())
    assume(choice is not None)
    assert choice is not None
    if circumstances(unwishing, moment()).unseen:
        assert keeps_order(unwishing, moment(), choice)


def test_with_wishes_that_change_at_least_every_second_tip_goes_to_the_topic_that_has_waited_longest(
    library: Library,
) -> None:
    """Stress one evening, a bad night the next, and so on."""
    for number in range(1, 9):
        profile, in_order = person(number=number), []
        for turn in range(50):
            now = moment(Need.STRESS if turn % 2 else Need.SLEEP)
            choice = chosen(library, profile, now)
            in_order.append(keeps_order(profile, now, choice))
            profile = served(profile, choice)
        assert all(one or other for one, other in pairwise(in_order)), number


@pytest.mark.parametrize(("days_here", "is_long"), [(None, False), (0, False), (83, False), (84, True)])
def test_the_long_run_begins_after_twelve_weeks(
    library: Library, days_here: int | None, is_long: bool
) -> None:
    seen = one_outside(HELPING["long-lasting"])
    choice = chosen(library, person(taste=Taste(seen=(seen,)), days_here=days_here), moment())
    assert (choice.reason is Reason.LONG_RUN) is is_long


@pytest.mark.parametrize("days_here", [None, 0, 27])
def test_in_the_first_four_weeks_the_basic_topics_come_in_their_order(
    library: Library, days_here: int | None
) -> None:
    came = walk(library, person(days_here=days_here), len(BASICS) + 1, moment())
    assert topics_of(came)[: len(BASICS)] == list(BASICS)
    assert [choice.reason for choice in came] == [
        Reason.FIRST,
        *[Reason.BASICS] * (len(BASICS) - 1),
        Reason.NEW_TOPIC,
    ]


def test_after_four_weeks_the_basic_topics_have_no_turn_before_others(library: Library) -> None:
    numbers = range(1, 30)
    walks = [walk(library, person(number=number, days_here=28), 7, moment()) for number in numbers]
    assert Reason.BASICS not in {choice.reason for came in walks for choice in came}
    assert any(topics_of(came) != list(BASICS) for came in walks)


def test_basic_topics_that_have_come_or_are_not_wanted_are_passed_over(library: Library) -> None:
    moved = next(tip_id for tip_id in sorted(FITTING) if TOPIC_OF[tip_id] == "moving")
    taste = Taste(seen=(moved,), muted_topics=frozenset({"knowing", "expectations"}))
    came = walk(library, person(taste=taste, days_here=3), 4, moment())
    assert topics_of(came) == ["breathing", "safety", "sleep", "work"]
    assert {choice.reason for choice in came} == {Reason.BASICS}
