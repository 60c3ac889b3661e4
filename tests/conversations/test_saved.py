"""Tips that are kept, shared, and opened by a link."""

from urllib.parse import parse_qs, urlsplit

from bot.domain.library import Library
from tests.running_bot import Chat, RunningBot


def _title(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


async def test_kept_tips_are_listed_newest_first_read_again_and_let_go(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/saved", "You have kept no tips yet"))
    titles = []
    for _ in range(10):
        titles.append(_title((await chat.says("/tip")).text))
        await chat.taps("Keep")
    assert "Kept" in chat.toast()
    shown = await chat.says("/saved")
    assert shown.text.startswith("Tips you keep: 10, page 1 of 2")
    assert shown.labels == [*reversed(titles[2:]), "Older"]
    assert (await chat.taps("Older")).labels == [titles[1], titles[0], "Newer"]
    opened = await chat.taps(titles[0])
    assert _title(opened.text) == titles[0]
    await chat.taps("Let it go")
    assert (await chat.says("/saved")).text.startswith("Tips you keep: 9")


async def test_a_tip_kept_twice_is_kept_once(chat: Chat) -> None:
    await chat.subscribes()
    tip = await chat.says("/tip")
    for _ in range(2):
        await chat.taps_data(tip.data["Keep"], tip)
    assert len((await chat.stored())["profiles"][0]["sealed_taste"]["saved"]) == 1


async def test_a_kept_tip_that_does_not_suit_any_more_is_explained(chat: Chat, library: Library) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    tip = library.tips["warm-pack"]
    await chat.taps_data(f"sv|{tip.id}|1")
    await chat.transcript(
        ("/settings", "1 ticked"), ("[Health checklist]", "Does any"), ("[Fever", "Does any")
    )
    await chat.transcript(
        ("[Done, 2", "Saved"), ("/saved", "Tips you keep: 1"), (f"[{tip.title}]", "since you ticked")
    )
    assert "Fever" in chat.last.text


async def test_withdrawing_consent_forgets_kept_tips_that_tell_of_a_condition(
    chat: Chat, library: Library
) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Pregnant")
    told = next(tip for tip in library.tips.values() if "pregnancy" in tip.only_for)
    gentle = next(tip for tip in library.tips.values() if tip.safe_set)
    for tip in (told, gentle):
        await chat.taps_data(f"sv|{tip.id}|1")
    await chat.transcript(
        ("/settings", "Settings"), ("[Health answers]", "kept"), ("[Withdraw", "tips go on")
    )
    assert (await chat.stored())["profiles"][0]["sealed_taste"]["saved"] == [gentle.id]


async def test_a_shared_link_opens_the_tip_through_the_receivers_own_filter(
    bot: RunningBot, library: Library
) -> None:
    giver, with_clot, stranger = bot.chat(), bot.newcomer("Ben"), bot.newcomer("Cleo")
    await giver.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    tip = library.tips["warm-pack"]
    await giver.says(f"/start t_{tip.id}")
    rows = (giver.last.markup or {})["inline_keyboard"]
    [share] = [button for row in rows for button in row if button["text"] == "Share"]
    shared = parse_qs(urlsplit(share["url"]).query)
    assert shared["text"] == [tip.title]
    [link] = shared["url"]
    payload = parse_qs(urlsplit(link).query)["start"][0]
    await with_clot.subscribes("Europe/Berlin", "08:00", "Blood clot in the past", "Fever")
    assert "not one I would send you, since you ticked" in (await with_clot.says(f"/start {payload}")).text
    await stranger.transcript((f"/start {payload}", "does not suit everyone"))
    assert any("May I keep" in message.text for message in stranger.replies)
