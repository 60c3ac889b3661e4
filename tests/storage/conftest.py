"""One real database for the tests of a module; each test uses people of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.storage.store import Store
from bot.storage.vault import Vault, new_key


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    async with Store(tmp_path_factory.mktemp("store") / "backcare.db", Vault([new_key()])) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database of the test's own would be."""
    return tmp_path / "backcare.db"


@pytest.fixture
def vault() -> Vault:
    return Vault([new_key()])
