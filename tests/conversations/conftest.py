from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.running_bot import Chat, RunningBot, running_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    async with running_bot(tmp_path) as running:
        yield running


@pytest.fixture
def chat(bot: RunningBot) -> Chat:
    return bot.chat()
