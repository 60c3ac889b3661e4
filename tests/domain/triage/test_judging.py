"""From chances to an assessment."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.triage import CALM, Assessment, Lexicon, Thresholds, Urgency
from bot.domain.triage.judging import judge
from bot.domain.triage.weights import Weights

NO_WEIGHTS = Weights.from_counts(["none"], [0.0], 1.0, b"\0", b"", b"")
LEVELS = {
    "e-one": Urgency.EMERGENCY,
    "e-two": Urgency.EMERGENCY,
    "mind": Urgency.CRISIS,
    "u-one": Urgency.URGENT,
    "s-one": Urgency.SOON,
}
LEXICON = Lexicon(NO_WEIGHTS, LEVELS, Thresholds(at_once=0.3, today=0.4, sure=0.6, soon=0.5))


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"none": 1.0}, CALM),
        ({"none": 0.75, "e-one": 0.25}, CALM),
        ({"none": 0.65, "u-one": 0.35}, CALM),
        ({"none": 0.4, "s-one": 0.6}, Assessment(Urgency.SOON, ("s-one",))),
        ({"none": 0.5, "e-one": 0.5}, Assessment(Urgency.ASK, ("e-one",))),
        ({"none": 0.1, "e-one": 0.9}, Assessment(Urgency.EMERGENCY, ("e-one",))),
        ({"none": 0.1, "e-one": 0.5, "e-two": 0.4}, Assessment(Urgency.EMERGENCY, ("e-one", "e-two"))),
        ({"none": 0.1, "mind": 0.9}, Assessment(Urgency.CRISIS, ("mind",))),
        ({"none": 0.1, "mind": 0.5, "e-two": 0.4}, Assessment(Urgency.CRISIS, ("mind", "e-two"))),
        ({"none": 0.1, "u-one": 0.9}, Assessment(Urgency.URGENT, ("u-one",))),
        ({"none": 0.1, "u-one": 0.55, "e-two": 0.35}, Assessment(Urgency.ASK, ("e-two",))),
    ],
)
def test_the_likeliest_level_is_said_and_what_is_unsure_is_asked(
    chances: dict[str, float], expected: Assessment
) -> None:
    assert judge(chances, LEXICON) == expected


def test_a_leaning_makes_a_sign_more_readily_heard() -> None:
    chances = {"none": 0.75, "e-one": 0.25}
    assert judge(chances, replace(LEXICON, leanings={"e-one": 5.0})).level is Urgency.EMERGENCY


@given(st.lists(st.floats(0.001, 1), min_size=6, max_size=6), st.floats(1, 4))
def test_more_chance_of_an_emergency_never_makes_it_milder(parts: list[float], more: float) -> None:
    names = ("none", *LEVELS)
    before = dict(zip(names, parts, strict=True))
    after = before | {"e-one": before["e-one"] * more}
    one, other = (judge({k: v / sum(c.values()) for k, v in c.items()}, LEXICON) for c in (before, after))
    # A question stands for the worst that it may be, so it counts as no milder than what is due today.
    rank = {
        Urgency.NONE: 0,
        Urgency.SOON: 0,
        Urgency.ASK: 1,
        Urgency.URGENT: 1,
        Urgency.CRISIS: 2,
        Urgency.EMERGENCY: 2,
    }
    assert rank[other.level] >= rank[one.level] or one.level is Urgency.CRISIS
