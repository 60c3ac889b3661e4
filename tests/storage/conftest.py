"""One real database of each kind for the tests of a module; each test uses people of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.vault import Vault, new_key

KINDS = ("sqlite", "postgres")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=KINDS)
async def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Store]:
    address = _address(request, tmp_path_factory.mktemp("store"))
    async with Store(database_at(address), Vault([new_key()])) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database of the test's own is, or would be."""
    return _address(request, tmp_path)


def _address(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'backcare.db'}"
    address: str = request.getfixturevalue("postgres").new_database()
    return address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database file of the test's own would be."""
    return tmp_path / "backcare.db"


@pytest.fixture
def vault() -> Vault:
    return Vault([new_key()])
