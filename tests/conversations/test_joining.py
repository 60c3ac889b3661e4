"""/start, from hello to the first tip."""

from bot.domain.library import Library
from tests.running_bot import Chat, RunningBot

YES, NO, SKIP = "[Yes, keep my answers]", "[No, just send tips]", "[Skip, gentle tips only]"
ZONE, HOUR, CHECKLIST = "What time is it where you are?", "When would you like", "Does any of this fit you?"
URGENT = "Get medical help today"
UNRATED = ["More", "Why this one?", "Keep", "Share"]
TIP_BUTTONS = ["Helpful", "Not for me", *UNRATED]
NO_ADVICE: dict[str, object] = {"advised": {}, "summarised": None}


async def test_pressing_the_first_button_all_the_way_ends_subscribed_with_a_tip(chat: Chat) -> None:
    await chat.says("/start")
    for _ in range(4):  # consent, zone, hour, checklist: one message that edits itself
        first = chat.replies[0].labels[0]
        assert not first.startswith("None of these")
        await chat.taps(first)
    await chat.bot.quiet()
    welcome, tip = chat.replies
    assert "You are all set" in welcome.text
    assert tip.labels == TIP_BUTTONS


async def test_start_again_goes_on_where_it_was_left_and_never_subscribes_twice(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep your health answers?"),
        ("hello?", "Please tap one of the buttons."),
        (YES, ZONE),
        ("/start", ZONE),
        ("berlin", HOUR),
        ("/start", HOUR),
        ("/cancel", HOUR),
        ("8am", CHECKLIST),
        ("/start", CHECKLIST),
        ("none", "Please tap one of the buttons."),
    )
    await chat.transcript((SKIP, "You are all set"))
    await chat.bot.quiet()
    await chat.transcript(("/start", "Settings"))
    assert sum("You are all set" in message.text for message in chat.replies) == 1
    assert len(await chat.lives(hours=2)) == 0


async def test_the_welcome_says_what_this_is_who_runs_it_and_that_no_is_a_real_choice(chat: Chat) -> None:
    welcome = await chat.says("/start")
    for piece in (
        "one good tip",
        "run by",
        "18 and over",
        "automated",
        "encrypted",
        "/delete",
        "If you say no",
    ):
        assert piece in welcome.text
    assert welcome.labels == ["Yes, keep my answers", "No, just send tips"]


async def test_without_consent_nothing_about_health_is_asked_for_or_stored(chat: Chat) -> None:
    tip = await chat.declines("Mumbai", "8:30")
    assert not any("I ask how you are" in message.text for message in chat.replies)
    assert tip.labels == UNRATED
    await chat.transcript(
        ("[Why this one?]", "gentle set"),
        ("6 4", "cannot record a check-in"),
        ("/checkin 6 4", "cannot record a check-in"),
        ("/settings", "Check-in: off"),
        ("/privacy", "For you they are not kept"),
    )
    assert (await chat.says("/tip")).labels == UNRATED
    assert "Helpful" not in (await chat.taps("More")).labels
    assert not {"Health checklist", "Check-in time"} & set((await chat.says("/settings")).labels)
    came = await chat.lives(days=3)
    assert len(came) == 3
    assert all(message.labels == UNRATED for message in came if "More" in message.labels)
    assert not any("How is your back" in message.text for message in came)
    stored = await chat.stored()
    (profile,) = stored["profiles"]
    assert profile["sealed_health"] == {"answered": False, "conditions": None, **NO_ADVICE}
    assert profile["sealed_taste"]["liked"] == profile["sealed_taste"]["disliked"] == []
    assert stored["checkins"] == stored["feedback"] == []
    assert {row["kind"] for row in stored["deliveries"]} == {"tip"}


async def test_taps_on_somebody_elses_kind_of_buttons_store_nothing_without_consent(chat: Chat) -> None:
    await chat.declines()
    tip = (await chat.stored())["deliveries"][0]["sealed_choice"]["tip"]
    before = (await chat.stored())["profiles"]
    for data in (
        f"rt|{tip}|0",
        "tk|osteoporosis|1",
        "fc",
        "sc",
        "rp|2026-03-02|6",
        "rs|2026-03-02|6|4",
        "oc",
    ):
        await chat.taps_data(data)
    stored = await chat.stored()
    assert stored["profiles"] == before
    assert stored["checkins"] == []


async def test_a_zone_is_found_by_city_name_or_offset(bot: RunningBot) -> None:
    for typed, zone in {
        "berlin": "Europe/Berlin",
        "  BERLIN  ": "Europe/Berlin",
        "Europe/Berlin": "Europe/Berlin",
        "Boston": "America/New_York",
        "UTC+2": "UTC+02:00",
        "+5:30": "UTC+05:30",
    }.items():
        chat = bot.newcomer()
        await chat.transcript(("/start", "May I keep"), (YES, ZONE), (typed, HOUR))
        assert (await chat.stored())["profiles"][0]["zone"] == zone


