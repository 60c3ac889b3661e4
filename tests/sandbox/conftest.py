"""A sandbox whose clock stands still until a test moves it, one person, and a bot's client."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import OffsetClock, Person, Sandbox

from .client import NOON, Client


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=OffsetClock(source=lambda: NOON), people=()) as running:
        yield running


@pytest.fixture
def ana(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Ana")


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(sandbox, session)
