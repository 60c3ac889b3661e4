"""The questions of the check of signs: what would let a sign slip through is refused, at its place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bot.content.check_questions import question_faults
from bot.content.faults import Fault
from bot.content.help_models import SeekHelpModel
from bot.content.item import Item
from bot.content.yaml_file import YamlFile, read_yaml
from bot.domain.library import Library
from tests.conftest import TIPS

Edit = Callable[[dict[str, list[dict[str, Any]]]], object]


@pytest.fixture(scope="module")
def file() -> YamlFile:
    return read_yaml(TIPS / "en" / "seek_help.yaml", TIPS)


def faults_after(file: YamlFile, library: Library, edit: Edit) -> list[Fault]:
    value = deepcopy(file.value)
    edit(value["checks"])
    return list(question_faults(Item(file, (), SeekHelpModel.model_validate(value)), library.conditions))


def test_the_questions_as_shipped_have_no_fault(file: YamlFile, library: Library) -> None:
    assert faults_after(file, library, lambda checks: None) == []


def question(signs: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return {"id": "new", "ask": "Does this fit?", "signs": signs or [], **more}


def move_to_long(checks: dict[str, list[dict[str, Any]]], at: int, sign: str) -> None:
    checks["short"][at]["signs"].remove(sign)
    checks["long"].insert(0, question([sign]))


BROKEN: dict[str, tuple[Edit, str, str]] = {
    "a sign nobody asks about": (
        lambda checks: checks["long"][-1]["signs"].remove("s-mood"),
        "s-mood: no question",
        "long:",
    ),
    "an emergency that only the long form asks about": (
        lambda checks: move_to_long(checks, 0, "e-sex"),
        "e-sex: emergency, but not asked about in the short form",
        "short:",
    ),
    "despair that only the long form asks about": (
        lambda checks: move_to_long(checks, 5, "u-mind"),
        "u-mind: crisis, but not",
        "short:",
    ),
    "an unknown sign": (
        lambda checks: checks["short"][1]["signs"].append("e-arms"),
        "legs: e-arms is no sign",
        "signs: [e-both",
    ),
    "two levels in one question": (
        lambda checks: checks["short"][4]["signs"].append("s-mood"),
        "unwell: signs of soon and urgent in one question",
        "signs: [u-fever",
    ),
    "despair beside another emergency": (
        lambda checks: checks["short"][5]["signs"].append("e-trauma"),
        "signs of crisis and emergency",
        "signs: [e-cr",
    ),
    "five questions": (
        lambda checks: checks["short"].pop(4),
        "short: 5 questions; the short form has 6",
        "short:",
    ),
    "seven questions": (
        lambda checks: checks["short"].append(question(["u-lump"])),
        "short: 7 questions",
        "short:",
    ),
    "an id given twice": (
        lambda checks: checks["long"][-1].update(id="legs"),
        "legs stands twice",
        "- id: legs",
    ),
    "an emergency after something milder": (
        lambda checks: checks["short"].insert(0, checks["short"].pop(4)),
        "control: an emergency, asked after unwell",
        "- id: legs",
    ),
    "a question without signs": (
        lambda checks: checks["long"][-1].pop("signs"),
        "mood: give it `signs`",
        "- id: mood",
    ),
    "a question that has signs and opens others": (
        lambda checks: checks["long"][0].update(signs=["u-preg"]),
        "birth: give it `signs`, or",
        "- id: birth",
    ),
    "a condition that is none": (
        lambda checks: checks["long"][0]["opens"].append("tiredness"),
        "opens: tiredness is no condition",
        "opens:",
    ),
    "only for a condition that is none": (
        lambda checks: checks["long"][3].update(only_for=["tiredness"]),
        "only_for: tiredness is no",
        "- id: infection",
    ),
    "a question that strangers never see": (
        lambda checks: checks["long"].pop(0),
        "pregnant: no question before it opens pregnancy",
        "- id: birth",
    ),
    "a question for some in the short form": (
        lambda checks: checks["short"][3].update(only_for=["pregnancy"]),
        "accident: the short form is for",
        "- id: acc",
    ),
}


@pytest.mark.parametrize(("edit", "says", "at"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_question_is_a_fault_at_its_place(
    file: YamlFile, library: Library, edit: Edit, says: str, at: str
) -> None:
    faults = faults_after(file, library, edit)
    found = [fault for fault in faults if says in fault.message]
    assert found, faults
    assert file.text.splitlines()[found[0].line - 1].strip().startswith(at)


def test_a_question_is_short_enough_for_a_phone(library: Library) -> None:
    checks = library.seek_help.checks
    for each in (*checks.short, *checks.long):
        assert len(each.points) <= 5
        assert len(" ".join((each.ask, *each.points)).split()) <= 70, each.id
