"""Rules about the code that the import linter cannot hold: what the domain may use, who may ask the time."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
DOMAIN_FILES = sorted((BOT / "domain").glob("*.py"))
TIMELESS_FILES = [
    path
    for path in sorted(BOT.rglob("*.py"))
    if path != BOT / "clock.py" and BOT / "sandbox" not in path.parents
]
# Parts of the standard library that read, write, wait, or give another answer each time.
IMPURE = {
    "asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3",
    "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}


def imported_modules(source: str) -> Iterator[str]:
    """Every module that a file of bot/domain imports, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ".".join(filter(None, ("bot.domain" if node.level == 1 else "", node.module)))


def foreign_imports(source: str) -> list[str]:
    """Imports that are neither the standard library's pure part nor the domain's own."""
    allowed = sys.stdlib_module_names - IMPURE
    return [
        module
        for module in imported_modules(source)
        if module.partition(".")[0] not in allowed and module.split(".")[:2] != ["bot", "domain"]
    ]


def asked_times(source: str) -> list[int]:
    """The lines that ask a clock of the standard library what time it is."""
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    real_names = {name.asname: name.name for node in imports for name in node.names if name.asname}
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if node.attr in CLOCKS.get(real_names.get(name, name), ()):
                lines.append(node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            lines.extend(node.lineno for name in node.names if name.name in CLOCKS["time"])
    return lines


@pytest.mark.parametrize("path", DOMAIN_FILES, ids=lambda path: path.name)
def test_the_domain_imports_only_the_pure_standard_library_and_itself(path: Path) -> None:
    assert foreign_imports(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", DOMAIN_FILES, ids=lambda path: path.name)
def test_the_domain_waits_for_nothing_and_opens_nothing(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    assert not [n for n in nodes if isinstance(n, ast.AsyncFunctionDef | ast.Await | ast.Global)]
    names = {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not names & {"open", "print", "input", "eval", "exec", "__import__", "hash"}


def test_only_the_clock_and_the_sandbox_ask_what_time_it_is() -> None:
    asked = {
        str(path.relative_to(ROOT)): lines
        for path in TIMELESS_FILES
        if (lines := asked_times(path.read_text(encoding="utf-8")))
    }
    assert asked == {}
    assert len(TIMELESS_FILES) > 40, "the files were not found"


@pytest.mark.parametrize(
    "source",
    [
        "import telegram",
        "from bot.views import screen",
        "from bot import views",
        "import random",
        "import os.path",
    ],
)
def test_the_import_rule_notices(source: str) -> None:
    assert foreign_imports(source)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime, UTC\nx = datetime.now(UTC)",
        "import datetime as dt\nx = dt.datetime.utcnow()",
        "from datetime import date\nx = date.today()",
        "from datetime import datetime as instant\nx = instant.now()",
        "import time as t\nx = t.time()",
        "import time\nx = time.time()",
        "from time import time",
        "from datetime import datetime\nsource = datetime.now",
    ],
)
def test_the_clock_rule_notices(source: str) -> None:
    assert asked_times(source)
