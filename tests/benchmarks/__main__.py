"""`make bench`: figures, measured side by side in one run. Ratios carry over to other machines."""

import asyncio
import tempfile
from pathlib import Path

from tests.benchmarks import (
    broadcast,
    choosing,
    drawing,
    page,
    profile_year,
    responsiveness,
    sandbox_speed,
    scale,
    triage,
    unit_of_work,
)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await unit_of_work.measure(Path(folder))
        await drawing.measure(Path(folder))
        await page.measure()
        await profile_year.measure(Path(folder))


if __name__ == "__main__":  # the process that draws imports this file too
    asyncio.run(main())
    choosing.measure()
    triage.measure()
    sandbox_speed.measure()
    scale.measure()
    broadcast.measure()
    responsiveness.measure()
