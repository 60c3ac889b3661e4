"""Techniques and conditions are found by what people call them, spelling forgiven."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.search import MAX_OFFERED, search
from bot.domain.library import Library

NONSENSE = ["", "   ", "?!", "xqzzyv", "blorptang", "42"]


@pytest.mark.parametrize(
    ("words", "technique"),
    [
        ("shiatsu", "shiatsu"),
        ("shiatzu", "shiatsu"),
        ("SHIATSU!", "shiatsu"),
        ("the shiatsu massage please", "shiatsu"),
        ("a deep tissue massage", "deep-tissue"),
        ("shiatsu please", "shiatsu"),
        ("hot water bottle", "heat"),
        ("hot-water bottle", "heat"),
        ("knots", "trigger-point"),
        ("foam roller", "self-massage"),
        ("foam rolle", "self-massage"),
        ("deep tisue", "deep-tissue"),
        ("tai massage", "thai"),
        ("acupresure", "acupressure"),
        ("streching", "stretching"),
    ],
)
def test_a_technique_is_found_by_what_people_call_it(library: Library, words: str, technique: str) -> None:
    match = search(words, library.techniques)
    assert match.items[0].id == technique
    assert match.sure


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("slipped disc", "herniated-disc-sciatica"),
        ("sliped disk", "herniated-disc-sciatica"),
        ("brittle bones", "osteoporosis"),
        ("ostioporosis", "osteoporosis"),
        ("blood thinners", "blood-thinner-bleeding"),
        ("blood thiners", "blood-thinner-bleeding"),
        ("high blood pressure", "heart-disease-high-bp"),
    ],
)
def test_a_condition_is_found_by_what_people_call_it(library: Library, words: str, condition: str) -> None:
    match = search(words, library.conditions)
    assert match.items[0].id == condition
    assert match.sure


@pytest.mark.parametrize("words", NONSENSE)
def test_nonsense_finds_nothing(library: Library, words: str) -> None:
    for items in (library.techniques, library.conditions):
        assert search(words, items).items == ()
        assert not search(words, items).sure


def test_every_id_name_and_alias_finds_its_own_thing_for_sure(library: Library) -> None:
    for things in (library.techniques, library.conditions):
        for thing in things.values():
            for name in (thing.id, thing.name, thing.name.upper(), *thing.aliases):
                match = search(name, things)
                assert (match.items[0].id, match.sure) == (thing.id, True), name


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_few_different_things_and_sureness_only_of_one_that_is_there(
    library: Library, words: str
) -> None:
    match = search(words, library.conditions)
    ids = [condition.id for condition in match.items]
    assert len(ids) == len(set(ids)) <= MAX_OFFERED
    assert match.items or not match.sure
