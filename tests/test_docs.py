"""README.md and docs/ say what is so: the settings, and what is installed."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from itertools import takewhile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from pydantic.fields import FieldInfo

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
HEAD = "| setting | default | what it takes |"


def table() -> dict[str, tuple[str, str]]:
    """name -> (default, what it takes), as README.md has them, without the backticks of a default."""
    below = README.read_text(encoding="utf-8").split(HEAD)[1].strip().splitlines()
    rows = takewhile(lambda line: line.startswith("|"), below[1:])
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {name.strip("`"): (default.strip("`"), takes) for name, default, takes in cells}


def shown_default(field: FieldInfo) -> str:
    """As a reader would write it; nothing where there is none."""
    value = field.get_default()
    return "" if value in {None, (), frozenset()} else str(value)


def test_the_table_lists_exactly_the_settings_there_are() -> None:
    assert list(table()) == [name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_has_its_default_and_what_it_takes_in_the_table(name: str) -> None:
    field = Settings.model_fields[name]
    assert table()[name.upper()] == (shown_default(field), field.description)


def test_every_command_the_readme_names_exists() -> None:
    from bot.cli import main  # noqa: PLC0415  half a second that the other tests do not need

    named = set(re.findall(r"python -m bot ([a-z]+)", README.read_text(encoding="utf-8")))
    assert named
    assert named <= main.commands.keys()


def test_every_make_target_the_readme_names_exists() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^ +|`)make ([a-z-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def _needed(name: str, extras: frozenset[str], found: dict[str, str]) -> None:
    """The names of a package and of all it needs here, as they are compared."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in found:
        return
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return  # for another system or Python
    found[key] = package.metadata["Name"]
    for line in package.requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
            _needed(requirement.name, frozenset(requirement.extras), found)


def test_every_package_that_is_needed_to_run_is_in_the_list_of_licences() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, str] = {}
    for line in (*project["dependencies"], *project["optional-dependencies"]["postgres"]):
        requirement = Requirement(line)
        _needed(requirement.name, frozenset(requirement.extras), found)
    listed = re.findall(
        r"^\| ([\w.-]+) \|", (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(found.values()) - {"setuptools"} <= set(listed)
