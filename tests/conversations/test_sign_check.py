"""Check my signs: tapped through by strangers and subscribers, with and without a sign, and weeks later."""

from datetime import timedelta

from bot.domain.library import Library
from tests.running_bot import Chat, RunningBot

OPEN, NOTHING = "[Check my signs]", "You tapped No to all six. That rules nothing out."
CALL, TODAY, SOON = (
    "Call your emergency number now",
    "Get medical help today",
    "See a health professional soon",
)
AGAIN = "let us begin again"


def asks(number: int, total: int = 6) -> str:
    return f"Question {number} of {total}\n"


async def test_a_stranger_taps_no_six_times_then_through_the_long_form_and_nothing_is_kept(
    chat: Chat, library: Library
) -> None:
    shown = await chat.says("/seekhelp")
    assert shown.labels[0] == "Check my signs"
    await chat.transcript((OPEN, asks(1)))
    assert chat.last.id != shown.id
    for number in range(2, 7):
        await chat.transcript(("[No]", asks(number)))
    await chat.transcript(("[No]", NOTHING))
    assert chat.last.labels == ["More questions", "When to get help"]
    assert len(chat.replies) == 2  # one message that edited itself
    await chat.transcript(
        ("[More questions]", "Are you pregnant"),
        ("[Yes]", "If you are pregnant"),
        ("[Back]", "Are you pregnant"),
        ("[No]", asks(2, 8)),
        *[("[No]", asks(number, 8)) for number in range(3, 9)],
        ("[No]", "That still rules nothing out"),
    )
    await chat.transcript(("[When to get help]", CALL))
    assert not any((await chat.stored()).values())


async def test_the_first_yes_to_an_emergency_ends_it_and_not_sure_is_a_yes(bot: RunningBot) -> None:
    for label in ("[Yes]", "[Not sure]"):
        chat = bot.newcomer()
        await chat.transcript(("/seekhelp", CALL), (OPEN, asks(1)), ("[No]", asks(2)), (label, CALL))
        assert "Question" not in chat.last.text


async def test_an_urgent_yes_lasts_to_the_end_unless_it_is_taken_back(chat: Chat, library: Library) -> None:
    to_the_fifth = [("[No]", asks(number)) for number in range(2, 6)]
    await chat.transcript(
        ("/seekhelp", CALL),
        (OPEN, asks(1)),
        *to_the_fifth,
        ("[Yes]", asks(6)),
        ("[No]", TODAY),
        ("/seekhelp", CALL),
        (OPEN, asks(1)),
        *to_the_fifth,
        ("[Yes]", asks(6)),
        ("[Back]", asks(5)),
        ("[No]", asks(6)),
        ("[No]", NOTHING),
        ("/seekhelp", CALL),
        (OPEN, asks(1)),
        *to_the_fifth,
        ("[Yes]", asks(6)),
        ("[Yes]", library.seek_help.crisis.split("\n", maxsplit=1)[0]),
    )


async def test_whoever_ticked_pregnancy_is_asked_about_it_without_being_asked_whether(chat: Chat) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Pregnant")
    await chat.transcript(
        ("/seekhelp", CALL),
        (OPEN, asks(1)),
        *[("[No]", "")] * 6,
        ("[More questions]", "If you are pregnant"),
        ("[Yes]", asks(2, 8)),
        *[("[No]", "")] * 6,
        ("[No]", TODAY),
    )


async def test_a_button_of_another_day_or_to_a_question_that_is_gone_begins_again(chat: Chat) -> None:
    await chat.transcript(("/seekhelp", CALL), (OPEN, asks(1)), *[("[No]", "")] * 5)
    answer, back = chat.last.data["No"], chat.last.data["Back"]
    await chat.taps("No")
    more = chat.last.data["More questions"]
    for data in (answer.replace("coping", "retired"), answer.replace("nnnnn", "nnnsn"), "as|2026-03-02||"):
        await chat.taps_data(data)
        assert AGAIN in chat.last.text
        assert asks(1) in chat.last.text
    chat.bot.sandbox.advance(timedelta(days=20).total_seconds())
    for data in (answer, back, more):
        await chat.taps_data(data)
        assert AGAIN in chat.last.text
        assert asks(1) in chat.last.text
    await chat.transcript(("[No]", asks(2)))


async def test_severe_pain_offers_the_check_first_and_leaves_the_check_in_open(chat: Chat) -> None:
    await chat.subscribes()
    shown = await chat.says("8 3")
    assert shown.labels[0] == "Check my signs"
    await chat.transcript((OPEN, asks(1)), ("[No]", asks(2)), ("since the garden", "Your note is saved"))
    await chat.transcript(("[No]", asks(3)))
    [checkin] = (await chat.stored())["checkins"]
    assert checkin["sealed_answer"]["note"] == "since the garden"


async def test_a_sudden_rise_offers_the_check_first_however_it_was_told(chat: Chat) -> None:
    await chat.subscribes()
    for _ in range(5):
        shown = await chat.says("/checkin 3 3")
        assert "Check my signs" not in shown.labels
        await chat.lives(days=1)
    await chat.transcript(("/checkin", "How strong"), ("[5]", "How stressed"))
    for said in ("[3]", "[I slept badly]", "5 3", "/checkin 6 2"):
        shown = await (chat.taps(said[1:-1]) if said.startswith("[") else chat.says(said))
        assert shown.labels[0] == "Check my signs", said
        assert "more than your usual" in shown.text
    assert "Check my signs" not in (await chat.says("/checkin 4 2")).labels
    await chat.transcript(
        ("/checkin", "How strong"), ("[6]", "How stressed"), ("[Skip]", "more than your usual")
    )
