"""Everything can be done without a mouse, and the focus is where one expects it."""

import pytest
from playwright.async_api import expect

from .window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_first_tab_leads_to_start_and_from_there_keys_do_it_all(window: Window) -> None:
    keys = window.page.keyboard
    await keys.press("Tab")
    await expect(window.page.get_by_role("button", name="To the message field")).to_be_focused()
    await keys.press("Enter")
    await expect(window.button("Start")).to_be_focused()
    await keys.press("Enter")
    await window.sees("one good tip")
    await expect(window.field).to_be_focused()
    await window.moves_back_to("Yes, keep my answers")
    await keys.press("Enter")
    await window.sees("What time is it where you are?")
    assert await window.page.evaluate("document.activeElement.closest('article') !== null")
    await window.moves_on_to("Message")
    await keys.type("Berlin")
    await keys.press("Enter")
    await window.sees("When would you like")


async def test_commands_are_completed_and_chosen_by_keys(window: Window) -> None:
    await window.plays(("[Start]", "one good tip"))
    keys = window.page.keyboard
    await keys.type("/se")
    options = window.page.get_by_role("option")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await keys.press("Tab")
    assert (await window.field.input_value()).startswith("/se")
    await window.field.fill("")
    await keys.type("/see")
    await keys.press("Enter")
    await window.sees("Call your emergency number now")
    await keys.press("ArrowUp")
    await expect(window.field).to_have_value("/seekhelp")
    await keys.press("Escape")
    await expect(window.field).to_have_value("")


async def test_menus_and_dialogs_give_the_focus_back(window: Window) -> None:
    keys = window.page.keyboard
    await window.button("Chat menu").focus()
    await keys.press("Enter")
    await expect(window.page.get_by_role("menuitem", name="Add a person")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(window.page.get_by_role("menuitem", name="Block the bot")).to_be_focused()
    await keys.press("Escape")
    await expect(window.button("Chat menu")).to_be_focused()
    await keys.press("Enter")
    await keys.press("Enter")
    await expect(window.page.get_by_role("textbox", name="Name")).to_be_focused()
    await keys.press("Escape")
    await expect(window.button("Chat menu")).to_be_focused()


async def test_the_panel_is_worked_by_keys(window: Window) -> None:
    keys = window.page.keyboard
    opener = window.page.locator("#open-panel")
    await opener.focus()
    await keys.press("Enter")
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await window.moves_on_to("Calls")
    await keys.press("ArrowRight")
    await expect(window.page.get_by_role("tab", name="Faults")).to_be_focused()
    await expect(window.page.get_by_role("switch", name="Server error")).to_be_visible()
    await keys.press("Escape")
    await expect(opener).to_be_focused()
