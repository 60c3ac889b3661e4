"""No unsuitable tip or technique, judged again by a reader of the YAML that shares no code with the bot."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.library import Adaptation, Library, Need, Verdict
from bot.domain.suitability import (
    judge,
    sign_instead_of_tips,
    suitable_techniques,
    suitable_tips,
    suitable_wording,
)
from tests.domain.judge import (
    CONDITIONS,
    SILENCING,
    TECHNIQUES,
    TIPS,
    TOPIC_OF,
    TOPICS,
    Words,
    may_be_sent,
    suitable,
    verdict,
)

FEW = [frozenset(names) for size in (0, 1, 2) for names in combinations(sorted(CONDITIONS), size)]
condition_sets = st.frozensets(st.sampled_from(sorted(CONDITIONS)), max_size=8)
SEVERITY = ["ok", "adapt", "ask", "na", "avoid"]


def check_every_tip(library: Library, conditions: frozenset[str] | None) -> None:
    for tip in library.tips.values():
        wording = suitable_wording(library, tip, conditions)
        allowed = may_be_sent(tip.id, conditions)
        if wording is None:
            assert not allowed, (tip.id, conditions)
        else:
            assert Words(wording.body, wording.more) in allowed, (tip.id, conditions)


def test_the_judge_and_the_library_speak_of_the_same_content(library: Library) -> None:
    assert list(library.tips) == list(TIPS)
    assert list(library.conditions) == list(CONDITIONS)
    assert list(library.techniques) == list(TECHNIQUES)
    assert len(TIPS) >= 100


def test_every_tip_is_judged_right_for_nothing_known_and_for_any_two_conditions(library: Library) -> None:
    for conditions in (None, *FEW):
        check_every_tip(library, conditions)


@settings(max_examples=60, deadline=None)
@given(condition_sets)
def test_every_tip_is_judged_right_for_many_conditions(library: Library, conditions: frozenset[str]) -> None:
    check_every_tip(library, conditions)
    assert list(suitable_tips(library, conditions).tips) == suitable(conditions)


@settings(max_examples=60, deadline=None)
@given(st.none() | condition_sets)
def test_a_programme_finds_its_tips_by_topic_and_by_what_they_help_with(
    library: Library, conditions: frozenset[str] | None
) -> None:
    programme, fitting = suitable_tips(library, conditions), suitable(conditions)
    assert programme.ids == set(fitting)
    assert all(key == entry.tip.id for key, entry in programme.tips.items())
    for topic in TOPICS:
        assert programme.of_topic(topic) == {name for name in fitting if TOPIC_OF[name] == topic}
    for need in Need:
        assert programme.helping(need) == {name for name in fitting if need.value in TIPS[name]["helps"]}
    assert programme.topics.keys() == {TOPIC_OF[name] for name in fitting}, "no topic without a tip"
    assert programme.of_topic("no-such-topic") == frozenset()


@settings(max_examples=100, deadline=None)
@given(condition_sets, st.sampled_from(sorted(CONDITIONS)))
def test_one_more_condition_never_opens_a_tip_that_is_not_written_for_it(
    library: Library, conditions: frozenset[str], more: str
) -> None:
    opened = suitable_tips(library, conditions | {more}).ids - suitable_tips(library, conditions).ids
    assert all(more in TIPS[tip_id].get("only_for", ()) for tip_id in opened)


@settings(max_examples=60, deadline=None)
@given(condition_sets, st.sampled_from(sorted(CONDITIONS)))
def test_a_tip_never_goes_to_whom_it_is_not_for_whatever_else_there_is(
    library: Library, conditions: frozenset[str], name: str
) -> None:
    kept_away = {tip_id for tip_id, tip in TIPS.items() if name in tip.get("not_for", ())}
    assert suitable_tips(library, conditions | {name}).ids.isdisjoint(kept_away)


@pytest.mark.parametrize("name", [*sorted(CONDITIONS), "gone-1"])
def test_not_for_keeps_away_a_tip_that_every_verdict_allows(library: Library, name: str) -> None:
    """Where a tip is not for a condition, not even the safe set or wording adapted to it helps."""
    easy = next(tip for tip in library.tips.values() if tip.safe_set and not tip.techniques)
    adapted = replace(easy, adaptations=(Adaptation(frozenset({name}), easy.wording),))
    withheld = replace(adapted, not_for=frozenset({name}))
    with_it, without_it = frozenset({name, "epilepsy"}), frozenset({"epilepsy"} - {name})
    if name not in SILENCING:
        assert suitable_wording(library, adapted, with_it) == easy.wording
    assert suitable_wording(library, withheld, with_it) is None
    assert suitable_wording(library, withheld, without_it) == easy.wording


def test_who_told_us_nothing_gets_the_safe_set_only_and_each_condition_leaves_something(
    library: Library,
) -> None:
    unknown = suitable_tips(library, None)
    assert unknown.ids == {tip_id for tip_id, tip in TIPS.items() if tip["safe_set"]}
    assert all(entry.wording == entry.tip.wording for entry in unknown.tips.values())
    assert unknown.ids < suitable_tips(library, frozenset()).ids
    left = {name: len(suitable_tips(library, frozenset({name})).ids) for name in CONDITIONS}
    assert {name for name, count in left.items() if count < 20} == {"clot-suspected"}


def test_a_tip_for_some_only_never_goes_to_who_told_us_nothing_or_has_nothing(library: Library) -> None:
    """Not even from the safe set, should an author put it there."""
    tip = next(tip for tip in library.tips.values() if tip.only_for)
    for conditions in (None, frozenset[str]()):
        assert suitable_wording(library, replace(tip, safe_set=True), conditions) is None
    assert suitable_wording(library, tip, frozenset({min(tip.only_for)})) is not None


@settings(max_examples=60, deadline=None)
@given(condition_sets)
def test_a_suspected_clot_silences_every_tip_whatever_else_there_is(
    library: Library, conditions: frozenset[str]
) -> None:
    assert suitable_tips(library, conditions | {"clot-suspected"}).ids == frozenset()
    found = sign_instead_of_tips(library, conditions | {"clot-suspected"})
    assert found is not None
    assert found[1].id == "u-dvt"
    assert sign_instead_of_tips(library, conditions - {"clot-suspected"}) is None


@settings(max_examples=60, deadline=None)
@given(condition_sets, st.frozensets(st.sampled_from(["gone-1", "gone-2"]), min_size=1))
def test_a_condition_the_library_no_longer_has_holds_a_person_to_the_safe_set(
    library: Library, conditions: frozenset[str], retired: frozenset[str]
) -> None:
    check_every_tip(library, conditions | retired)
    for entry in suitable_tips(library, conditions | retired).tips.values():
        assert entry.tip.safe_set
        assert suitable_wording(library, entry.tip, conditions) == entry.wording, "the others still count"


@pytest.mark.parametrize("technique", sorted(TECHNIQUES))
def test_the_strictest_verdict_wins_and_names_its_conditions(library: Library, technique: str) -> None:
    for conditions in FEW:
        cells = {name: verdict(technique, name) for name in conditions}
        strictest = max(cells.values(), key=SEVERITY.index, default="ok")
        blamed = {name for name, cell in cells.items() if cell == strictest != "ok"}
        judgement = judge(library, library.techniques[technique], conditions)
        assert judgement.verdict.value == strictest
        assert {condition.id for condition in judgement.because} == blamed


@pytest.mark.parametrize(
    ("technique", "conditions", "expected"),
    [  # copied by hand from the condition matrix
        ("thai", {"osteoporosis"}, Verdict.AVOID),
        ("thai", {"herniated-disc-sciatica"}, Verdict.AVOID),
        ("heat", {"heart-disease-high-bp"}, Verdict.ASK),
        ("heat", {"herniated-disc-sciatica", "heart-disease-high-bp"}, Verdict.ASK),
        ("lymphatic-drainage", {"heart-disease-high-bp", "older-or-frail"}, Verdict.AVOID),
        ("relaxation", {"older-or-frail"}, Verdict.OK),
        ("postpartum", {"older-or-frail"}, Verdict.NA),
        ("deep-tissue", set(), Verdict.OK),
    ],
)
def test_known_cells_of_the_matrix(
    library: Library, technique: str, conditions: set[str], expected: Verdict
) -> None:
    assert judge(library, library.techniques[technique], frozenset(conditions)).verdict is expected


@pytest.mark.parametrize("stricter", [Verdict.ASK, Verdict.AVOID, Verdict.NA])
def test_adapted_wording_never_opens_a_technique_that_is_stricter_than_adapt(
    library: Library, stricter: Verdict
) -> None:
    """Wording written for a condition does not help once the matrix says more than `adapt`."""
    tip = next(t for t in library.tips.values() if t.adaptations and t.techniques and not t.only_for)
    condition = library.conditions[min(tip.adaptations[0].conditions)]
    assert suitable_wording(library, tip, frozenset({condition.id})) == tip.adaptations[0].wording
    verdicts = {**condition.verdicts, tip.techniques[-1]: stricter}
    conditions = {**library.conditions, condition.id: replace(condition, verdicts=verdicts)}
    changed = replace(library, conditions=conditions)
    assert suitable_wording(changed, tip, frozenset({condition.id})) is None


def test_one_wording_has_to_be_written_for_every_condition_that_asks_for_it(library: Library) -> None:
    """Two wordings, each for one of a person's conditions, are not one for both."""
    tip = next(
        t
        for t in library.tips.values()
        if any(len(a.conditions) > 1 for a in t.adaptations) and not t.only_for
    )
    first, second, *_ = sorted(next(a.conditions for a in tip.adaptations if len(a.conditions) > 1))
    wordings = [replace(tip.wording, body=f"Written for {name}.") for name in (first, second)]
    each = tuple(
        Adaptation(frozenset({name}), wording)
        for name, wording in zip((first, second), wordings, strict=True)
    )
    apart = replace(tip, adaptations=each)
    together = replace(tip, adaptations=(*each, Adaptation(frozenset({first, second}), tip.wording)))
    for name, wording in zip((first, second), wordings, strict=True):
        assert suitable_wording(library, apart, frozenset({name})) == wording
    assert suitable_wording(library, apart, frozenset({first, second})) is None
    assert suitable_wording(library, together, frozenset({first, second})) == tip.wording


def test_what_is_offered_instead_is_fine_without_asking_and_can_be_done_at_home(library: Library) -> None:
    for conditions in FEW:
        offered = {technique.id for technique in suitable_techniques(library, conditions)}
        fine = {
            name
            for name, technique in TECHNIQUES.items()
            if not technique["information_only"] and all(verdict(name, c) == "ok" for c in conditions)
        }
        assert offered == fine


def test_what_is_remembered_belongs_to_one_library_only(library: Library) -> None:
    """After /reload the new content must count at once."""
    before = suitable_tips(library, frozenset({"epilepsy"}))
    emptied = replace(library, tips={})
    assert suitable_tips(emptied, frozenset({"epilepsy"})).ids == frozenset()
    again = suitable_tips(library, frozenset({"epilepsy"}))
    assert again.ids == before.ids != frozenset()
