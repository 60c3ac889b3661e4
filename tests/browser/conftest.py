"""One headless Chromium for all of these tests; for each test a bot, a sandbox and windows on its page."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.running_bot import RunningBot, running_bot

from .window import Size, Window

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
AS_ROOT = ("--no-sandbox",)  # Chromium refuses to start as root otherwise

HABITS: dict[str, Any] = {"reduced_motion": "reduce", "timezone_id": "Europe/Berlin", "locale": "en-GB"}

Open = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser that is installed; nothing is downloaded."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)} is on the PATH")
    flags = [*FLAGS, *(AS_ROOT if os.geteuid() == 0 else ())]
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=found, args=flags)
        await running.new_context(**HABITS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    """The real bot beside the sandbox."""
    async with running_bot(tmp_path / "data") as running:
        yield running


@pytest.fixture
def pictures() -> Path | None:
    """Where screenshots go for whoever wants to look. Nowhere otherwise: they take a fifth of the time."""
    if not (named := os.environ.get("BACKCARE_SCREENSHOTS")):
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser, bot: RunningBot, pictures: Path | None) -> AsyncIterator[Open]:
    """Opens the page at a size and in a colour scheme; at the end, nothing went wrong in any window."""
    windows: list[Window] = []

    async def open_one(size: Size = Size.WIDE, scheme: Any = "light") -> Window:
        # The first context is there already, which saves time; each sandbox is an origin of its own. A second
        # page in it would be a tab in the background, where browsers take their time.
        context = await browser.new_context(**HABITS) if windows else browser.contexts[0]
        window = Window(await context.new_page(), bot, pictures, size)
        windows.append(window)
        await window.open(scheme)
        return window

    yield open_one
    for window in windows:
        await window.close()
    for context in browser.contexts[1:]:
        await context.close()
    assert [line for window in windows for line in window.complaints] == []


@pytest_asyncio.fixture(loop_scope="session")
async def window(open_window: Open) -> Window:
    """A wide window in light colours, on the first person's conversation."""
    return await open_window()
