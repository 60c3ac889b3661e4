"""One running bot for each conversation. At its end: no error was logged, and no tap was left unanswered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from tests.running_bot import Chat, RunningBot, running_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    with structlog.testing.capture_logs() as logs:
        async with running_bot(tmp_path) as running:
            yield running
            refused = [call for call in running.sandbox.calls() if call.status == 400 and not _is_same(call.answer)]
            unanswered = [
                tap.data for person in running.sandbox.people() for tap in running.sandbox.callbacks(person)
                if tap.answer is None
            ]
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
    assert [(call.method, call.answer) for call in refused] == []
    assert unanswered == []


def _is_same(answer: dict[str, object] | None) -> bool:
    """Telegram's refusal to show the same screen once more, which does no harm."""
    return "message is not modified" in str(answer)


@pytest.fixture
def chat(bot: RunningBot) -> Chat:
    return bot.chat()
