"""What many tests share. Zones come from the tzdata package, as in the bot."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import SubprocessError

import pytest
import structlog
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
    """A PostgreSQL server; what needs it is skipped where none can be started."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_postgres())
        except (OSError, SubprocessError) as error:
            pytest.skip(f"no PostgreSQL can be started here: {error!r}")
        yield server


@pytest.fixture
def logging_put_back() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    before, level, ours = root.handlers[:], root.level, logging.getLogger("bot").level
    hooks = threading.excepthook, sys.unraisablehook, logging.raiseExceptions
    yield
    threading.excepthook, sys.unraisablehook, logging.raiseExceptions = hooks
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    logging.getLogger("bot").setLevel(ours)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