async def test_a_place_that_is_unknown_or_not_the_only_one_is_asked_about_again(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep"),
        (YES, ZONE),
        ("<b>Xyzzyville</b>", "I don't know that place"),
        ("UTC+99", "I don't know that place"),
        ("Berln", "Did you mean one of these?"),
        ("[Somewhere else]", ZONE),
        ("London", "Which one do you mean?"),
    )
    assert [label.split(" (")[0] for label in chat.last.labels] == [
        "London, United Kingdom",
        "London, Canada",
        "Somewhere else",
    ]
    await chat.transcript(("[London, Canada", HOUR))
    assert (await chat.stored())["profiles"][0]["zone"] == "America/Toronto"


async def test_a_shared_location_gives_the_zone_and_is_not_kept(chat: Chat) -> None:
    await chat.transcript(("/start", "May I keep"), (YES, ZONE), ("[Share my location]", "forget the place"))
    chat.bot.sandbox.press(chat.person, "Share my location", latitude=19.08, longitude=72.88)
    await chat.bot.sandbox.idle()
    assert "When would you like" in chat.last.text
    assert chat.bot.sandbox.keyboard(chat.person) == []
    stored = await chat.stored()
    assert stored["profiles"][0]["zone"] == "Asia/Kolkata"
    assert not any(piece in str(stored) for piece in ("19.08", "72.88"))


async def test_the_location_keyboard_goes_away_when_it_is_cancelled_or_the_city_is_typed(chat: Chat) -> None:
    await chat.transcript(("/start", "May I keep"), (YES, ZONE), ("[Share my location]", "forget the place"))
    chat.bot.sandbox.press(chat.person, "Cancel")
    await chat.bot.sandbox.idle()
    assert ZONE in chat.last.text
    assert chat.bot.sandbox.keyboard(chat.person) == []
    await chat.transcript(("[Share my location]", "forget the place"), ("Boston", HOUR))
    assert chat.bot.sandbox.keyboard(chat.person) == []


async def test_an_hour_is_read_as_people_type_it_and_nonsense_is_met_kindly(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep"),
        (YES, ZONE),
        ("berlin", HOUR),
        ("25:00", "could not read that as a time"),
        ("8:75", "could not read that as a time"),
        ("after breakfast", "could not read that as a time"),
        ("8:30", CHECKLIST),
    )
    assert (await chat.stored())["profiles"][0]["tip_minute"] == 8 * 60 + 30


async def test_what_is_ticked_is_kept_and_a_tick_can_be_taken_back(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep"),
        (YES, ZONE),
        ("berlin", HOUR),
        ("[08:00]", CHECKLIST),
        ("[Osteoporosis", CHECKLIST),
        ("[Pregnant", CHECKLIST),
        ("[Pregnant", CHECKLIST),
        ("[Done, 1 ticked]", "You are all set"),
        ("/settings", "Health checklist: 1 ticked"),
    )
    assert list((await chat.stored())["profiles"][0]["sealed_health"]["conditions"]) == ["osteoporosis"]


async def test_none_of_these_opens_the_whole_library_and_skipping_only_the_gentle_set(
    chat: Chat, library: Library
) -> None:
    await chat.subscribes()
    skipped = await chat.stored()
    assert skipped["profiles"][0]["sealed_health"] == {"answered": True, "conditions": None, **NO_ADVICE}
    for _ in range(6):
        await chat.says("/tip")
    seen = (await chat.stored())["profiles"][0]["sealed_taste"]["seen"]
    assert len(seen) == 7
    assert all(library.tips[tip].safe_set for tip in seen)
    await chat.transcript(
        ("/settings", "not filled in"),
        ("[Health checklist]", CHECKLIST),
        ("[None of these]", "whole library"),
    )
    health = (await chat.stored())["profiles"][0]["sealed_health"]
    assert health == {"answered": True, "conditions": {}, **NO_ADVICE}


async def test_somebody_who_ticks_all_of_it_gets_the_urgent_message_and_no_tip(
    chat: Chat, library: Library
) -> None:
    await chat.transcript(("/start", "May I keep"), (YES, ZONE), ("berlin", HOUR), ("8am", CHECKLIST))
    for condition in library.conditions.values():
        await chat.taps(condition.label)
    await chat.transcript((f"[Done, {len(library.conditions)} ticked]", URGENT), ("/tip", URGENT))


