"""The content as it is shipped: without a fault, and with the matrix of the clinical facts cell by cell."""

import csv
import os
import re
from pathlib import Path

import pytest

from bot.content.load import read_content
from bot.domain.library import Library
from tests.conftest import TIPS

SHARED = os.environ.get("BACKCARE_SHARED")


def test_the_shipped_content_has_no_fault() -> None:
    content = read_content(TIPS)
    assert content.faults == []
    assert len(content.tips) >= 100


@pytest.mark.skipif(not SHARED, reason="BACKCARE_SHARED does not name the folder with clinical-facts.md")
def test_the_verdicts_are_those_of_the_clinical_facts_cell_by_cell(library: Library) -> None:
    facts = (Path(SHARED or "") / "clinical-facts.md").read_text(encoding="utf-8")
    section = facts.split("\n## 3.")[1].split("\n## 4.")[0]
    [table] = re.findall(r"```csv\n(.*?)```", section, re.DOTALL)
    matrix = {row.pop("condition"): row for row in csv.DictReader(table.splitlines())}
    shipped = {
        condition.id: {technique: verdict.value for technique, verdict in condition.verdicts.items()}
        for condition in library.conditions.values()
    }
    assert shipped == matrix
    assert set().union(*matrix.values()) == library.techniques.keys()


def test_no_tip_has_a_technique_that_is_only_explained(library: Library) -> None:
    explained = {t.id for t in library.techniques.values() if t.information_only}
    assert explained == {"deep-tissue", "thai", "craniosacral", "lymphatic-drainage"}
    assert [tip.id for tip in library.tips.values() if explained & set(tip.techniques)] == []


def test_a_name_or_alias_belongs_to_one_thing_only(library: Library) -> None:
    for things in (library.techniques, library.conditions):
        names = [
            (name.lower(), thing.id)
            for thing in things.values()
            for name in {thing.id, thing.name.lower(), *map(str.lower, thing.aliases)}
        ]
        owners = {name: {owner for other, owner in names if other == name} for name, _ in names}
        assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
