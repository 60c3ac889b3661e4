"""The content read anew while the bot runs."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import TIPS
from tests.running_bot import running_bot


async def test_operators_reload_the_library_a_broken_one_is_refused_and_the_old_one_goes_on(
    tmp_path: Path,
) -> None:
    tips_dir = tmp_path / "tips"
    shutil.copytree(TIPS, tips_dir)
    heat = tips_dir / "en" / "tips" / "heat-and-water.yaml"
    good = heat.read_text(encoding="utf-8")
    async with running_bot(tmp_path / "data", tips_dir=tips_dir) as bot:
        operator, other = bot.newcomer("Olu"), bot.newcomer("Ana")
        bot.parts.services.operators = frozenset({operator.person.id})
        heat.write_text(good.replace("A warm pack, the careful way", "A warm pack, slowly"), encoding="utf-8")
        await other.transcript(("/reload", "I don't know that command"))
        await operator.transcript(
            ("/reload", "The library was read anew"), ("/start t_warm-pack", "A warm pack, slowly")
        )
        heat.write_text(good.replace("  grade: supported", "  grade: splendid", 1), encoding="utf-8")
        await operator.transcript(
            ("/reload", "The library was not read anew: 1 fault"),
            ("/start t_warm-pack", "A warm pack, slowly"),
        )
        assert any("heat-and-water.yaml:" in message.text for message in operator.replies)
        heat.write_text(good, encoding="utf-8")
        await bot.parts.reload()  # what SIGHUP does
        assert "The library was read anew" in operator.last.text
        await operator.transcript(("/start t_warm-pack", "A warm pack, the careful way"))


@pytest.mark.parametrize("words", ["/reload", "/reload now"])
async def test_without_operators_nobody_can_reload(tmp_path: Path, words: str) -> None:
    async with running_bot(tmp_path) as bot:
        await bot.newcomer().transcript((words, "I don't know that command"))
