"""/start, from hello to the first tip."""

from tests.running_bot import Chat


async def test_pressing_the_first_button_all_the_way_ends_subscribed_with_a_tip(chat: Chat) -> None:
    shown = await chat.says("/start")
    while shown.labels:
        shown = await chat.taps(shown.labels[0])
    assert "You are all set" in shown.text
    tip = await chat.gets(after=shown)
    assert tip.labels == ["Helpful", "Not for me", "More", "Why this one?"]


async def test_start_again_goes_on_where_it_was_left_and_never_subscribes_twice(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep your health answers?"),
        ("[Yes, keep my answers]", "What time is it where you are?"),
        ("/start", "What time is it where you are?"),
        ("berlin", "When would you like your daily tip?"),
        ("/start", "When would you like your daily tip?"),
        ("8am", "Does any of this fit you?"),
        ("/start", "Does any of this fit you?"),
    )
    await chat.gets(after=await chat.taps("Skip, gentle tips only"))
    shown = await chat.says("/start")
    assert "Settings" in shown.text
    assert sum("You are all set" in message.text for message in chat.replies) == 1
