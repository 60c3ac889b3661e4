"""The bot as a process of its own, against a sandbox in the test's: started, killed, started again."""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from logging import getLogger
from pathlib import Path
from time import monotonic

from bot.domain.profile import Consent, Profile, Status
from bot.sandbox import Call, Sandbox, Stage
from bot.storage import people
from bot.storage.database import Database
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from tests import forked
from tests.process.moments import Moment

ROOT = Path(__file__).parents[2]
FINISH_WITHIN = 30.0  # seconds


@dataclass
class Broadcast:
    """Subscribers who are all due now, and the server that sees what reaches them."""

    folder: Path
    sandbox: Sandbox
    keys: list[str] = field(default_factory=lambda: [new_key()])  # the newest first
    settings: dict[str, str] = field(default_factory=dict)  # beyond what a test's bot needs
    process: multiprocessing.Process | None = None
    kill_when: Moment | None = None
    kill_after: float = 0.0  # seconds from that moment
    killed_at: list[float] = field(default_factory=list)  # monotonic seconds, as the server's calls have them

    @property
    def database(self) -> Path:
        return Path(self.settings.get("DATA_DIR", self.folder)) / "backcare.db"

    async def subscribe(self, count: int, database: Database | None = None) -> None:
        """So many people whose tip was due a minute ago. `database`: where it is not the bot's own file."""
        now = datetime.now(UTC)
        slot = (now - timedelta(minutes=1)).replace(second=0, microsecond=0)
        profiles = [
            Profile(
                self.sandbox.add_person(f"Person {number}").id,
                created_at=now - timedelta(days=10),
                status=Status.ACTIVE,
                consent=Consent(given=False, version=1, at=now),
                zone="UTC",
                tip_time=time(slot.hour, slot.minute),
                started_on=(now - timedelta(days=10)).date(),
                next_tip_at=slot,
            )
            for number in range(count)
        ]

        def add(unit: Unit) -> None:
            for profile in profiles:
                people.add_profile(unit, profile)

        async with Store(database or SqliteDatabase(self.database), Vault(self.keys)) as store:
            await store.run(add)

    def set_due_times_back(self) -> None:
        """As a restored backup or a wrong clock would: everyone's last slot is due once more."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute("UPDATE profiles SET next_tip_at = next_tip_at - 86400")

    async def start(self) -> None:
        """Start the bot in a process group of its own."""
        self.process = await self._start("run", "log.x")

    async def command(self, name: str) -> tuple[int | None, str]:
        """Run another command beside it; its exit status, and what it wrote."""
        process = await self._start(name, f"{name}.x")
        await asyncio.to_thread(process.join, FINISH_WITHIN)
        written = [self.folder / f"{name}{ending}" for ending in (".out", ".err")]
        return process.exitcode, "".join(file.read_text() for file in written)

    async def _start(self, command: str, log: str) -> multiprocessing.Process:
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        environment |= {
            "TELEGRAM_BOT_TOKEN": self.sandbox.token,
            "TELEGRAM_API_URL": self.sandbox.url,
            "DATA_DIR": str(self.folder),
            "DATA_KEYS": ",".join(self.keys),
            "TIPS_DIR": str(ROOT / "tips"),
            "PYTHONPATH": str(ROOT),
            **self.settings,
        }
        return await asyncio.to_thread(forked.start, self.folder, command, environment, self.folder / log)

    async def run_until_killed(self, moment: Moment) -> None:
        """Start it, and kill its process group at the moment `moment` first is true of a call."""
        self.kill_when = moment
        await self.start()
        status = await self._ended()
        assert status == -signal.SIGKILL, f"it ended with {status}: {self.log()[-500:]}"

    def on_call(self, call: Call, stage: Stage) -> None:
        """The server's hook, called in the midst of a call."""
        if self.kill_when is not None and self.kill_when(call, stage):
            self.kill_when = None
            if self.kill_after:
                asyncio.get_running_loop().call_later(self.kill_after, self._kill)
            else:
                self._kill()  # before the server does another thing

    async def run_to_the_end(self) -> None:
        """Start it, wait until nothing is open any more, and stop it as a host would."""
        await self.start()
        await self.finish()

    async def finish(self) -> None:
        """Wait until nothing is open any more, and stop it as a host would."""
        async with asyncio.timeout(FINISH_WITHIN):
            while self._open_deliveries():
                await asyncio.sleep(0.05)
        status = await self.terminate()
        assert status == 0, f"it ended with {status}: {self.log()[-500:]}"

    async def terminate(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        self.process.terminate()
        return await self._ended()

    async def _ended(self) -> int:
        """Wait for the end of the process; its exit status, or the signal that ended it, negative."""
        assert self.process is not None
        await asyncio.to_thread(self.process.join, FINISH_WITHIN)
        assert self.process.exitcode is not None, "it goes on and on"
        return self.process.exitcode

    def _kill(self) -> None:
        """The whole process group, as a host does that is out of memory."""
        assert self.process is not None
        assert self.process.pid is not None
        self.killed_at.append(monotonic())
        os.killpg(self.process.pid, signal.SIGKILL)

    def _open_deliveries(self) -> int:
        """Only to know when to stop looking; what arrived is judged by the server's list."""
        query = """
            SELECT (SELECT count(*) FROM profiles WHERE next_tip_at <= unixepoch())
                 + (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'claimed', 'sending'))
        """
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            count: int = connection.execute(query).fetchone()[0]
        return count

    def accepted(self) -> Counter[int]:
        """How many messages the server took for each person."""
        return Counter(
            call.chat_id for call in self.sandbox.calls("sendMessage") if call.accepted and call.chat_id
        )

    def missing(self) -> set[int]:
        """Who was to get a message and did not. (The first person of a sandbox is no subscriber.)"""
        return {person.id for person in self.sandbox.people()[1:]} - set(self.accepted())

    def log(self) -> str:
        """What the bot has written to its log."""
        return (self.folder / "log.err").read_text()

    def sent_twice(self) -> int:
        """Messages too many."""
        return sum(count - 1 for count in self.accepted().values())

    def repeated(self) -> set[int]:
        """Who got a message more than once."""
        return {person for person, count in self.accepted().items() if count > 1}

    def tell_figures(self, **more: float) -> None:
        """For docs/reliability.md; `pytest --log-cli-level=INFO` shows them."""
        calls = self.sandbox.calls("sendMessage")
        figures = {
            "messages": self.accepted().total(),
            "missing": len(self.missing()),
            "twice": self.sent_twice(),
            "seconds": calls[-1].real_time - calls[0].real_time,
            **more,
        }
        getLogger("figures").info(" ".join(f"{name}={value:.4g}" for name, value in figures.items()))

    async def clean_up(self) -> None:
        """End the process, if a failed test left it."""
        if self.process is not None and self.process.exitcode is None:
            self._kill()
            await self._ended()
