"""python-telegram-bot's JobQueue with a daily job for each person: prints what one person more takes."""

import asyncio
import json
import os
import sys
import time
from datetime import time as clock
from pathlib import Path

from telegram.ext import Application, ContextTypes


async def _remind(_: ContextTypes.DEFAULT_TYPE) -> None:
    """Never called here."""


def _bytes_held() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def main(people: int) -> None:
    queue = Application.builder().token("1:none").build().job_queue
    assert queue
    held, begun = _bytes_held(), time.perf_counter()
    for person in range(people):
        when = clock(person // 60 % 24, person % 60)
        queue.run_daily(_remind, when, chat_id=person, user_id=person, name=str(person))
    await queue.start()
    took = time.perf_counter() - begun
    print(json.dumps({"seconds": took / people, "bytes": (_bytes_held() - held) / people}))
    await queue.stop(wait=False)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
