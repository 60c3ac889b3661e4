"""The log says what happened, and never a word of what people wrote nor a secret."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot.handlers import HANDLERS
from bot.log import set_up_logging
from bot.sandbox import Fault
from bot.views.callbacks import Callback
from bot.wire import polling
from tests.noise import CANARY, KINDS
from tests.running_bot import Chat, RunningBot, running_bot

FORMATS = ["console", "json"]
COMMANDS = {name for one in HANDLERS if isinstance(one, CommandHandler) for name in one.commands}
ROOT = Path(__file__).parent.parent


@cache
def logged(log_format: str) -> dict[str, str]:
    """What each kind of record left on standard error."""
    ended = subprocess.run(
        [sys.executable, "-W", "default", "-m", "tests.noise", log_format],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (1, ""), ended.stderr
    first, *parts = ended.stderr.split("=== ")
    named = {name: text for name, _, text in (part.partition("\n") for part in parts)}
    assert named.keys() == KINDS.keys()
    return {"before": first, **named}


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_there_and_holds_no_words_and_no_secret(kind: str, log_format: str) -> None:
    text = logged(log_format)[kind]
    assert KINDS[kind][1] in text
    assert CANARY not in text


@pytest.mark.parametrize("log_format", FORMATS)
def test_what_other_libraries_say_in_passing_is_not_there_even_at_debug(log_format: str) -> None:
    assert logged(log_format)["before"] == ""


@pytest.mark.parametrize("kind", KINDS)
def test_in_json_every_line_is_an_object_with_level_time_and_event(kind: str) -> None:
    entries = [json.loads(line) for line in logged("json")[kind].splitlines()]
    assert entries
    assert all({"level", "timestamp", "event"} <= entry.keys() for entry in entries)


def test_an_error_has_its_class_and_the_places_it_came_through() -> None:
    entry = json.loads(logged("json")["uncaught"].splitlines()[-1])
    assert entry["error"] == "ValueError"
    assert [place.split(":")[-1] for place in entry["at"]][-4:] == ["_fail"] * 4
    assert all(place.startswith("tests/noise.py:") for place in entry["at"][-4:])
    assert str(ROOT) not in str(entry)


# --- a whole conversation ----------------------------------------------------------------------


@asynccontextmanager
async def logging_bot(folder: Path, log_format: str) -> AsyncIterator[tuple[RunningBot, Chat]]:
    """A bot that logs all it can, and somebody whose very name is not for the log."""
    set_up_logging("DEBUG", log_format)
    async with running_bot(folder) as bot:
        yield bot, bot.chat(bot.sandbox.add_person(f"Ana {CANARY}"))


async def talk(bot: RunningBot, chat: Chat) -> None:
    """Say the canary wherever something can be said."""
    await chat.subscribes()
    for words in (
        CANARY, f"/start {CANARY}", f"/start t_{CANARY}", f"/technique {CANARY}", f"/safety {CANARY}",
        f"my groin is numb {CANARY}", f"/tip I want to kill myself {CANARY}",
        f"/timezone {CANARY}", f"/time {CANARY}", f"/pause {CANARY}", f"/checkin {CANARY}", "/checkin 6 4",
        f"note {CANARY}", f"/feedback {CANARY}", "/feedback", f"feedback {CANARY}",
    ):  # fmt: skip
        await chat.says(words)
    for command in sorted(COMMANDS - {"delete", "stop"}):
        await chat.says(f"/{command} {CANARY}")
    for code in Callback.kinds:
        await chat.taps_data(f"{code}|{CANARY}")
    for kind in ("photo", "document"):
        await chat.sends(kind, caption=CANARY)
    await chat.taps_data(f"{CANARY}:{CANARY}")


async def operate(bot: RunningBot, chat: Chat) -> None:
    """What an operator writes to people, and what they read of them."""
    bot.parts.services.operators = frozenset({chat.person.id})
    await chat.transcript(("/broadcast", "write it now"), (f"news {CANARY}", CANARY))
    await chat.transcript(("[Send to", "Send it to"), ("[Yes, send", "ending"))
    await chat.transcript(("/inbox", CANARY), ("[Thanks]", ""), ("/stats", "People"))
    await bot.quiet()


async def go_wrong(bot: RunningBot, chat: Chat) -> None:
    """Have Telegram refuse an answer, a delivery and a poll, each with the canary in its reason."""
    for method, status in (("sendMessage", 400), ("getUpdates", 502)):
        reason = f"Bad Request: because of {CANARY}"
        bot.sandbox.faults.add(Fault("status", method, status=status, description=reason, count=1))
        await chat.says(f"help me {CANARY}")
    bot.sandbox.faults.add(Fault("status", "sendMessage", status=400, description=reason, count=1))
    newest = bot.sandbox.calls()[-1].number
    await bot.sandbox.advance_to_next()
    await bot.sandbox.next_call("sendMessage", after=newest)


@pytest.mark.usefixtures("logging_put_back")
@pytest.mark.parametrize("log_format", FORMATS)
async def test_a_whole_conversation_leaves_events_and_not_one_word_of_it_in_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, log_format: str
) -> None:
    monkeypatch.setattr(polling, "_FIRST_PAUSE", 0.01)
    async with logging_bot(tmp_path, log_format) as (bot, chat):
        await talk(bot, chat)
        await operate(bot, chat)
        await go_wrong(bot, chat)
        token, keys = bot.sandbox.token, bot.settings.data_keys_plain()
    output = "".join(capfd.readouterr())
    for event in (
        "ready",
        "update",
        "delivery",
        "handler failed",
        "delivery failed",
        "polling failed",
        "stopped",
    ):
        assert event in output
    for secret in (CANARY, token, token.split(":")[1], *keys, "Traceback"):
        assert secret.lower() not in output.lower()  # the library writes reasons large
