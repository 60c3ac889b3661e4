"""What many tests share. Zones come from the tzdata package, as in the bot."""

from pathlib import Path

import pytest
from hypothesis import settings

from bot.clock import use_packaged_time_zones
from bot.content.load import load_library
from bot.domain.library import Library

TIPS = Path(__file__).parent.parent / "tips"

use_packaged_time_zones()
settings.register_profile("shared-machine", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("shared-machine")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library as it is shipped."""
    return load_library(TIPS)
