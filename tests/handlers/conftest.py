"""Decisions by themselves: values in, values out."""

import pytest

from bot.content.places import read_places
from bot.content.search import Index
from bot.domain.library import Library
from bot.handlers.context import Desk


@pytest.fixture(scope="session")
def desk(library: Library) -> Desk:
    return Desk(library, Index(library), read_places(), "UTC", "a clinic", "", 365)
