from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import Call, Sandbox, Stage
from tests.process.bot_process import Broadcast


@pytest.fixture
async def broadcast(tmp_path: Path) -> AsyncIterator[Broadcast]:
    def on_call(call: Call, stage: Stage) -> None:
        running.on_call(call, stage)

    async with Sandbox(on_call=on_call) as sandbox:
        running = Broadcast(tmp_path, sandbox)
        try:
            yield running
        finally:
            await running.clean_up()
