"""One headless Chromium for all of these tests, and for each test a bot, a sandbox and a window on its page."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
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

Open = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser that is installed; nothing is downloaded."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)} is on the PATH")
    flags = [*FLAGS, *(AS_ROOT if os.geteuid() == 0 else ())]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(tmp_path: Path) -> AsyncIterator[RunningBot]:
    """The real bot beside the sandbox."""
    async with running_bot(tmp_path / "data") as running:
        yield running


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: to whoever wants to look at them, else away with the test."""
    folder = Path(os.environ.get("BACKCARE_SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(
    browser: Browser, bot: RunningBot, pictures: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Open]:
    """Opens the page at a size and in a colour scheme; at the end, nothing went wrong in any window."""
    windows: list[Window] = []

    async with AsyncExitStack() as stack:

        async def open_one(size: Size = Size.WIDE, scheme: Any = "light", **options: Any) -> Window:
            context = await browser.new_context(
                viewport={"width": size.width, "height": size.height},
                color_scheme=scheme,
                reduced_motion="reduce",
                timezone_id="Europe/Berlin",
                locale="en-GB",
                **options,
            )
            stack.push_async_callback(context.close)
            window = Window(await context.new_page(), bot, pictures)
            windows.append(window)
            await window.open()
            return window

        yield open_one
    wrong = [line for window in windows for line in window.complaints]
    assert wrong == [], re.sub(r"\s+", " ", request.node.name)


@pytest_asyncio.fixture(loop_scope="session")
async def window(open_window: Open) -> Window:
    """A wide window in light colours, on the first person's conversation."""
    return await open_window()
