"""Another program locks the database in the midst of a broadcast, or the disk is full."""

import asyncio
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.delivery.worker import in_flight
from bot.storage import store
from tests.process.bot_process import Broadcast

PEOPLE, RATE = 600, 300
NO_SPACE = 64 * 1024  # bytes that a file may have: less than the database has already
DISK = 8 * 1024 * 1024
SAID_WITHIN = 15.0  # seconds


@pytest.fixture
async def half_way(broadcast: Broadcast) -> Broadcast:
    """A broadcast that runs."""
    await _run_half_way(broadcast)
    return broadcast


async def _run_half_way(broadcast: Broadcast) -> None:
    broadcast.settings |= {"SEND_RATE": str(RATE), "PAID_BROADCAST": "1", "LOG_LEVEL": "WARNING"}
    await broadcast.subscribe(PEOPLE)
    await broadcast.start()
    await broadcast.sandbox.until(lambda: broadcast.accepted().total() >= PEOPLE // 3, within=10)


@pytest.mark.parametrize("seconds", [1.0, pytest.param(10.0, marks=pytest.mark.soak)])
@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
async def test_a_lock_of_ten_seconds_is_waited_for_and_nothing_is_lost_or_repeated(
    half_way: Broadcast, seconds: float, begin: str
) -> None:
    await _hold_lock(half_way, seconds, begin)
    await half_way.finish()
    half_way.tell_figures()
    assert half_way.missing() == set()
    assert half_way.sent_twice() == 0


@pytest.mark.soak
async def test_a_lock_beyond_all_patience_is_in_the_log_and_nothing_is_lost(half_way: Broadcast) -> None:
    await _hold_lock(half_way, 2 * store._PATIENCE + 5, "BEGIN IMMEDIATE")
    assert "SQLITE_BUSY" in half_way.log()
    await half_way.finish()
    half_way.tell_figures()
    assert half_way.missing() == set()
    assert half_way.sent_twice() <= in_flight(RATE)


async def test_a_full_disk_is_in_the_log_and_the_bot_goes_on_when_there_is_space_again(
    small_disk: Path, broadcast: Broadcast
) -> None:
    broadcast.settings = {"DATA_DIR": str(small_disk)}
    await _run_half_way(broadcast)
    filler = small_disk / "filler"
    _fill(filler)
    await _is_said(broadcast, "SQLITE_FULL")
    filler.unlink()
    await _goes_on(broadcast)


@pytest.mark.soak
async def test_a_file_that_may_not_grow_is_in_the_log_and_the_bot_goes_on_when_it_may(
    half_way: Broadcast,
) -> None:
    before = _limit_file_size(half_way, NO_SPACE)
    await _is_said(half_way, "SQLITE_IOERR_WRITE")
    _limit_file_size(half_way, before)
    await _goes_on(half_way)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, for which one must be root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(file: Path) -> None:
    """To the last byte."""
    with suppress(OSError), file.open("wb", buffering=0) as full:
        while True:
            full.write(bytes(4096))


async def _is_said(broadcast: Broadcast, code: str) -> None:
    """In the log, in the midst of the broadcast."""
    async with asyncio.timeout(SAID_WITHIN):
        while code not in broadcast.log():
            await asyncio.sleep(0.01)
    assert broadcast.accepted().total() < PEOPLE, "it was to get stuck in the middle"


async def _goes_on(broadcast: Broadcast) -> None:
    await broadcast.finish()
    broadcast.tell_figures()
    assert broadcast.missing() == set()
    assert broadcast.sent_twice() <= in_flight(RATE)


async def _hold_lock(broadcast: Broadcast, seconds: float, begin: str) -> None:
    """Nothing is written meanwhile, so nothing leaves but what was on its way."""
    with closing(sqlite3.connect(broadcast.database, timeout=10, isolation_level=None)) as other:
        other.execute(begin)
        await asyncio.sleep(seconds / 2)
        sent = broadcast.accepted().total()
        await asyncio.sleep(seconds / 2)
        assert broadcast.accepted().total() == sent, "it was not locked"
        other.execute("ROLLBACK")


def _limit_file_size(broadcast: Broadcast, size: int) -> int:
    """No file of the bot's may grow beyond `size`, as on a disk without space; the limit there was before."""
    assert broadcast.process is not None
    assert broadcast.process.pid is not None
    before, most = resource.prlimit(broadcast.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(broadcast.process.pid, resource.RLIMIT_FSIZE, (size, most))
    return before
