"""`make bench`: ours and the peers, measured side by side in one run, in one table.

Ratios carry over to other machines. What a module measures besides is printed when it is run itself."""

import argparse
import sys
import time

from bot.sandbox.loop import run
from tests.benchmarks.bots import PEERS_PYTHON
from tests.benchmarks.rows import answers, delivery, scale, steps
from tests.benchmarks.run import QUICK, Run, Sizes
from tests.benchmarks.table import drawn
from tests.postgres import running_postgres

PARTS = {"steps": steps, "delivery": delivery, "answers": answers, "scale": scale}


async def measure(bench: Run, parts: list[str]) -> str:
    """The table, with the remarks under it."""
    rows = [row for part in parts async for row in PARTS[part].rows(bench)]
    return "\n".join([drawn(rows), "", *bench.remarks])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a little of everything, on SQLite alone, in less than a minute"
    )
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), help="some parts of the table"
    )
    wish = parser.parse_args()
    if not PEERS_PYTHON.exists():
        sys.exit(f"{PEERS_PYTHON} is not there; `make bench` makes it.")
    begun = time.perf_counter()
    if wish.quick:
        print(run(measure(Run(QUICK, None), wish.only)))
    else:
        with running_postgres(careful=True) as server:
            print(run(measure(Run(Sizes(), server), wish.only)))
    print(f"Measured in {time.perf_counter() - begun:.0f} s.")


if __name__ == "__main__":  # the process that draws imports this file too
    main()
