"""/techniques, /technique, /safety and /seekhelp: for strangers, for the healthy, and for the frail."""

from bot.domain.library import Library
from tests.running_bot import Chat

CALL_NOW, TODAY, SOON = (
    "Call your emergency number now",
    "Get medical help today",
    "See a health professional soon",
)


async def test_a_stranger_may_look_up_everything_and_nothing_is_kept(chat: Chat, library: Library) -> None:
    await chat.transcript(
        ("/techniques", "Tap one to see whether it suits you"),
        ("[Shiatsu]", "I know nothing about your health"),
        ("/technique", "Tap one to see whether it suits you"),
        ("/technique shiatsu", "I know nothing about your health"),
        ("[All techniques]", "Tap one"),
        ("/safety", "what to watch with which condition"),
        ("[Osteoporosis", "Bones that have thinned"),
        ("[All conditions]", "what to watch"),
        ("/seekhelp", CALL_NOW),
        ("/help", "What I can do"),
        ("/privacy", "What I keep"),
    )
    techniques = await chat.says("/techniques")
    assert techniques.labels == [technique.name for technique in library.techniques.values()]
    assert not any((await chat.stored()).values())


async def test_every_technique_fits_on_one_screen_and_says_what_to_do_how_sure_and_who_should_take_care(
    chat: Chat, library: Library
) -> None:
    for technique in library.techniques.values():
        shown = await chat.says(f"/technique {technique.name}")
        assert shown.text.startswith(technique.name)
        for piece in (technique.what, "Who should take care", "At home", "How sure are we?", "Sources:"):
            assert piece in shown.text
        assert {"All techniques", "When to get help"} <= set(shown.labels)


async def test_spelling_is_forgiven_and_nonsense_leads_to_the_list(chat: Chat) -> None:
    await chat.transcript(
        ("/technique shiatzu", "A Japanese style"),
        ("/technique SHIATSU please", "A Japanese style"),
        ("/technique deep tissue", "Deep tissue massage"),
        ("/technique mass", "This is what I have on “mass”"),
        ("/technique nonsense", "I have nothing on “nonsense”"),
        ("[All techniques]", "Tap one"),
        ('/technique <b>&"</b>', 'I have nothing on “<b>&"</b>”'),
        ("/safety brittle bones", "Bones that have thinned"),
        ("/safety OSTEOPOROSIS", "Bones that have thinned"),
        ("/safety osteoprosis", "Bones that have thinned"),
        ("/safety xyzzy", "I have nothing on “xyzzy”"),
        ("[All conditions]", "what to watch"),
    )


async def test_the_verdict_for_this_person_comes_first_and_something_else_is_offered(
    chat: Chat, library: Library
) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis")
    avoided = await chat.says("/technique thai")
    title, verdict = avoided.text.split("\n\n")[:2]
    assert title == "Thai massage"
    assert verdict.startswith("Leave out for now\nOsteoporosis")
    assert "At home" not in avoided.text
    offered = [label for label in avoided.labels if label not in {"All techniques", "When to get help"}]
    assert offered
    for name in offered:
        await chat.says("/technique thai")
        assert (await chat.taps(name)).text.split("\n\n")[1].startswith("Fine for you")
    for words, verdict in {
        "massage": "Ask your doctor, midwife or physio first\nOsteoporosis",
        "acupressure": "Fine in a gentler form",
        "heat": "Fine for you",
    }.items():
        assert (await chat.says(f"/technique {words}")).text.split("\n\n")[1].startswith(verdict)


async def test_what_no_one_may_do_is_avoided_with_the_way_to_help(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Sore, swollen leg")
    shown = await chat.says("/technique heat")
    assert shown.text.split("\n\n")[1].startswith("Leave out for now\nA possible clot")
    assert "At home" not in shown.text
    assert "When to get help" in shown.labels


async def test_safety_answers_for_one_condition_and_the_lists_agree_with_the_verdicts(
    chat: Chat, library: Library
) -> None:
    shown = await chat.says("/safety")
    assert shown.labels == [*(each.label for each in library.conditions.values()), "When to get help"]
    for condition in library.conditions.values():
        text = (await chat.says(f"/safety {condition.name}")).text
        assert text.startswith(condition.name)
        assert condition.advice in text
        assert "Call your local emergency number" in text
        left_out = text.partition("Leave out: ")[2].split("\n")[0]
        for technique_id, verdict in condition.verdicts.items():
            name = library.techniques[technique_id].name
            assert (name in left_out.split(", ")) == (verdict == "avoid")


async def test_seekhelp_opens_with_the_most_urgent_and_leads_to_every_level(
    chat: Chat, library: Library
) -> None:
    shown = await chat.says("/seekhelp")
    assert shown.text.startswith(CALL_NOW)
    for sign in library.seek_help.levels[0].signs:
        assert sign.text in shown.text
    assert shown.labels == [
        "Check my signs",
        "See someone today",
        "See someone soon",
        "Pregnant, or a birth in the last year",
        "Thoughts of harming myself",
    ]
    await chat.transcript(
        ("[See someone today]", TODAY),
        ("[See someone soon]", SOON),
        ("[Pregnant", "in pregnancy and the year after birth"),
        ("[Call now", CALL_NOW),
    )


async def test_the_crisis_words_stand_alone(chat: Chat, library: Library) -> None:
    await chat.transcript(("/seekhelp", CALL_NOW))
    shown = await chat.taps("Thoughts of harming myself")
    assert shown.text == library.seek_help.crisis.strip()
    assert shown.labels == []
    assert "/seekhelp" not in shown.text


async def test_looking_for_help_does_not_lose_the_question_that_was_open(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin 9", "How stressed"),
        ("/seekhelp", CALL_NOW),
        ("[See someone today]", TODAY),
        ("[Thoughts of", "I'm so sorry"),
        ("4", "Pain 9, stress 4"),
        ("/seekhelp", CALL_NOW),
        ("better now", "Your note is saved"),
    )
