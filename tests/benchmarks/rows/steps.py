"""Single steps, without a server."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import quantiles

from tests.benchmarks import choosing, drawing, page, unit_of_work
from tests.benchmarks.run import Run
from tests.benchmarks.table import Row


async def rows(run: Run) -> AsyncIterator[Row]:
    run.say("single steps")
    yield Row("choosing a tip, µs", choosing.usual(), limit="(wanted 50)", more_is_better=False)
    with tempfile.TemporaryDirectory() as folder:
        own, other = (await unit_of_work.compare(Path(folder), run.sizes.rounds))[0]
        peers = {"SQLAlchemy on aiosqlite": other}
        yield Row("a unit of work, µs of processor", own, peers, more_is_better=False)
        charts, waited = await drawing.compare(Path(folder), run.sizes.rounds)
    yield Row("a chart of 90 days, ms", charts[90], limit="(wanted 150)", more_is_better=False)
    sheet = (await page.milliseconds(run.sizes.rounds))[91]
    yield Row("a page for the doctor, 91 days, ms", sheet, limit="(wanted 300)", more_is_better=False)
    longest = {name: quantiles(waits, n=100)[98] for name, waits in waited.items()}
    delay = {name: max(wait - longest[drawing.IDLE], 0) for name, wait in longest.items()}
    threaded = {"in a thread": delay[drawing.THREADED]}
    figure = "others' delay while charts are drawn, 99 of 100, ms"
    yield Row(figure, delay[drawing.APART], threaded, "0 (wanted 20)", more_is_better=False)
