"""One running bot for each conversation; at its end, no error was logged and no tap was left unanswered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from tests.running_bot import Chat, RunningBot, running_bot

HARMLESS = ("message is not modified", "message to edit not found")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    with structlog.testing.capture_logs() as logs:
        async with running_bot(tmp_path) as running:
            yield running
            refused, unanswered = _refused(running), _unanswered(running)
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
    assert refused == []
    assert unanswered == []


def _refused(running: RunningBot) -> list[str]:
    """What Telegram calls wrong, but for edits that had nothing to change: those do no harm."""
    wrong = [f"{call.method}: {call.answer}" for call in running.sandbox.calls() if call.status == 400]
    return [line for line in wrong if not any(harmless in line for harmless in HARMLESS)]


def _unanswered(running: RunningBot) -> list[str]:
    """Taps whose button would go on spinning."""
    taps = [tap for person in running.sandbox.people() for tap in running.sandbox.callbacks(person)]
    return [tap.data for tap in taps if tap.answer is None]


@pytest.fixture
def chat(bot: RunningBot) -> Chat:
    return bot.chat()


@pytest.fixture
def operator(bot: RunningBot) -> Chat:
    """Somebody who runs the bot."""
    chat = bot.newcomer("Olu")
    bot.parts.services.operators = frozenset({chat.person.id})
    return chat
