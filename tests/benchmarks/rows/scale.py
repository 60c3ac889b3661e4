"""Many subscribers: rows in our database, a job in memory for each with PTB's JobQueue."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.benchmarks.bots import PEERS_PYTHON
from tests.benchmarks.run import Run
from tests.benchmarks.scale import Figures, scale
from tests.benchmarks.table import Row

_SCRIPT = "tests.benchmarks.peers.with_job_queue"


@dataclass(frozen=True)
class Job:
    """What one person more takes of the JobQueue."""

    seconds: float
    bytes: float


async def rows(run: Run) -> AsyncIterator[Row]:
    sizes = run.sizes
    run.say(f"{sizes.jobs:,} jobs in PTB's JobQueue")
    job = await _one_job(sizes.jobs)
    with tempfile.TemporaryDirectory() as folder:
        for name, address in run.databases().items():
            run.say(f"{sizes.subscribers:,} subscribers, {name}")
            found = await scale(address or f"sqlite:///{folder}/scale.db", sizes.subscribers, sizes.due)
            for row in _rows(name, found, sizes.subscribers, job):
                yield row


def _rows(name: str, found: Figures, count: int, job: Job) -> list[Row]:
    """The JobQueue's start is worked out from that of fewer."""
    start, held = {"JobQueue": job.seconds * count}, {"JobQueue": job.bytes}
    each = max(found.grew, 0) * 1e6 / count
    return [
        Row(
            f"started with {count:,} people, {name}, s",
            found.started,
            start,
            "(wanted 2)",
            more_is_better=False,
        ),
        Row("… memory for each, bytes", each, held, "0 (wanted 20)", more_is_better=False),
        Row("… a look for due work, ms", found.look * 1e3, limit="(wanted 2)"),
        Row("… what /metrics reads, ms", found.counted * 1e3, more_is_better=False),
        Row("… planned a second", found.planned, limit="(wanted 1,000)"),
    ]


async def _one_job(jobs: int) -> Job:
    process = await asyncio.create_subprocess_exec(
        str(PEERS_PYTHON), "-m", _SCRIPT, str(jobs), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    return Job(**json.loads(told))
