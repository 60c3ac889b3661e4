"""The command line as an operator meets it: what is wrong is one line with the remedy and status 2."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import pytest_asyncio
from click.testing import CliRunner

from bot.cli import main
from bot.sandbox import Sandbox
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.vault import Vault, new_key
from tests import forked
from tests.conftest import TIPS

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = "hunter2"  # in every wrong value that could be one
KEY = new_key()
ROOT = Path(__file__).parent.parent


class Ended(NamedTuple):
    status: int | None
    out: str
    err: str


@dataclass(frozen=True)
class Case:
    """A command, the settings it is given, and what its one line of error names."""

    command: str
    settings: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    forked: bool = True  # False: a process from its very beginning to its very end, a second each


TOKEN = {"TELEGRAM_BOT_TOKEN": f"700000001:{SECRET}", "TELEGRAM_API_URL": "{url}"}
REFUSED = {
    "no-token": Case("run", {}, ("TELEGRAM_BOT_TOKEN", "python -m bot sandbox"), forked=False),
    "no-keys": Case("run", TOKEN, ("DATA_KEYS is not set", "python -m bot key")),
    "no-keys-to-migrate": Case("migrate", {}, ("DATA_KEYS is not set", "python -m bot key")),
    "bad-key": Case("run", TOKEN | {"DATA_KEYS": SECRET}, ("DATA_KEYS", "python -m bot key")),
    "wrong-token": Case("run", TOKEN | {"DATA_KEYS": KEY}, ("TELEGRAM_BOT_TOKEN", "BotFather"), forked=False),
    "wrong-setting": Case("run", {"SEND_RATE": SECRET}, ("SEND_RATE", "1 to 30")),
    "wrong-setting-for-the-check": Case("content check", {"PORT": SECRET}, ("PORT",)),
    "wrong-setting-for-the-sandbox": Case("sandbox", {"DEFAULT_TIMEZONE": SECRET}, ("DEFAULT_TIMEZONE",)),
    "newer-database": Case("migrate", {"DATA_DIR": "{newer}", "DATA_KEYS": KEY}, ("newer Backcare",)),
    "newer-database-to-run": Case(
        "run", TOKEN | {"DATA_DIR": "{newer}", "DATA_KEYS": KEY}, ("newer Backcare",)
    ),
    "other-keys": Case("migrate", {"DATA_DIR": "{keyed}", "DATA_KEYS": new_key()}, ("DATA_KEYS", "fit")),
    "database-in-use": Case(
        "migrate", {"DATA_DIR": "{used}", "DATA_KEYS": KEY}, ("Another Backcare", "DATA_DIR")
    ),
    "no-database": Case("migrate", {"DATA_DIR": "{garbage}", "DATA_KEYS": KEY}, ("database",)),
    "database-is-a-folder": Case("migrate", {"DATABASE_URL": "sqlite:///.", "DATA_KEYS": KEY}, ("DATA",)),
    "data-dir-is-a-file": Case("migrate", {"DATA_DIR": "{file}", "DATA_KEYS": KEY}, ("DATA_DIR",)),
    "port-in-use": Case("sandbox", {"PORT": "{port}"}, ("PORT",)),
    "webhook-without-https": Case(
        "run",
        TOKEN | {"DATA_KEYS": KEY, "WEBHOOK_URL": f"http://{SECRET}.example/hook"},
        ("WEBHOOK_URL", "https"),
    ),
    "webhook-on-another-port": Case(
        "run", TOKEN | {"DATA_KEYS": KEY, "WEBHOOK_URL": "https://bot.example:9000/"}, ("WEBHOOK_URL", "8443")
    ),
    "webhook-that-is-no-address": Case("run", TOKEN | {"WEBHOOK_URL": SECRET}, ("WEBHOOK_URL", "https")),
    "webhook-secret": Case("run", TOKEN | {"WEBHOOK_SECRET": f"{SECRET} !"}, ("WEBHOOK_SECRET", "letters")),
    "role-without-postgresql": Case("run", TOKEN | {"ROLE": "web"}, ("ROLE", "PostgreSQL")),
    "no-such-role": Case("run", TOKEN | {"ROLE": SECRET}, ("ROLE", "worker")),
    "port-of-the-web-server-in-use": Case(
        "run",
        TOKEN
        | {"DATA_KEYS": KEY, "PORT": "{port}", "WEBHOOK_URL": "http://127.0.0.1/hook", "DATA_DIR": "{web}"},
        ("PORT",),
    ),
    "backup-over-a-file": Case("backup {file}", {"DATA_DIR": "{keyed}"}, ("file", "another name")),
    "backup-of-nothing": Case("backup {folder}/b.db", {"DATA_DIR": "{folder}/nowhere"}, ("backcare.db",)),
    "backup-into-no-folder": Case("backup {folder}/no/b.db", {"DATA_DIR": "{keyed}"}, ("folder",)),
    "copy-to-a-server-that-is-away": Case(
        f"copy --to postgres://me:{SECRET}@127.0.0.1:1/db", {"DATA_DIR": "{keyed}"}, ("--to", "reached")
    ),
    "copy-to-itself-by-another-address": Case(
        "copy --to sqlite:///{keyed}/../keyed/backcare.db", {"DATA_DIR": "{keyed}"}, ("--to",)
    ),
    "copy-to-nowhere": Case("copy --to mysql://x", {}, ("--to", "postgres")),
    "copy-to-itself": Case("copy --to sqlite:///{keyed}/backcare.db", {"DATA_DIR": "{keyed}"}, ("--to",)),
    "copy-while-in-use": Case(
        "copy --to sqlite:///{folder}/c.db", {"DATA_DIR": "{used}"}, ("Another Backcare",)
    ),
    "copy-of-nothing": Case(
        "copy --to sqlite:///{folder}/d.db", {"DATA_DIR": "{folder}/no"}, ("backcare.db",)
    ),
    "copy-of-another-version": Case(
        "copy --to sqlite:///{folder}/e.db", {"DATA_DIR": "{newer}"}, ("another version", "migrate")
    ),
    "no-such-tip": Case("content preview warm-packs", {}, ("no tip warm-packs", "Nearest: warm-pack")),
    "no-such-condition": Case("content preview warm-pack --condition pregnant", {}, ("pregnancy",)),
    "unknown-and-known": Case("content preview warm-pack --unknown --condition cancer", {}, ("--unknown",)),
    "no-such-command": Case("danse", {}, ("danse",)),
}
OTHERS = {
    "broken-content": Case("run", TOKEN | {"DATA_KEYS": KEY, "TIPS_DIR": "{broken}"}),
    "no-content": Case("run", TOKEN | {"DATA_KEYS": KEY, "TIPS_DIR": "{folder}/nothing"}),
    "check": Case("content check"),
    "check-broken": Case("content check", {"TIPS_DIR": "{broken}"}),
    "check-json": Case("content check --json", {"TIPS_DIR": "{broken}"}),
    "check-json-good": Case("content check --json"),
    "preview": Case("content preview warm-pack"),
    "preview-adapted": Case("content preview warm-pack --condition pregnancy --condition epilepsy"),
    "preview-never": Case("content preview warm-pack --condition fever-infection"),
    "preview-unknown": Case("content preview warm-pack --unknown"),
    "key": Case("key", forked=False),
    "another-key": Case("key"),
    "backup": Case("backup {folder}/backup.db", {"DATA_DIR": "{keyed}"}),
    "copy": Case("copy --to sqlite:///{folder}/copy.db", {"DATA_DIR": "{keyed}"}),
    "migrate": Case("migrate", {"DATA_DIR": "{folder}/fresh", "DATA_KEYS": KEY}),
}


def environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    ours = {"PYTHONPATH": str(ROOT), "TIPS_DIR": str(TIPS), "DATA_DIR": str(folder / "data")}
    return kept | ours | settings


async def start(folder: Path, command: str, settings: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command.split(), cwd=folder, env=environment(folder, settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def run(folder: Path, name: str, case: Case, places: dict[str, str], turn: asyncio.Lock) -> Ended:
    settings = {name: value.format(**places) for name, value in case.settings.items()}
    command = case.command.format(**places)
    async with asyncio.timeout(60):
        if not case.forked:
            process = await start(folder, command, settings)
            out, err = await process.communicate()
            return Ended(process.returncode, out.decode(), err.decode())
        output = folder / f"{name}.x"
        async with turn:  # multiprocessing does not like to wait for two at a time
            fork = forked.start(folder, command, environment(folder, settings), output)
            await asyncio.to_thread(fork.join)
        out, err = (output.with_suffix(ending).read_bytes() for ending in (".out", ".err"))
        return Ended(fork.exitcode, out.decode(), err.decode())


async def make_database(folder: Path) -> Path:
    async with Store(SqliteDatabase(folder / "backcare.db"), Vault([KEY])):
        return folder / "backcare.db"


async def make_places(folder: Path) -> dict[str, str]:
    """Everything that can be in the way."""
    places = {
        name: str(folder / name) for name in ("newer", "keyed", "used", "garbage", "file", "broken", "web")
    }
    for name in ("newer", "keyed"):
        database = await make_database(folder / name)
    with closing(sqlite3.connect(folder / "newer" / "backcare.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert database.exists()
    (folder / "garbage").mkdir()
    (folder / "garbage" / "backcare.db").write_bytes(SECRET.encode() * 1000)
    (folder / "file").write_text(SECRET)
    shutil.copytree(TIPS, folder / "broken")
    heat = folder / "broken" / "en" / "tips" / "heat-and-water.yaml"
    text = heat.read_text(encoding="utf-8")
    heat.write_text(text.replace("  grade: supported", f"  grade: {SECRET}", 1), encoding="utf-8")
    return places | {"folder": str(folder)}


Runs = dict[str, asyncio.Task[Ended]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Runs]:
    """All commands at a time, beside everything they may meet."""
    folder = tmp_path_factory.mktemp("command-line")
    places, turn = await make_places(folder), asyncio.Lock()
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox())
        await stack.enter_async_context(Store(SqliteDatabase(folder / "used" / "backcare.db"), Vault([KEY])))
        taken = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        places |= {"url": sandbox.url, "port": str(taken.getsockname()[1])}
        started = {
            name: asyncio.create_task(run(folder, name, case, places, turn))
            for name, case in (REFUSED | OTHERS).items()
        }
        yield started
        await asyncio.gather(*started.values(), return_exceptions=True)


def assert_nothing_leaks(ended: Ended) -> None:
    for text in (ended.out, ended.err):
        assert SECRET not in text
        assert KEY not in text
        assert "Traceback" not in text


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_wrong_is_one_line_with_the_remedy_and_status_2(runs: Runs, name: str) -> None:
    ended = await runs[name]
    lines = ended.err.splitlines()
    if name == "no-such-command":
        lines = lines[-1:]  # click shows the usage first
    assert len(lines) == 1, ended.err
    assert [word for word in REFUSED[name].names if word not in lines[0]] == []
    assert (ended.status, ended.out) == (2, "")
    assert_nothing_leaks(ended)


@pytest.mark.parametrize(
    ("name", "first"),
    [("broken-content", "en/tips/heat-and-water.yaml:"), ("no-content", "nothing:1")],
)
async def test_broken_content_stops_the_start_with_its_faults_and_then_one_line(
    runs: Runs, name: str, first: str
) -> None:
    ended = await runs[name]
    *faults, line = ended.err.splitlines()
    assert len(faults) == 1
    assert faults[0].startswith(first)
    assert "1 fault" in line
    assert (ended.status, ended.out) == (2, "")
    assert_nothing_leaks(ended)


async def test_the_check_of_the_shipped_content_counts_it_and_ends_well(runs: Runs) -> None:
    ended = await runs["check"]
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.endswith(": 0 faults\n")


async def test_the_check_tells_where_each_fault_is_and_ends_with_status_1(runs: Runs) -> None:
    ended = await runs["check-broken"]
    fault, count = ended.out.splitlines()
    assert (ended.status, ended.err) == (1, "")
    assert fault.startswith("en/tips/heat-and-water.yaml:")
    assert "[warm-pack] grade" in fault
    assert count.endswith(": 1 fault")


async def test_the_check_in_json_holds_the_faults_and_the_figures(runs: Runs) -> None:
    good, broken = await runs["check-json-good"], await runs["check-json"]
    told = json.loads(good.out)
    assert (good.status, told["faults"]) == (0, [])
    assert sum(told["figures"]["tips"].values()) >= 180
    assert all(set(left) == {"conditions", "tips"} for left in told["figures"]["left"])
    told = json.loads(broken.out)
    [fault] = told["faults"]
    assert (broken.status, told["figures"]) == (1, None)
    assert (fault["file"], fault["item"]) == ("en/tips/heat-and-water.yaml", "warm-pack")
    assert isinstance(fault["line"], int)
    assert "grade" in fault["message"]


async def test_a_preview_is_what_that_person_would_see(runs: Runs) -> None:
    plain, adapted, never, unknown = [
        await runs[name] for name in ("preview", "preview-adapted", "preview-never", "preview-unknown")
    ]
    assert {ended.status for ended in (plain, adapted, never, unknown)} == {0}
    assert plain.out.startswith(
        "To a person with no condition: as written.\n\nA warm pack, the careful way\n"
    )
    assert "[Helpful] [Not for me]" in plain.out
    assert "in adapted wording" in adapted.out
    assert adapted.out.split("\n\n")[2] != plain.out.split("\n\n")[2]
    assert "never sent" in never.out
    assert "since you ticked: Fever" in never.out
    assert "does not suit everyone" in unknown.out


async def test_a_printed_key_can_be_used_and_is_a_new_one_each_time(runs: Runs) -> None:
    keys = [await runs[name] for name in ("key", "another-key")]
    for ended in keys:
        assert (ended.status, ended.err) == (0, "")
        vault = Vault([ended.out.strip()])
        assert vault.open(vault.seal({"a": 1})) == {"a": 1}
    assert keys[0].out != keys[1].out


async def test_migrate_says_that_it_is_done(runs: Runs) -> None:
    ended = await runs["migrate"]
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count("\n") == 1


async def test_the_sandbox_says_where_it_is_keeps_its_library_on_a_bad_reload_and_ends_well(
    tmp_path: Path,
) -> None:
    tips = shutil.copytree(TIPS, tmp_path / "tips")
    async with asyncio.timeout(20):
        process = await start(tmp_path, "sandbox", {"PORT": "0", "TIPS_DIR": str(tips)})
        assert process.stdout
        assert process.stderr
        line = (await process.stdout.readline()).decode()
        (tips / "sources.yaml").unlink()
        process.send_signal(signal.SIGHUP)
        refused = (await process.stderr.readline()).decode()
        process.send_signal(signal.SIGTERM)
        out, err = await process.communicate()
    assert "http://127.0.0.1:" in line
    assert "reload refused" in refused
    assert (process.returncode, out, err) == (0, b"", b"")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(commands(main)), ids=lambda path: " ".join(path) or "all")
async def test_every_command_has_help_even_beside_wrong_settings(path: tuple[str, ...]) -> None:
    result = CliRunner(env={"PORT": "wrong"}).invoke(main, [*path, "--help"], prog_name="python -m bot")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: {' '.join(('python -m bot', *path))}")
    purpose = result.output.split("\n\n")[1].strip()
    assert purpose.endswith(".")
    assert purpose[0].isupper()


async def test_a_backup_and_a_copy_say_what_they_made_and_what_to_do_next(runs: Runs) -> None:
    backup, copy = await runs["backup"], await runs["copy"]
    assert (backup.status, copy.status) == (0, 0), (backup.err, copy.err)
    assert "bytes" in backup.out
    assert "DATA_KEYS" in backup.out
    assert "profiles: 0" in copy.out
    assert "DATABASE_URL" in copy.out.splitlines()[-1]
    assert_nothing_leaks(backup)
    assert_nothing_leaks(copy)
