"""What many tests share. Zones come from the tzdata package, as in the bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.clock import use_packaged_time_zones
from bot.content.load import load_library
from bot.domain.library import Library
from tests.postgres import Postgres, running_postgres

TIPS = Path(__file__).parent.parent / "tips"

use_packaged_time_zones()
settings.register_profile("shared-machine", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("shared-machine")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library as it is shipped."""
    return load_library(TIPS)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with running_postgres() as server:
        yield server
