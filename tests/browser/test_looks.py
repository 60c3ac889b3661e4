"""Every main screen, wide and narrow, light and dark: nothing sticks out, and axe finds nothing grave."""

import asyncio

import pytest
from playwright.async_api import expect

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def open_both(open_window: Open) -> list[Window]:
    return [await open_window(Size.WIDE, "light"), await open_window(Size.NARROW, "dark")]


async def look(windows: list[Window], name: str) -> None:
    """A picture and an audit of each window."""
    for window in windows:
        assert await window.sideways() == 0, name
        await window.shoot(f"{name}-{window.size.name.lower()}-{window.scheme}")
        assert await window.audit() == [], (name, window.size, window.scheme)


async def everywhere(windows: list[Window], text: str) -> None:
    await asyncio.gather(*(window.sees(text) for window in windows))


async def test_the_screens_of_the_first_two_days_are_open_to_everybody(open_window: Open) -> None:
    wide, narrow = windows = await open_both(open_window)
    await look(windows, "1-welcome")
    for window, scheme in ((wide, "dark"), (narrow, "light")):
        await window.wears(scheme)
    await look(windows, "1-welcome")
    for window, scheme in ((wide, "light"), (narrow, "dark")):
        await window.wears(scheme)
    await wide.plays(
        ("[Start]", "one good tip"),
        ("[Yes, keep my answers]", "What time is it where you are?"),
        ("Berlin", "When would you like"),
        ("[08:00]", "Does any of this fit you?"),
    )
    await wide.taps("Osteoporosis")
    await everywhere(windows, "Done, 1 ticked")
    await look(windows, "2-checklist")
    await wide.taps("Done")
    await asyncio.gather(*(window.button("Why this one?").wait_for() for window in windows))
    await look(windows, "3-tip")
    await narrow.taps("Next message")
    await narrow.page.mouse.move(0, 0)
    await everywhere(windows, "How strong was your back pain")
    await look(windows, "4-check-in")
    await wide.plays(("[6]", "How stressed have you felt"), ("[4]", "Pain 6, stress 4"))
    await wide.taps("Tomorrow 08:00")
    await expect(wide.page.locator(".day")).to_have_text(["Yesterday", "Today"])  # the new tip is there
    await wide.plays(("[Why this one?]", "How sure are we?"))
    await wide.page.mouse.move(0, 0)
    await look([wide], "5-why")


async def test_the_screens_of_looking_things_up_and_the_panel_are_open_to_everybody(
    open_window: Open,
) -> None:
    wide, narrow = windows = await open_both(open_window)
    await wide.subscribes()
    await narrow.says("/technique shiatsu")
    await everywhere(windows, "A Japanese style")
    await look(windows, "6-technique")
    await narrow.says("/seekhelp")
    await everywhere(windows, "Call your emergency number now")
    await look(windows, "7-emergency")
    await narrow.says("/settings")
    await everywhere(windows, "How often")
    await look(windows, "8-settings")
    for window in windows:
        await window.taps("Calls and faults")
        await window.page.locator("#calls summary", has_text="sendMessage").first.click()
    await look(windows, "9-calls")
    for window in windows:
        await window.page.get_by_role("tab", name="Faults").click()
    await wide.page.get_by_role("switch", name="Slow line").check()
    await narrow.page.get_by_role("switch", name="Forbidden").check()
    await look(windows, "10-faults")
