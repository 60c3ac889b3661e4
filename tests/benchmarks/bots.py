"""The bots that are measured, ours and its peers: each a process of its own, on the same stand-in server."""

import asyncio
import gc
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

from bot.sandbox import Sandbox
from bot.settings import FREE_SEND_RATE
from bot.storage.vault import new_key
from tests.benchmarks.subscribers import subscribe

Process = asyncio.subprocess.Process
# Everybody who is there, and those of them to whom a message is due.
Bot = Callable[[Sandbox, Sequence[int], Sequence[int]], AbstractAsyncContextManager[Process]]

PEERS_PYTHON = Path(".venv-peers/bin/python")
_PEERS = "tests.benchmarks.peers"


@asynccontextmanager
async def _ours(
    sandbox: Sandbox, people: Sequence[int], due: Sequence[int], rate: int, database: str | None
) -> AsyncIterator[Process]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        address, key = database or f"sqlite:///{folder}/backcare.db", new_key()
        await subscribe(address, key, people, due)
        async with running_ours(bot_environment(sandbox, address, key, rate)) as process:
            yield process


def running_ours(environment: Mapping[str, str]) -> AbstractAsyncContextManager[Process]:
    """The bot on a database that is there."""
    return _running(sys.executable, "-m", "bot", "run", environment=environment)


@asynccontextmanager
async def _peer(
    sandbox: Sandbox, people: Sequence[int], due: Sequence[int], arguments: Sequence[str]
) -> AsyncIterator[Process]:
    task = json.dumps({"url": sandbox.url, "token": sandbox.token, "chats": list(due)}).encode()
    async with _running(str(PEERS_PYTHON), "-m", *arguments, task=task) as process:
        yield process


@asynccontextmanager
async def _running(
    *command: str, environment: Mapping[str, str] | None = None, task: bytes = b""
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdin=asyncio.subprocess.PIPE)
    assert process.stdin
    process.stdin.write(task)
    process.stdin.close()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def ours(rate: int, database: str | None = None) -> Bot:
    """Ours at so many messages a second. `database`: an address, where it is not to be an SQLite file."""
    return partial(_ours, rate=rate, database=database)


def peer(script: str, *arguments: str) -> Bot:
    """One of `peers/`."""
    return partial(_peer, arguments=(f"{_PEERS}.{script}", *arguments))


PTB_STOCK, PTB_LIMITED = peer("with_ptb", "stock"), peer("with_ptb", "limited")
AIOGRAM_STOCK, AIOGRAM_LOOP = peer("with_aiogram", "stock"), peer("with_aiogram", "loop")
BARE = peer("with_aiohttp")


def bot_environment(sandbox: Sandbox, address: str, key: str, rate: int) -> dict[str, str]:
    """What our bot's process is told."""
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": address,
        "DATA_KEYS": key,
        "SEND_RATE": str(rate),
        "PAID_BROADCAST": "1" if rate > FREE_SEND_RATE else "0",
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """The server remembers every call; looking through them all would hold the bots up."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
