"""What nobody planned for: pictures, novels, markup, silence where words were expected."""

import json

from tests.running_bot import Chat, RunningBot

PAIN = "How strong was your back pain"


async def test_what_is_not_text_is_named_and_nothing_that_was_asked_is_lost(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin", PAIN))
    for kind, name in {
        "sticker": "a sticker",
        "photo": "a photo",
        "voice": "a voice note",
        "contact": "a contact",
        "document": "a file",
        "forward": "a forwarded message",
    }.items():
        shown = await chat.sends(kind)
        assert f"can't make anything of {name}" in shown.text
        assert shown.labels == ["When to get help"]
    await chat.transcript(("6 4", "Pain 6, stress 4"))


async def test_a_contact_or_a_caption_is_not_kept(chat: Chat) -> None:
    await chat.subscribes()
    await chat.sends("contact", phone_number="+1 555 0199")
    await chat.sends("photo", caption="my sore back")
    stored = str(await chat.stored())
    assert "0199" not in stored
    assert "sore back" not in stored


async def test_forwarded_words_are_not_the_persons_own(chat: Chat) -> None:
    await chat.subscribes()
    for words in ("stop", "/stop", "6 4", "/checkin 6 4"):
        assert "a forwarded message" in (await chat.sends("forward", text=words)).text
    stored = await chat.stored()
    assert stored["profiles"][0]["status"] == "active"
    assert stored["checkins"] == []


async def test_an_edited_message_changes_nothing_and_says_so(chat: Chat) -> None:
    await chat.subscribes()
    mine = chat.bot.sandbox.say(chat.person, "/checkin 6 4")
    await chat.bot.sandbox.idle()
    chat.bot.sandbox.edit(chat.person, mine, "/checkin 2 2")
    await chat.bot.sandbox.idle()
    assert "first version" in chat.last.text
    assert (await chat.stored())["checkins"][0]["sealed_answer"]["pain"] == 6
    await chat.transcript(("a note after all", "Your note is saved"))


async def test_whatever_is_written_gets_a_calm_answer_with_a_way_on(chat: Chat) -> None:
    await chat.subscribes()
    for text in (
        "x" * 4096,
        "ظهري يؤلمني كثيرا اليوم",
        "\u202eright to left\u202c",
        "🙂🙃🤕",
        "<b>bold</b> & <script>alert(1)</script>",
        "'; DROP TABLE profiles; --",
        "{} %s {0} ${x} \\",
        "\u200b.",
        "/",
        "//start",
        "/ start",
    ):
        shown = await chat.says(text)
        assert not shown.text.startswith("Sorry, something went wrong")
        assert "When to get help" in shown.labels or "/help" in shown.text


async def test_commands_take_any_argument_without_stumbling(chat: Chat) -> None:
    await chat.subscribes()
    arguments = ('<b>x</b> & "y"', "🙂" * 1900, "ظهري", "-1", "1" * 3900)
    for command in ("technique", "safety", "time", "timezone", "pause", "checkin", "start", "cancel", "tip"):
        for argument in arguments:
            shown = await chat.says(f"/{command} {argument}"[:4096])
            assert shown.by_bot
            assert not shown.text.startswith("Sorry"), command
            assert len(shown.text) < 4096


async def test_an_unknown_command_points_to_help(chat: Chat) -> None:
    await chat.transcript(
        ("/unknown", "/help lists them all"),
        ("/TIP", "/start"),
        ("/Help", "What I can do"),
        ("/start@some_other_bot", "/help lists them all"),
    )


async def test_every_command_of_the_menu_and_of_help_is_answered(chat: Chat) -> None:
    await chat.subscribes()
    (call,) = chat.bot.sandbox.calls("setMyCommands")
    menu = [command["command"] for command in json.loads(call.parameters["commands"])]
    assert menu == ["tip", "checkin", "progress", "techniques", "safety", "seekhelp", "settings", "help"]
    words = (await chat.says("/help")).text.replace(",", " ").replace(":", " ").split()
    in_help = {word.lstrip("/") for word in words if word.startswith("/")}
    assert set(menu) - {"help"} <= in_help
    for command in {*menu, *in_help}:
        assert "don't know that command" not in (await chat.says(f"/{command}")).text


async def test_cancel_leaves_a_question_and_says_whether_there_was_one(chat: Chat) -> None:
    await chat.subscribes()
    for question in ("/checkin", "/checkin 6", "/checkin 6 4", "/feedback", "/time", "/timezone"):
        await chat.says(question)
        await chat.transcript(("/cancel", "left as it was"), ("/cancel", "nothing to cancel"))
    assert (await chat.stored())["feedback"] == []


async def test_feedback_is_taken_at_once_or_after_the_question_and_sealed(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/feedback <b>more</b> tips & less talk", "kept for the people who run this"),
        ("/feedback", "What would you like to tell"),
    )
    assert "When to get help" in chat.last.labels
    await chat.transcript(
        ("x" * 4000, "kept for the people who run this"), ("and another thing", "no one reads this")
    )
    texts = [row["sealed_text"]["text"] for row in (await chat.stored())["feedback"]]
    assert texts == ["<b>more</b> tips & less talk", "x" * 4000]


async def test_privacy_tells_what_is_kept_and_how_to_end_it(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says("/privacy")
    for piece in ("run by", "/feedback", "/delete", "/export", "encrypted", "For you they are kept"):
        assert piece in shown.text


async def test_privacy_does_not_forget_that_feedback_is_kept(chat: Chat) -> None:
    lines = (await chat.says("/privacy")).text.split("\n")
    assert any("/feedback" in line and "encrypted" in line for line in lines)


async def test_many_messages_at_once_are_answered_in_their_order(bot: RunningBot) -> None:
    chat, other = bot.chat(), bot.newcomer()
    for person in (chat, other):
        await person.subscribes()
    for text in ("/checkin 1 1", "/cancel", "/checkin 2 2", "/cancel", "/checkin 3 3", "stop"):
        bot.sandbox.say(chat.person, text)
        bot.sandbox.say(other.person, text)
    await bot.sandbox.idle()
    for person in (chat, other):
        said = [message.text.split(".")[0].split(":")[0] for message in person.replies[-6:]]
        assert [line for line in said if line.startswith("Pain")] == [
            f"Pain {n}, stress {n}" for n in (1, 2, 3)
        ]
        assert said[-1] == "Done"
