"""The next tip: suitable, new, balanced over the topics, repeatable, and its reason true."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.profile import Profile
from bot.domain.selection import (
    FIRST_TOPIC,
    Choice,
    Reason,
    choice_to_serve,
    known_conditions,
    select_tip,
    with_opinion,
    with_seen,
    with_topic_muted,
)
from bot.domain.taste import Taste
from tests.domain.judge import CONDITIONS, TIPS, Words, may_be_sent, suitable

ROOT = Path(__file__).parents[2]
TOPICS = sorted({tip["topic"] for tip in TIPS.values()})
tip_ids = st.sampled_from(sorted(TIPS))
REVIEW = date(2026, 6, 1)


def person(
    conditions: frozenset[str] | None = frozenset(), taste: Taste | None = None, number: int = 7
) -> Profile:
    reviews = None if conditions is None else dict.fromkeys(sorted(conditions), REVIEW)
    return Profile(number, datetime(2026, 3, 2, tzinfo=UTC), conditions=reviews, taste=taste or Taste())


@st.composite
def tastes(draw: st.DrawFn) -> Taste:
    """Histories of any length, up to everything there is, with tips that have since been retired."""
    order = draw(st.permutations([*TIPS, "retired-1", "retired-2"]))
    return Taste(
        seen=tuple(order[: draw(st.integers(0, len(order)))]),
        liked=draw(st.frozensets(tip_ids, max_size=5)),
        disliked=draw(st.frozensets(tip_ids, max_size=40) | st.just(frozenset(TIPS))),
        muted_topics=draw(st.frozensets(st.sampled_from(TOPICS), max_size=len(TOPICS))),
    )


people = st.builds(
    person,
    st.none() | st.frozensets(st.sampled_from(sorted(CONDITIONS)), max_size=4),
    tastes(),
    st.integers(1, 2**52),
)


@dataclass(frozen=True)
class Options:
    """What there is to choose from for a person, worked out from the YAML alone."""

    suitable: list[str]
    welcome: list[str]  # not turned away, as far as that leaves anything
    unseen: list[str]

    @classmethod
    def of(cls, profile: Profile) -> "Options":
        fitting = suitable(profile.conditions)
        kept = [name for name in fitting if name not in profile.taste.disliked]
        wanted = [name for name in kept if TIPS[name]["topic"] not in profile.taste.muted_topics]
        welcome = wanted or kept or fitting
        return cls(fitting, welcome, [name for name in welcome if name not in profile.taste.seen])


def last_turn(profile: Profile, topic: str) -> int:
    """When a tip of a topic last came; -1 for never."""
    turns = [i for i, name in enumerate(profile.taste.seen) if name in TIPS and TIPS[name]["topic"] == topic]
    return max(turns, default=-1)


def is_true(reason: Reason, tip_id: str, profile: Profile, options: Options) -> bool:
    topic, seen = TIPS[tip_id]["topic"], profile.taste.seen
    waited = {name: last_turn(profile, TIPS[name]["topic"]) for name in options.unseen}
    match reason:
        case Reason.FIRST:
            return not seen and topic == FIRST_TOPIC
        case Reason.NEW_TOPIC:
            return last_turn(profile, topic) == -1
        case Reason.BALANCE:
            return waited[tip_id] == min(waited.values()) >= 0
        case Reason.AGAIN:
            return not options.unseen and tip_id == min(options.welcome, key=seen.index)
        case Reason.ASKED:
            return False  # nobody asked


def chosen(library: Library, profile: Profile) -> Choice:
    choice = select_tip(library, profile)
    assert choice is not None
    return choice


def walk(library: Library, profile: Profile, turns: int) -> list[str]:
    """The tips of so many turns, each seen in between."""
    came = []
    for _ in range(turns):
        tip_id = chosen(library, profile).suitable.tip.id
        came.append(tip_id)
        profile = replace(profile, taste=with_seen(profile.taste, tip_id))
    return came


@settings(max_examples=300, deadline=None)
@given(people)
def test_a_chosen_tip_suits_is_new_while_any_is_and_its_reason_is_true(
    library: Library, profile: Profile
) -> None:
    options, choice = Options.of(profile), select_tip(library, profile)
    if choice is None:
        assert options.suitable == []
        return
    tip, wording = choice.suitable.tip, choice.suitable.wording
    assert Words(wording.body, wording.more) in may_be_sent(tip.id, known_conditions(profile))
    assert tip.id in (options.unseen or options.welcome)
    assert is_true(choice.reason, tip.id, profile, options), choice.reason


@settings(max_examples=100, deadline=None)
@given(people)
def test_the_same_profile_gets_the_same_choice(library: Library, profile: Profile) -> None:
    taste = profile.taste
    rebuilt = replace(
        profile,
        conditions=profile.conditions and dict(reversed(list(profile.conditions.items()))),
        taste=replace(
            taste,
            disliked=frozenset(sorted(taste.disliked, reverse=True)),
            muted_topics=frozenset(sorted(taste.muted_topics, reverse=True)),
        ),
    )
    assert select_tip(library, rebuilt) == select_tip(library, profile)


@pytest.mark.parametrize(
    "conditions",
    [None, *(frozenset(names) for names in ((), *([name] for name in sorted(CONDITIONS))))],
    ids=str,
)
def test_no_tip_comes_twice_before_all_that_suit_have_come(
    library: Library, conditions: frozenset[str] | None
) -> None:
    profile, fitting = person(conditions), suitable(conditions)
    if "clot-suspected" in (conditions or ()):
        assert select_tip(library, profile) is None
        return
    came = walk(library, profile, 2 * len(fitting))
    first, second = came[: len(fitting)], came[len(fitting) :]
    assert sorted(first) == sorted(fitting)
    assert second == first, "the second round begins with what was seen longest ago"


def test_the_first_tip_is_on_easy_movement_and_every_topic_comes_before_one_comes_again(
    library: Library,
) -> None:
    came = [TIPS[tip_id]["topic"] for tip_id in walk(library, person(), 13)]
    assert came[0] == FIRST_TOPIC
    assert sorted(came) == sorted(set(TOPICS) - {"pregnancy"})


def test_along_a_year_of_tips_every_reason_is_true_and_they_come_in_their_order(library: Library) -> None:
    profile, reasons = person(), []
    for _ in range(len(suitable(())) + 5):
        choice = chosen(library, profile)
        tip_id = choice.suitable.tip.id
        assert is_true(choice.reason, tip_id, profile, Options.of(profile)), choice.reason
        reasons.append(choice.reason)
        profile = replace(profile, taste=with_seen(profile.taste, tip_id))
    assert list(dict.fromkeys(reasons)) == [Reason.FIRST, Reason.NEW_TOPIC, Reason.BALANCE, Reason.AGAIN]
    assert Counter(reasons)[Reason.NEW_TOPIC] == len(set(TOPICS) - {"pregnancy", FIRST_TOPIC})
    assert Counter(reasons)[Reason.AGAIN] == 5


def test_topics_take_turns(library: Library) -> None:
    came = [TIPS[tip_id]["topic"] for tip_id in walk(library, person(), 40)]
    assert max(Counter(came).values()) - min(Counter(came).values()) <= 1


def test_the_order_differs_from_person_to_person(library: Library) -> None:
    orders = {tuple(walk(library, person(number=number), 5)) for number in range(60)}
    firsts = {order[0] for order in orders}
    assert len(orders) >= 50
    assert len(firsts) == sum(
        tip["topic"] == FIRST_TOPIC for name, tip in TIPS.items() if name in suitable(())
    )


def test_a_disliked_tip_comes_only_when_nothing_else_is_left(library: Library) -> None:
    *disliked, kept = suitable(())
    taste = Taste(seen=(*disliked, kept), disliked=frozenset(disliked))
    assert walk(library, person(taste=taste), 3) == [kept] * 3
    all_disliked = replace(taste, disliked=frozenset(TIPS))
    assert chosen(library, person(taste=all_disliked)).suitable.tip.id == disliked[0]


@pytest.mark.parametrize("kept", TOPICS)
def test_muted_topics_stay_away_while_any_other_is_left(library: Library, kept: str) -> None:
    profile = person(frozenset({"pregnancy"}), Taste(muted_topics=frozenset(TOPICS) - {kept}))
    own = [name for name in suitable(["pregnancy"]) if TIPS[name]["topic"] == kept]
    assert own, "there is a tip on every topic in pregnancy"
    assert set(walk(library, profile, len(own) + 3)) == set(own)


def test_muting_every_topic_is_easier_to_hear_than_silence_but_dislikes_still_count(library: Library) -> None:
    taste = Taste(muted_topics=frozenset(TOPICS), disliked=frozenset(suitable(())[:-1]))
    assert walk(library, person(taste=taste), 2) == [suitable(())[-1]] * 2


@given(st.lists(tip_ids, max_size=200))
def test_the_list_of_seen_tips_holds_each_once_and_the_last_at_its_end(shown: list[str]) -> None:
    taste = Taste()
    for tip_id in shown:
        taste = with_seen(taste, tip_id)
        assert taste.seen[-1] == tip_id
    assert list(taste.seen) == list(reversed(dict.fromkeys(reversed(shown))))


@given(tastes(), tip_ids, st.booleans())
def test_the_newer_opinion_replaces_the_older_and_touches_no_other(
    taste: Taste, tip_id: str, liked: bool
) -> None:
    taste = replace(taste, liked=taste.liked - taste.disliked)
    after = with_opinion(taste, tip_id, liked)
    assert (tip_id in after.liked, tip_id in after.disliked) == (liked, not liked)
    assert after.liked - {tip_id} == taste.liked - {tip_id}
    assert after.disliked - {tip_id} == taste.disliked - {tip_id}
    assert (after.seen, after.muted_topics) == (taste.seen, taste.muted_topics)


@given(tastes(), st.sampled_from(TOPICS))
def test_a_topic_muted_and_taken_in_again_leaves_no_trace(taste: Taste, topic: str) -> None:
    muted = with_topic_muted(taste, topic, muted=True)
    assert muted.muted_topics == taste.muted_topics | {topic}
    assert with_topic_muted(muted, topic, muted=False).muted_topics == taste.muted_topics - {topic}


@settings(max_examples=200, deadline=None)
@given(people, tip_ids | st.just("retired-1"), st.sampled_from(Reason))
def test_a_tip_planned_earlier_is_served_only_if_it_still_suits(
    library: Library, profile: Profile, planned: str, reason: Reason
) -> None:
    choice = choice_to_serve(library, profile, planned, reason)
    if planned in suitable(profile.conditions):
        assert choice is not None
        assert (choice.suitable.tip.id, choice.reason) == (planned, reason)
        words = Words(choice.suitable.wording.body, choice.suitable.wording.more)
        assert words in may_be_sent(planned, known_conditions(profile))
    else:
        assert choice == select_tip(library, profile)


@given(people)
def test_nothing_known_and_nothing_ticked_are_not_the_same(profile: Profile) -> None:
    assume(profile.conditions is not None)
    assert known_conditions(profile) == frozenset(profile.conditions or ())
    assert known_conditions(replace(profile, conditions=None)) is None


CHOOSE_MANY = """
from datetime import UTC, date, datetime
from pathlib import Path
from bot.content.load import load_library
from bot.domain.profile import Profile
from bot.domain.taste import Taste
from bot.domain.selection import select_tip
library = load_library(Path("tips"))
for number in range(1, 40):
    ids = sorted(library.tips)[number:]
    names = sorted(library.conditions)[number % 20:][:3] if number % 4 else []
    taste = Taste(tuple(ids[::3]), disliked=frozenset(ids[::5]), muted_topics=frozenset(library.topics[::4]))
    profile = Profile(number, datetime(2026, 3, 2, tzinfo=UTC), taste=taste,
                      conditions=dict.fromkeys(frozenset(names), date(2026, 6, 1)))
    choice = select_tip(library, profile)
    print(choice and (choice.suitable.tip.id, choice.suitable.wording, choice.reason))
"""


def test_choices_do_not_hang_on_the_order_of_sets_in_a_process() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CHOOSE_MANY],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2", "3")
    ]
    answers = [process.communicate(timeout=60)[0] for process in started]
    assert len(answers[0].splitlines()) == 39
    assert len(set(answers)) == 1
