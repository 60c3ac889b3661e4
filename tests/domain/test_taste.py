"""What a person thinks of tips and topics: the newer word counts, and touches nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.taste import (
    MAX_SAVED,
    Taste,
    TopicWish,
    with_opinion,
    with_saved,
    with_seen,
    with_topic,
    without_traces,
)
from tests.domain.judge import TIPS, TOPICS
from tests.domain.persons import RETIRED, tastes, tip_ids, topics

wishes = st.sampled_from(TopicWish)
any_ids = st.text("abc", min_size=1, max_size=3)


def last_of_each(items: list[str]) -> list[str]:
    """Each item once, where it stands last."""
    return [item for turn, item in enumerate(items) if item not in items[turn + 1 :]]


@given(st.lists(any_ids, max_size=60))
def test_the_list_of_seen_tips_holds_each_once_and_the_last_at_its_end(shown: list[str]) -> None:
    taste = Taste()
    for tip_id in shown:
        taste = with_seen(taste, tip_id)
        assert taste.seen[-1] == tip_id
    assert list(taste.seen) == last_of_each(shown)


@given(tastes(), tip_ids)
def test_seeing_a_tip_changes_nothing_but_what_was_seen(taste: Taste, tip_id: str) -> None:
    assert replace(with_seen(taste, tip_id), seen=taste.seen, by_wish=taste.by_wish) == taste
    assert with_seen(taste, tip_id, by_wish=True).by_wish


@given(tastes(), tip_ids, st.booleans())
def test_the_newer_opinion_replaces_the_older_and_touches_no_other(
    taste: Taste, tip_id: str, liked: bool
) -> None:
    after = with_opinion(taste, tip_id, liked)
    assert (tip_id in after.liked, tip_id in after.disliked) == (liked, not liked)
    assert after.liked - {tip_id} == taste.liked - {tip_id}
    assert after.disliked - {tip_id} == taste.disliked - {tip_id}
    assert replace(after, liked=taste.liked, disliked=taste.disliked) == taste


@given(st.lists(st.tuples(any_ids, st.booleans()), max_size=30))
def test_no_tip_is_both_liked_and_disliked(said: list[tuple[str, bool]]) -> None:
    taste = Taste()
    for tip_id, liked in said:
        taste = with_opinion(taste, tip_id, liked)
    latest = dict(said)
    assert taste.liked == {tip_id for tip_id, liked in latest.items() if liked}
    assert taste.disliked == {tip_id for tip_id, liked in latest.items() if not liked}


@given(st.lists(st.tuples(topics, wishes), max_size=30))
def test_a_topic_is_wished_for_as_was_said_last_and_some_of_it_where_nothing_was(
    said: list[tuple[str, TopicWish]],
) -> None:
    taste = Taste()
    for topic, wish in said:
        taste = with_topic(taste, topic, wish)
    latest = dict.fromkeys(TOPICS, TopicWish.SOME) | dict(said)
    assert {topic: taste.wish(topic) for topic in TOPICS} == latest
    assert taste.chosen_topics.isdisjoint(taste.muted_topics)


@given(tastes(), topics, wishes)
def test_a_wish_for_a_topic_touches_no_other_and_taking_it_back_leaves_no_trace(
    taste: Taste, topic: str, wish: TopicWish
) -> None:
    wished = with_topic(taste, topic, wish)
    others = [other for other in TOPICS if other != topic]
    assert [wished.wish(other) for other in others] == [taste.wish(other) for other in others]
    assert with_topic(wished, topic, taste.wish(topic)) == taste


@given(st.lists(st.tuples(any_ids, st.booleans()), max_size=60))
def test_what_is_saved_is_kept_once_the_newest_last_until_it_is_let_go(said: list[tuple[str, bool]]) -> None:
    taste = Taste(seen=("a",))
    for tip_id, kept in said:
        taste = with_saved(taste, tip_id, kept)
        assert (tip_id in taste.saved) is kept
    latest = dict(said)
    assert list(taste.saved) == [tip for tip in last_of_each([tip for tip, _ in said]) if latest[tip]]
    assert replace(taste, saved=()) == Taste(seen=("a",))


def test_the_oldest_of_a_hundred_saved_tips_makes_room_for_the_newest() -> None:
    taste = Taste()
    for number in range(MAX_SAVED):
        taste = with_saved(taste, f"tip-{number}", kept=True)
    assert with_saved(taste, "tip-0", kept=True).saved == (*taste.saved[1:], "tip-0"), "no room is needed"
    assert with_saved(taste, "new", kept=True).saved == (*taste.saved[1:], "new")
    assert MAX_SAVED == 100


@given(tastes())
def test_without_traces_nothing_is_left_that_only_some_people_are_sent(
    library: Library, taste: Taste
) -> None:
    def untold(ids: tuple[str, ...]) -> list[str]:
        return [tip_id for tip_id in ids if tip_id in RETIRED or not TIPS[tip_id].get("only_for")]

    after = without_traces(library, taste)
    assert list(after.seen) == untold(taste.seen)
    assert list(after.saved) == untold(taste.saved)
    assert after.chosen_topics == taste.chosen_topics - {"pregnancy"}, "all tips of that topic are for some"
    kept = replace(after, seen=taste.seen, saved=taste.saved, chosen_topics=taste.chosen_topics)
    assert kept == taste
