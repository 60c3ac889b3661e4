"""Links to this bot are followed in the page, as Telegram's client does; all others open a new tab."""

import pytest
from playwright.async_api import Locator, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from .conftest import Open
from .window import Size, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = "backcare_sandbox_bot"
OURS = f"https://t.me/{BOT}?start=t_warm-pack"
SHARED = f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2F{BOT}%3Fstart%3Dt_warm-pack"
MARKUP = f"{SHARED}&text=%3Cb%3EA%20%26%20b%3C%2Fb%3E"
READ = "async ([address, bot]) => (await import('/page/links.js')).readLink(address, bot)"

# What they mean here: the payload, and the title if they are to be shared.
FOLLOWED = {
    OURS: ("t_warm-pack", None),
    f"http://T.me/{BOT.upper()}?start=A_b-1&x=2": ("A_b-1", None),
    MARKUP: ("t_warm-pack", "<b>A & b</b>"),
    SHARED: ("t_warm-pack", ""),
}
LEFT_ALONE = (
    "https://t.me/other_bot?start=t_warm-pack",
    f"https://t.me/{BOT}",
    f"https://t.me/{BOT}?start=",
    f"https://t.me/{BOT}?start={'x' * 65}",
    f"https://t.me/{BOT}?start=a%20b",
    f"https://t.me/{BOT}/more?start=x",
    f"https://t.me:444/{BOT}?start=x",
    f"https://t.me.example/{BOT}?start=x",
    f"https://example.org/t.me/{BOT}?start=x",
    f"https://t.me@example.org/{BOT}?start=x",
    f"tg://t.me/{BOT}?start=x",
    f"javascript://t.me/{BOT}?start=x",
    "https://t.me/share/url?url=https://example.org",
    "https://t.me/share/url?url=https://t.me/other_bot?start=x",
    "https://t.me/share/url",
    "no address",
)


def sheet(window: Window) -> Locator:
    return window.page.get_by_role("dialog", name="Share")


async def test_a_tip_is_shared_with_somebody_new_by_keys_alone(open_window: Open) -> None:
    window = await open_window(Size.NARROW)
    keys = window.page.keyboard
    await window.bot.chat().subscribes()
    await window.button("Share").focus()
    await keys.press("Enter")
    await expect(sheet(window).get_by_role("button", name="You")).to_be_focused()
    for size in (Size.NARROW, Size.WIDE):
        await window.page.set_viewport_size({"width": size.width, "height": size.height})
        for scheme in ("light", "dark"):
            await window.wears(scheme)
            await window.shoot(f"share-{size.name.lower()}-{scheme}")
            assert await window.sideways() == 0
        assert await window.audit() == []
    await keys.press("Escape")
    await expect(sheet(window)).to_be_hidden()
    await expect(window.button("Share")).to_be_focused()
    await keys.press("Enter")
    await keys.press("Tab")
    await expect(sheet(window).get_by_role("button", name="Add a person")).to_be_focused()
    await keys.press("Enter")
    await expect(window.page.get_by_role("textbox", name="Name")).to_be_focused()
    await keys.type("Ana")
    await keys.press("Enter")
    await window.sees("/start t_")
    await window.sees("May I keep your health answers?")
    await expect(window.page.locator("#bot-state")).to_contain_text("you are Ana")


async def test_links_to_this_bot_pass_through_the_filter_of_whoever_follows_them(window: Window) -> None:
    read = {address: await window.page.evaluate(READ, [address, BOT]) for address in (*FOLLOWED, *LEFT_ALONE)}
    found = {address: (link["payload"], link.get("title")) for address, link in read.items() if link}
    assert found == FOLLOWED

    await window.bot.newcomer("Ben").subscribes("Europe/Berlin", "08:00", "Slipped disc")
    await window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    you = window.bot.chat().person
    share = InlineKeyboardMarkup([[InlineKeyboardButton("Share", MARKUP)]])
    text = f'<a href="{OURS}">Ours</a> and <a href="{LEFT_ALONE[0]}">theirs</a>'
    await window.bot.parts.application.bot.send_message(you.id, text, "HTML", reply_markup=share)
    theirs = window.log.get_by_role("link", name="theirs")
    await expect(theirs).to_have_attribute("href", LEFT_ALONE[0])
    await expect(theirs).to_have_attribute("rel", "noopener noreferrer")

    await window.log.get_by_role("link", name="Ours").click()
    await window.sees("/start t_warm-pack")
    await window.sees("is not one I would send you")
    await window.taps("Share")
    await expect(sheet(window)).to_contain_text("<b>A & b</b>")
    await window.taps("Copy link")
    await expect(window.toasts).to_contain_text("Link copied.")
    assert await window.page.evaluate("navigator.clipboard.readText()") == OURS
    await window.taps("Share")
    await sheet(window).get_by_role("button", name="Ben").click()
    await expect(window.page.locator("#bot-state")).to_contain_text("you are Ben")
    await window.sees("/start t_warm-pack")
    await expect(window.last.get_by_role("button", name="Helpful")).to_be_visible()
    await expect(window.last).to_contain_text("gently warm pack")  # the wording for a slipped disc
    await expect(window.field).to_be_focused()
    assert len(window.page.context.pages) == 1
