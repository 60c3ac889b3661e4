"""The side panel: the bot's calls, and faults and limits as switches."""

import pytest
from playwright.async_api import expect

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_calls_are_listed_as_they_come_and_open_to_what_was_said(window: Window) -> None:
    await window.taps("Calls and faults")
    await window.plays(("[Start]", "one good tip"))
    call = window.page.locator("#calls li", has_text="sendMessage").first
    await expect(call).to_contain_text("200")
    await expect(call).to_contain_text("accepted · to You")
    await expect(call).to_contain_text("08:00:0")
    await call.locator("summary").click()
    await expect(call.get_by_role("region", name="Parameters")).to_contain_text('"parse_mode": "HTML"')
    await expect(call.get_by_role("region", name="Answer")).to_contain_text('"ok": true')
    await expect(window.page.locator("#calls")).not_to_contain_text("getUpdates")
    await window.page.get_by_role("checkbox", name="Show the polls").check()
    await expect(window.page.locator("#calls")).to_contain_text("getUpdates")
    await window.reload()
    await expect(window.page.locator("#calls li", has_text="sendMessage")).to_have_count(1)


async def test_a_fault_is_switched_on_felt_and_switched_off(window: Window) -> None:
    faults = window.bot.sandbox.faults
    await window.plays(("[Start]", "one good tip"))
    await window.taps("Calls and faults")
    await window.page.get_by_role("tab", name="Faults").click()
    await window.page.get_by_label("Meets").select_option("Answers to taps")
    switch = window.page.get_by_role("switch", name="Server error")
    await switch.check()
    await expect(window.page.locator("#open-panel .badge")).to_have_text("1")
    (rule,) = faults.as_json()
    assert (rule["action"], rule["status"], rule["method"]) == ("status", 500, "answerCallbackQuery")
    await window.taps("Yes, keep my answers")
    await window.page.get_by_role("tab", name="Calls").click()
    failed = window.page.locator("#calls li", has_text="answerCallbackQuery").first
    await expect(failed).to_contain_text("not accepted · Internal Server Error · fault: status")
    await window.page.get_by_role("tab", name="Faults").click()
    await switch.uncheck()
    await expect(window.page.locator("#open-panel .badge")).to_be_hidden()
    assert faults.as_json() == []


async def test_one_button_makes_all_well_again_and_faults_from_elsewhere_show(window: Window) -> None:
    await window.page.request.post(
        f"{window.bot.sandbox.url}/control/faults",
        data={"action": "hang_before", "method": "sendPhoto", "count": 2},
    )
    await window.taps("Calls and faults")
    await window.page.get_by_role("tab", name="Faults").click()
    await expect(window.page.locator("#other-faults")).to_contain_text("hang_before, sendPhoto, 2 more")
    await window.page.get_by_role("switch", name="Slow line").check()
    await window.taps("All well again")
    await expect(window.page.get_by_role("switch", name="Slow line")).not_to_be_checked()
    assert window.bot.sandbox.faults.as_json() == []


async def test_limits_are_switches_where_the_server_has_them(window: Window) -> None:
    limits = f"{window.bot.sandbox.url}/control/limits"
    there = (await window.page.request.get(limits)).ok
    await window.taps("Calls and faults")
    await window.page.get_by_role("tab", name="Faults").click()
    await expect(window.page.locator("#limits-part")).to_be_visible(visible=there)
    if there:
        await window.page.get_by_role("switch", name="To one person").check()
        await expect(window.page.get_by_role("switch", name="To one person")).to_be_checked()
        assert (await (await window.page.request.get(limits)).json())["per_chat"] == 1


async def test_on_a_phone_the_panel_is_a_sheet_over_the_conversation(open_window: Open) -> None:
    window = await open_window(Size.NARROW)
    await window.plays(("[Start]", "one good tip"))
    await window.taps("Calls and faults")
    await expect(window.page.get_by_role("tab", name="Calls")).to_be_focused()
    box = await window.page.locator("#panel").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 740)
    assert await window.page.locator("main").get_attribute("inert") is not None
    await window.page.keyboard.press("Escape")
    await expect(window.page.locator("#panel")).to_be_hidden()
    await expect(window.page.locator("#open-panel")).to_be_focused()
