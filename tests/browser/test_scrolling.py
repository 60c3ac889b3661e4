"""What is new comes into sight only for those who look there, and nothing ever lies over words."""

import pytest
from playwright.async_api import expect

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINES = "\n".join(f"Line {number} of a message that no small window can hold." for number in range(60))


async def write(window: Window, text: str) -> None:
    await window.bot.parts.application.bot.send_message(window.bot.chat().person.id, text)


async def test_many_messages_stick_to_the_end_only_if_it_was_there(window: Window) -> None:
    for number in range(30):
        await write(window, f"Message {number}")
    await expect(window.last).to_be_in_viewport()
    await window.log.evaluate("(log) => log.scrollTo(0, 100)")
    await expect(window.page.get_by_role("button", name="Newest message")).to_be_visible()
    for number in range(30, 40):
        await write(window, f"Message {number}")
    await expect(window.page.locator("#to-end .badge")).to_have_text("10")
    assert await window.log.evaluate("(log) => log.scrollTop") == 100
    await window.page.get_by_role("button", name="Newest message").click()
    await expect(window.last).to_be_in_viewport()
    await write(window, "Message 40")
    await expect(window.last).to_contain_text("Message 40")
    await expect(window.last).to_be_in_viewport()


async def test_a_message_too_tall_for_the_window_is_shown_from_its_beginning(open_window: Open) -> None:
    window = await open_window(Size.NARROW)
    await write(window, "Hello")
    await window.sees("Hello")
    await write(window, LINES)
    await window.sees("Line 59")
    top = await window.last.evaluate(
        "(node) => node.getBoundingClientRect().top - node.parentElement.getBoundingClientRect().top"
    )
    assert 0 <= top <= 20
    await write(window, "Short")
    await expect(window.page.locator("#to-end .badge")).to_have_text("1")


async def test_the_line_with_the_day_never_lies_over_words(window: Window) -> None:
    for number in range(30):
        await write(window, f"Message {number}")
    await window.sees("Message 29")
    for top in (0, 10, 40, 100):
        await window.log.evaluate("(log, top) => log.scrollTo(0, top)", top)
        day, first = (
            await window.page.locator(".day").bounding_box(),
            await window.page.locator("article").first.bounding_box(),
        )
        assert day is not None
        assert first is not None
        assert day["y"] + day["height"] <= first["y"]
