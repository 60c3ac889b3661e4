"""A button lives for ever: tapped twice, weeks later, by somebody who deleted it all, or forged."""

from datetime import timedelta

from bot.sandbox import Message
from bot.views.callbacks import Callback
from tests.running_bot import Chat, RunningBot

FAILURE = "something went wrong"
SHOWS = ("sendMessage", "editMessageText", "sendPhoto", "editMessageMedia", "sendDocument")


class Walk:
    """Taps every kind of button there is, and remembers them all."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.seen: dict[str, Message] = {}  # data -> the message it stood on

    def look(self) -> None:
        for message in self.chat.replies:
            for data in message.data.values():
                self.seen.setdefault(data, message)

    def a_few_of_each_kind(self) -> list[str]:
        kinds: dict[str, list[str]] = {}
        for data in self.seen:
            kinds.setdefault(data.split("|")[0], []).append(data)
        return [data for some in kinds.values() for data in dict.fromkeys((some[0], some[-1]))]

    async def through(self, *steps: str) -> None:
        for step in steps:
            await (self.chat.taps(step[1:-1]) if step.startswith("[") else self.chat.says(step))
            self.look()


async def _see_every_button(chat: Chat) -> Walk:
    walk = Walk(chat)
    await walk.through(
        "/start",
        "[No, just send tips]",
        "London",
        "[Somewhere else]",
        "[Share my location]",
        "London",
        "[London, United Kingdom",
        "[08:00]",
    )
    await chat.bot.quiet()
    await walk.through(
        "/checkin",
        "[Keep my answers]",
        "/checkin",
        "[6]",
        "[4]",
        "[Done]",
        "/progress",
        "/report",
        "/checkin 8",
        "[Skip]",
    )
    await walk.through(
        "/tip", "[Keep]", "/tip", "[Keep]", "/saved", *["[Keep]", "/tip"] * 8, "/saved", "[Older]"
    )
    await walk.through("/tip", "[Why this one?]", "/start t_no-such-tip", "/techniques", "[Shiatsu]")
    await walk.through(
        "/safety", "[Osteoporosis", "/seekhelp", "[See someone today]", "[Call now", "[Pregnant"
    )
    await walk.through(
        "[Check my signs]", *["[No]"] * 3, "[Back]", *["[No]"] * 4, "[More questions]", "[Yes]", "[Back]"
    )
    await walk.through(
        "[Thoughts of", "/help", "/settings", "[How often]", "[Settings]", "[Topics]", "[Sleep]"
    )
    await walk.through("[Settings]", "[Pause]", "[3 days]", "/resume", "/stop", "/resume", "/settings")
    await walk.through(
        "[Health answers]", "[Keep them]", "[Check-in time]", "/settings", "[Health checklist]"
    )
    await walk.through(
        "[Pregnant", "[Fever", "[Done", "I had a fall", "[Nothing has changed]", "I had a fall"
    )
    await walk.through(
        "[Go over", "[Osteoporosis", "/delete", "[No, keep it]", "/delete", "hello", "/feedback"
    )
    walk.seen["mt|sleep|1"] = chat.last  # made by older versions only
    walk.seen["tb|1772434800|0"] = chat.last  # below an alarm that a tap of the check raised
    walk.seen |= dict.fromkeys(("sb|2026-03-02", "rn|2026-03-02|1", "rw|2026-03-02|3"), chat.last)
    walk.seen |= {"sk|2026-03-02": chat.last, "ds": chat.last, "aq": chat.last, "mo|sleep": chat.last}
    session = (
        "jk|2026-03-02|shiatsu",
        "ji|2026-03-02|shiatsu",
        "jr|2026-03-02|shiatsu|0",
        "jt|2026-03-02|heat",
    )
    follow = (
        "ja|2026-03-02|3",
        "jx|2026-03-02",
        "jn|2026-03-02",
        "jw|2026-03-05|1",
        "jm|2026-03-09",
        "jz",
        "jc",
    )
    first = ("jo", "js|0", "jd|2026-03-02", "jp|2026-03-05|shiatsu", "jb|2026-03-02|shiatsu|5", "jq")
    walk.seen |= dict.fromkeys((*first, *session, *follow), chat.last)
    walk.seen |= {"sq|0": chat.last, "tn|2026-03-02|1": chat.last, "rm": chat.last}
    walk.seen |= {f"cs|e-both-legs|{answer}": chat.last for answer in ("yes", "no", "not-sure")}
    await walk.through("/settings", "[Country]", "[Ireland]", "I want to kill myself", "[Pause daily")
    await chat.lives(days=1.5)
    walk.look()
    for _ in range(8):
        await chat.lives(days=1)
        walk.look()
    review = next(message for data, message in walk.seen.items() if data == "rv")
    await chat.taps_data("rv", review)
    walk.look()
    return walk


async def _tap(chat: Chat, data: str, message: Message | int) -> str:
    """Tap a button, and say what is wrong with the answer, if anything."""
    before = chat.bot.sandbox.calls()[-1].number
    chat.bot.sandbox.tap(chat.person, message, data=data, force=True)
    await chat.bot.sandbox.idle()
    shown = [call for name in SHOWS for call in chat.bot.sandbox.calls(name, before)]
    if not shown and not chat.toast():
        return f"{data}: nothing to be seen"
    if FAILURE in chat.last.text:
        return f"{data}: {chat.last.text}"
    return ""


async def test_every_button_ever_shown_is_answered_weeks_later_and_after_deleting(chat: Chat) -> None:
    walk = await _see_every_button(chat)
    operators = {code for code, kind in Callback.kinds.items() if kind.__module__.endswith("operator")}
    assert {data.split("|")[0] for data in walk.seen} == set(Callback.kinds) - operators
    old = sorted(walk.a_few_of_each_kind(), key=lambda data: data == "dd")  # deleting comes last
    chat.bot.sandbox.advance(timedelta(weeks=3).total_seconds())
    await chat.bot.quiet()
    faults = [await _tap(chat, data, walk.seen[data]) for data in old]
    assert list(filter(None, faults)) == []
    assert not any((await chat.stored()).values())
    faults = [await _tap(chat, data, walk.seen[data]) for data in old]
    assert list(filter(None, faults)) == []
    assert not any((await chat.stored()).values())
    assert await chat.lives(days=2) == []


async def test_an_old_button_on_a_message_that_is_gone_is_answered_with_a_new_one(chat: Chat) -> None:
    await chat.subscribes()
    for data in ("se", "nt", "lt", "lc", "oh", "rd|2026-03-02", "sh|urgent"):
        assert await _tap(chat, data, 987654) == ""


GARBAGE = (
    "x",
    "|",
    "||||",
    "zz|1",
    "rp",
    "rp|2026-03-02",
    "rp|yesterday|5",
    "rp|2026-03-02|five",
    "rp|2026-03-02|5|6",
    "rp|9999-12-31|5",
    "rp|0001-01-01|5",
    "rd|9999-12-31",
    "rd|0001-01-01",
    "si|0001-01-01",
    "sn|9999-12-31",
    "cz|Mars/Olympus",
    "cz|../../etc/passwd",
    "cz|",
    "ch|tip|99999999",
    "ch|tip|-1",
    "ch|broadcast|5",
    "pa|0",
    "pa|-3",
    f"pa|{'9' * 50}",
    "rt|no-such-tip|1",
    "rt|no-such-tip|2",
    "sm|no-such-tip|bal",
    "sw|no-such-tip|bal",
    "sm|x|because",
    "st|no-such",
    "so|no-such",
    "sh|later",
    "tk|no-such|1",
    "mt|no-such|1",
    "tw|no-such|more",
    "tw|sleep|most",
    "mq|9999-12-31",
    "as|2026-03-02|no-such|",
    "as|2026-03-02|legs|",
    "as|0001-01-01|legs|n",
    "an|2026-03-02|legs|n|maybe",
    "an|2026-03-02|legs|u|no",
    "an|2026-03-02|control|n|yes",
    "an|2026-03-02|no-such|nnn|yes",
    "an|2026-03-02|coping|nnnnnnnnnnn|no",
    "ah|review",
    "ch|review|480",
    "dc|no-such",
    "cs|no-such|yes",
    "cs|e-saddle|perhaps",
    "cs|e-saddle",
    "gh",
    "gh|2",
    "cn|atlantis",
    "cn",
    "ot|no-such-tip",
    "sv|no-such-tip|1",
    "sl|-1",
    "sl|101",
    "td|2026-03-02|slept-badly|1",
    "td|9999-12-31|slept-badly|1",
    "td|2026-03-02|danced|1",
    "cc|hourly",
    "gc|maybe",
    "xg|1",
    "xs|1",
    "xz|1|Europe/Berlin",
    "xc|1|hourly",
    "xt|99999999999999999999",
    "xi|0",
    "xr|1|thanks",
    "'; DROP TABLE profiles; --",
    "<b>",
    "💥" * 16,
    "\u202e",
    "a" * 64,
    "se|",
    "se|1",
    " se",
    "SE",
)


async def test_garbage_is_answered_and_changes_nothing_it_should_not(bot: RunningBot) -> None:
    subscriber, stranger = bot.chat(), bot.newcomer()
    await subscriber.subscribes()
    await stranger.says("hello")
    for chat in (stranger, subscriber):
        message = chat.last
        faults = [await _tap(chat, data, message) for data in GARBAGE]
        assert list(filter(None, faults)) == []
    assert not any((await stranger.stored()).values())
    profile = (await subscriber.stored())["profiles"][0]
    assert (profile["zone"], profile["cadence"], profile["paused_until"]) == ("Europe/Berlin", "daily", None)
    assert profile["sealed_health"]["conditions"] is None
    assert profile["sealed_taste"]["muted"] == []


async def test_a_forged_score_off_the_scale_is_never_stored(chat: Chat) -> None:
    await chat.subscribes()
    for data in (
        "rp|2026-03-02|99",
        "rp|2026-03-02|-5",
        "rs|2026-03-02|99|5",
        "rs|2026-03-02|5|-1",
        "ss|2026-03-02|11",
    ):
        await chat.taps_data(data)
    assert (await chat.stored())["checkins"] == []


async def test_the_same_tap_twice_is_as_good_as_once(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    await chat.transcript(("/checkin", "How strong"))
    for label in ("6", "4", "Done"):
        message, data = chat.last, chat.last.data[label]
        for _ in range(2):
            chat.bot.sandbox.tap(chat.person, message, data=data, force=True)
        await chat.bot.sandbox.idle()
    assert "Pain 6, stress 4" in chat.last.text
    assert [row["sealed_answer"]["pain"] for row in (await chat.stored())["checkins"]] == [6]


async def test_two_taps_at_once_through_start_subscribe_once_and_end_on_the_welcome(chat: Chat) -> None:
    shown = await chat.says("/start")
    for _ in range(4):  # consent, zone, hour, checklist: one message that edits itself
        data = next(iter(chat.replies[0].data.values()))
        for _ in range(2):
            chat.bot.sandbox.tap(chat.person, shown, data=data, force=True)
        await chat.bot.sandbox.idle()
    await chat.bot.quiet()
    assert len((await chat.stored())["deliveries"]) == 1
    assert "You are all set" in chat.replies[0].text


async def test_two_different_taps_at_once_end_on_the_later_one(chat: Chat) -> None:
    await chat.subscribes()
    message = await chat.says("/checkin")
    for label in ("3", "7"):
        chat.bot.sandbox.tap(chat.person, message, data=message.data[label], force=True)
    await chat.bot.sandbox.idle()
    assert chat.last.text.startswith("Pain 7.")


async def test_what_a_stranger_is_told_about_an_old_tip_is_true(chat: Chat) -> None:
    """We know nothing about them: neither their choices nor their health."""
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    for _ in range(12):
        await chat.says("/tip")
    old = [message for message in chat.replies if "Helpful" in message.labels]
    await chat.transcript(("/delete", "Delete everything"), ("[Yes", "is deleted"))
    for message in old:
        await chat.taps_data(message.data["Helpful"], message)
        assert "You chose" not in chat.toast()
        await chat.taps_data(message.data["More"], message)
        assert "what I know about your health" not in chat.last.text
