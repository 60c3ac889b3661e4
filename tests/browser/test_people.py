"""Several people in one window, and one conversation in several windows."""

import re

import pytest
from playwright.async_api import Locator, expect

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


def person(window: Window, name: str) -> Locator:
    return window.page.locator("#people-list").get_by_role("button", name=re.compile(f"^{name} "))


async def add(window: Window, name: str) -> None:
    await window.taps("Add a person")
    await window.page.get_by_role("textbox", name="Name").fill(name)
    await window.page.get_by_role("button", name="Add", exact=True).click()
    await expect(person(window, name)).to_have_attribute("aria-current", "true")


async def test_somebody_new_has_a_conversation_of_their_own(window: Window) -> None:
    await window.plays(("[Start]", "one good tip"))
    await add(window, "Ana")
    await expect(window.log).to_contain_text("Your first minute")
    await window.plays(("[Start]", "one good tip"), ("[No, just send tips]", "What time is it"))
    await person(window, "You").click()
    await window.sees("May I keep your health answers?")


async def test_what_came_meanwhile_is_counted_and_begins_below_a_line(window: Window) -> None:
    await window.subscribes()
    await add(window, "Ana")
    await window.taps("Next message")
    await expect(person(window, "You")).to_contain_text("1 unread")
    await expect(window.page).to_have_title("(1) Sandbox")
    await window.shoot("unread-wide")
    await person(window, "You").click()
    await expect(window.page.locator(".unread")).to_have_text("New messages")
    await expect(window.page.locator(".unread + article")).to_contain_text("How is your back?")
    await expect(window.page).to_have_title("Sandbox")


async def test_a_reload_keeps_the_conversation_and_the_person(window: Window) -> None:
    await window.plays(("[Start]", "one good tip"))
    await add(window, "Ana")
    await window.plays(("[Start]", "one good tip"), ("[No, just send tips]", "What time is it"))
    before = await window.log.inner_text()
    await window.reload()
    await expect(person(window, "Ana")).to_have_attribute("aria-current", "true")
    assert await window.log.inner_text() == before


async def test_on_a_phone_people_are_in_a_drawer(open_window: Open) -> None:
    window = await open_window(Size.NARROW)
    await window.taps("People")
    await expect(person(window, "You")).to_be_focused()
    await window.shoot("people-narrow")
    await window.page.keyboard.press("Escape")
    await expect(person(window, "You")).to_be_hidden()
    await expect(window.button("People")).to_be_focused()


async def test_two_windows_show_the_same_conversation_live(open_window: Open) -> None:
    one, other = await open_window(), await open_window(Size.NARROW)
    await one.plays(("[Start]", "one good tip"))
    await other.plays(("[Yes, keep my answers]", "What time is it"))
    await one.sees("What time is it")
