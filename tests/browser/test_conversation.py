"""A conversation in the browser, from Start to a blocked bot, by mouse and by typing."""

import re

import pytest
from playwright.async_api import expect

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_stranger_subscribes_and_gets_a_tip(window: Window) -> None:
    await expect(window.log).to_contain_text("Your first minute")
    await window.subscribes()
    await window.plays(("[Why this one?]", "Why this one"))
    await expect(window.log).not_to_contain_text("Your first minute")


async def test_a_check_in_is_tapped_when_it_comes_and_typed_when_one_likes(window: Window) -> None:
    await window.subscribes()
    await window.taps("Next message")
    await window.sees("How strong was your back pain")
    await window.plays(("[6]", "How stressed have you felt"), ("[4]", "Pain 6, stress 4"))
    await window.plays(("pain 5 stress 3", "Pain 5, stress 3"))


async def test_techniques_and_settings_are_found_by_typing_a_slash(window: Window) -> None:
    await window.subscribes()
    await window.field.press_sequentially("/techni")
    await expect(window.page.get_by_role("option")).to_contain_text("/techniques")
    await window.field.press("Escape")
    await window.plays(
        ("/techniques", "Tap one to see whether it suits you"),
        ("[Shiatsu]", "A Japanese style"),
        ("/settings", "How often"),
        ("[Tip time]", "When would you like"),
        ("[07:00]", "Your tip now comes at 07:00."),
    )


async def test_tomorrow_morning_brings_the_next_tip_below_a_line_with_the_day(window: Window) -> None:
    await window.subscribes()
    assert await window.page.locator(".day").all_text_contents() == ["Today"]
    await window.taps("Tomorrow 08:00")
    await expect(window.page.locator(".day")).to_have_text(["Yesterday", "Today"])
    await expect(window.page.locator("#clock-time")).to_have_text(re.compile("Tue,? 3 Mar, 08:00"))
    await expect(window.page.locator("#clock-news")).to_have_text(
        re.compile("It is now Tuesday,? 3 March, 08:00.")
    )


async def test_next_message_says_so_kindly_when_there_is_none(window: Window) -> None:
    await window.taps("Next message")
    await expect(window.toasts).to_contain_text("Nothing is planned yet. Tap Start first")
    await expect(window.button("Next message")).to_be_focused()


async def test_a_blocked_bot_is_silent_until_it_is_unblocked(window: Window) -> None:
    await window.subscribes()
    await window.taps("Chat menu")
    await window.page.get_by_role("menuitem", name="Block the bot").click()
    await expect(window.field).to_be_hidden()
    await expect(window.page.locator("#people-list")).to_contain_text("Has blocked the bot")
    before = await window.log.get_by_role("article").count()
    await window.taps("Tomorrow 08:00")
    await window.bot.quiet()
    await window.taps("Next message")
    await expect(window.toasts).to_contain_text("Nothing is planned: you have blocked the bot.")
    assert await window.log.get_by_role("article").count() == before
    await window.taps("Unblock the bot")
    await window.plays(("/help", "What I can do"))


async def test_pictures_open_in_full_and_documents_are_saved(window: Window) -> None:
    await window.subscribes()
    await window.attaches("Picture")
    await window.log.get_by_role("button", name="Full size").click()
    await expect(window.page.get_by_role("dialog", name="Picture")).to_be_visible()
    await window.page.keyboard.press("Escape")
    await expect(window.page.get_by_role("dialog", name="Picture")).to_be_hidden()
    person = window.bot.chat().person
    await window.bot.parts.application.bot.send_document(person.id, b"for you", filename="answers.txt")
    async with window.page.expect_download() as saving:
        await window.log.get_by_role("link", name="Download answers.txt").click()
    download = await saving.value
    assert (download.suggested_filename, (await download.path()).read_bytes()) == ("answers.txt", b"for you")


async def test_the_picture_of_progress_fills_its_bubble_below_its_words(open_window: Open) -> None:
    window = await open_window(Size.NARROW, "dark")
    await window.subscribes()
    await window.plays(
        ("6 4", "Pain 6, stress 4"), ("/progress", "Your last 28 days"), ("[7 days]", "Your last 7 days")
    )
    message = window.last
    await expect(message.get_by_role("img")).to_have_js_property("naturalWidth", 1080)
    parts = [message.locator(name) for name in (".words", "img", "time")]
    boxes = [box for part in parts if (box := await part.bounding_box())]
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)  # beside the time it would shrink
    assert boxes[1]["width"] >= boxes[0]["width"]
    await expect(window.log.get_by_role("img")).to_have_count(1)  # it changed in place
    await window.shoot("progress")
    assert await window.sideways() == 0
    assert await window.audit() == []