async def test_a_suspected_clot_gets_only_the_urgent_message_then_and_at_the_next_slot(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep"),
        (YES, ZONE),
        ("berlin", HOUR),
        ("8am", CHECKLIST),
        ("[Sore, swollen leg", CHECKLIST),
        ("[Osteoporosis", CHECKLIST),
        ("[Done", URGENT),
    )
    assert "Do not massage" in chat.last.text
    assert chat.last.labels == ["When to get help", "It has been checked"]
    await chat.transcript(("/tip", URGENT), ("/technique shiatsu", "Leave out for now"))
    came = [message for message in await chat.lives(days=2) if "How is your back" not in message.text]
    assert [message.text.split("\n")[0] for message in came] == [URGENT, URGENT]
    assert "Helpful" not in [label for message in chat.replies for label in message.labels]
    await chat.transcript(
        ("[It has been checked]", CHECKLIST),
        ("[Sore, swollen leg", CHECKLIST),
        ("[Done, 1 ticked]", "leave out what does not suit you"),
        ("/settings", "1 ticked"),
    )
    assert TIP_BUTTONS in [message.labels for message in await chat.lives(days=1)]


async def test_ticks_are_never_lost_by_a_detour_before_done(bot: RunningBot) -> None:
    """The button "Done, 1 ticked" must never store "none of these"."""
    lost = []
    for detour in ("/tip", "/techniques", "/safety", "/checkin", "/feedback", "[0]"):
        chat = bot.newcomer()
        await chat.subscribes()
        await chat.transcript(
            ("/checkin", "How is your back"),
            ("/settings", "Settings"),
            ("[Health checklist]", CHECKLIST),
            ("[Osteoporosis", CHECKLIST),
        )
        await (chat.taps("0") if detour == "[0]" else chat.says(detour))
        await chat.taps("Done, 1 ticked")
        conditions = (await chat.stored())["profiles"][0]["sealed_health"]["conditions"]
        if conditions is not None and "osteoporosis" not in conditions:
            lost.append(detour)
    assert lost == []


async def test_a_command_in_the_middle_does_not_end_in_a_dead_end(bot: RunningBot) -> None:
    """After a detour, the answer to the open question still counts, or the question is put again."""
    dead_ends = []
    for detour in ("/tip", "/techniques", "/help", "/privacy", "/seekhelp", "/safety", "/pause 3"):
        chat = bot.newcomer()
        await chat.transcript(("/start", "May I keep"), (YES, ZONE))
        await chat.says(detour)
        answer = await chat.says("Berlin")
        if ZONE not in answer.text and HOUR not in answer.text:
            dead_ends.append(detour)
    assert dead_ends == []


async def test_whoever_does_something_else_in_the_middle_of_start_is_led_back(bot: RunningBot) -> None:
    lost = []
    for detour in (
        ("/checkin 6 4", "[Done]"),
        ("/checkin", "[Skip]"),
        ("/feedback", "nice"),
        ("/feedback nice",),
    ):
        chat = bot.newcomer()
        await chat.transcript(("/start", "May I keep"), (YES, ZONE), ("berlin", HOUR))
        await chat.transcript(*((step, "") for step in detour))
        answer = await chat.says("8am")
        if HOUR not in answer.text and CHECKLIST not in answer.text:
            lost.append(detour)
    assert lost == []


async def test_a_stop_in_the_middle_of_start_is_a_stop_and_start_goes_on(chat: Chat) -> None:
    await chat.transcript(
        ("/start", "May I keep"),
        (YES, ZONE),
        ("stop", "no more messages from me"),
        ("/start", ZONE),
    )


async def test_a_pause_before_the_first_tip_does_not_swallow_it(chat: Chat) -> None:
    """The words "Here is the first one now" must be true, or not be said."""
    await chat.transcript(
        ("/start", "May I keep"), (YES, ZONE), ("berlin", HOUR), ("/pause 3", ""), ("/start", HOUR)
    )
    await chat.transcript(("8am", CHECKLIST))
    await chat.taps("Skip, gentle tips only")
    await chat.bot.quiet()
    was_promised = any("Here is the first one now" in message.text for message in chat.replies)
    assert was_promised == any(message.labels == TIP_BUTTONS for message in chat.replies)


async def test_a_link_names_its_source_once_and_unknown_links_do_no_harm(chat: Chat) -> None:
    await chat.transcript(("/start s_clinic-7", "May I keep"), ("/start s_other", "May I keep"))
    assert (await chat.stored())["profiles"][0]["source"] == "clinic-7"
    await chat.transcript((YES, ZONE), ("/start zzz", ZONE), (f"/start {'x' * 4000}", ZONE))
    stranger = chat.bot.newcomer()
    await stranger.transcript(("/start <b>&", "May I keep"))
    assert (await stranger.stored())["profiles"][0]["source"] is None


async def test_a_link_to_a_tip_opens_it_through_that_persons_own_filter(chat: Chat, library: Library) -> None:
    gentle = next(tip for tip in library.tips.values() if tip.safe_set and not tip.only_for)
    strong = next(tip for tip in library.tips.values() if not tip.safe_set)
    await chat.subscribes()
    await chat.transcript(
        (f"/start t_{gentle.id}", gentle.title),
        (f"/start t_{strong.id}", "is not one I would send you"),
        ("[A tip for me]", ""),
        ("/start t_no-such-tip", "retired"),
        ("/start t_", "Settings"),
    )
