"""A window on the chat page: what somebody with a mouse, a keyboard or a phone does and sees there."""

import json
import re
from enum import Enum
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import ConsoleMessage, Locator, Page, expect

from tests.running_bot import RunningBot

AXE = Axe().axe_script  # from the package, so that nothing is fetched
GRAVE = frozenset({"serious", "critical"})
PATIENCE = 10_000  # milliseconds; on a busy machine a second is not much
MOST_STOPS = 40
MAY_BE_REFUSED = ("/control/clock", "/control/limits")  # Chromium notes every answer of 400 and above
FOCUSED_NAME = "document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"


expect.set_options(timeout=PATIENCE)


class Size(Enum):
    """A phone that is rather small, and a desktop."""

    NARROW = (360, 740)
    WIDE = (1440, 900)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.value[0]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.value[1]


class Window:
    """One page in the browser."""

    def __init__(self, page: Page, bot: RunningBot, pictures: Path | None, size: Size) -> None:
        self.page = page
        self.size = size
        self.scheme = "light"
        self.bot = bot
        self.complaints: list[str] = []
        self._pictures = pictures
        page.set_default_timeout(PATIENCE)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    async def open(self, scheme: Any) -> None:
        """Load the page and wait until the conversation is there."""
        await self.page.set_viewport_size({"width": self.size.width, "height": self.size.height})
        await self.wears(scheme)
        await self.page.goto(self.bot.sandbox.url)
        await self.ready()

    async def ready(self) -> None:
        """The people are listed, and one of them is chosen."""
        await expect(self.page.locator("#people-list [aria-current=true]")).to_have_count(1)

    async def reload(self) -> None:
        """As with F5."""
        await self.page.reload()
        await self.ready()

    # What there is

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Message", exact=True)

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log", name="Messages")

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.log.get_by_role("article").last

    @property
    def toasts(self) -> Locator:
        """The lines that come up and go away."""
        return self.page.locator("#toasts")

    def button(self, name: str) -> Locator:
        """The newest button whose label begins so."""
        return self.page.get_by_role("button", name=re.compile(rf"^[✓▫️ ]*{re.escape(name)}")).last

    # What people do

    async def says(self, text: str) -> None:
        """Write, and press Enter."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def taps(self, label: str) -> None:
        """Tap a button of the bot's, or one of the page's own."""
        await self.button(label).click()

    async def sees(self, text: str) -> None:
        """The words come up somewhere in the conversation."""
        await expect(self.log).to_contain_text(text)

    async def attaches(self, label: str) -> None:
        """Send something from the + menu."""
        await self.page.get_by_role("button", name="Send something else").click()
        await self.page.get_by_role("menuitem", name=label).click()

    async def moves_on_to(self, name: str) -> None:
        """Press Tab until the focus is on what is named so."""
        await self._moves("Tab", name)

    async def moves_back_to(self, name: str) -> None:
        """The same with Shift+Tab."""
        await self._moves("Shift+Tab", name)

    async def _moves(self, key: str, name: str) -> None:
        passed: list[str] = []
        while name not in passed:
            assert len(passed) < MOST_STOPS, f"no {name!r} among {passed}"
            await self.page.keyboard.press(key)
            passed.append(await self.page.evaluate(FOCUSED_NAME))

    async def plays(self, *lines: tuple[str, str]) -> None:
        """Pairs of what the person does ([Label] is a tap) and a piece of what they then see."""
        for done, seen in lines:
            await (self.taps(done[1:-1]) if done.startswith("[") else self.says(done))
            await self.sees(seen)

    async def subscribes(self) -> None:
        """From Start to the first tip, by tapping and typing."""
        await self.plays(
            ("[Start]", "one good tip"),
            ("[Yes, keep my answers]", "What time is it where you are?"),
            ("Berlin", "When would you like"),
            ("[08:00]", "Does any of this fit you?"),
            ("[Skip, gentle tips only]", "You are all set"),
        )
        await expect(self.button("Why this one?")).to_be_visible()

    # How it looks

    async def wears(self, scheme: Any) -> None:
        """The system changes to light or dark; wait until that is painted."""
        self.scheme = scheme
        await self.page.emulate_media(color_scheme=scheme)
        await self.page.evaluate("new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))")

    async def shoot(self, name: str) -> None:
        """Write a picture of the window, if somebody wants to look."""
        if self._pictures is None:
            return
        await self.page.screenshot(path=self._pictures / f"{name}.png")

    async def audit(self) -> list[str]:
        """What axe finds that keeps people out; empty is good."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE)
        found = (await self.page.evaluate("axe.run({ resultTypes: ['violations'] })"))["violations"]
        return [_described(each) for each in found if each["impact"] in GRAVE]

    async def sideways(self) -> int:
        """How many pixels the page is too wide for its window."""
        width: int = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    async def close(self) -> None:
        """Close it, having looked at where everything came from."""
        loaded = await self.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        own = self.bot.sandbox.url
        self.complaints += [f"{name} is not ours" for name in loaded if not name.startswith(own)]
        await self.page.close()

    def _on_console(self, message: ConsoleMessage) -> None:
        refused = any(piece in str(message.location) for piece in MAY_BE_REFUSED)
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.text} at {message.location}")


def _described(violation: dict[str, Any]) -> str:
    places = [node["target"] for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']} {json.dumps(places)}"
