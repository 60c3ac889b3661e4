"""Every rule on check-ins, as people meet it in the chat; and not again within its gap."""

import pytest

from bot.domain.advice import ELSEWHERE, Advice
from bot.views.advice import SENTENCES
from tests.running_bot import Chat

# What was answered before (pain, stress, days ago), what is answered now, and what then leads on.
CASES: dict[Advice, tuple[list[tuple[int, int, range]], str, str]] = {
    Advice.VERY_SEVERE: ([], "9 3", "Check my signs"),
    Advice.BOTH_HIGH: ([], "7 8", "Who I can talk to"),
    Advice.SEVERE: ([], "7 3", "Check my signs"),
    Advice.RISE: ([(3, 3, range(1, 6))], "6 3", "Check my signs"),
    Advice.STRESS_RUN: ([(2, 7, range(1, 14))], "2 7", "When to get help"),
    Advice.PERSIST: ([(4, 3, range(1, 42))], "4 3", "When to get help"),
    Advice.STRESS_DAY: ([], "2 8", "A breathing exercise"),
    Advice.SOFT_PERSIST: ([(3, 3, range(1, 28))], "3 3", "When to get help"),
    Advice.LONG_TERM: ([(3, 3, range(1, 84))], "3 3", "When to get help"),
    Advice.BETTER: ([(5, 3, range(30, 37)), (2, 3, range(1, 6))], "2 3", "Done"),
}


@pytest.mark.parametrize("advice", Advice, ids=str)
async def test_a_rule_is_told_at_its_threshold_with_the_way_on_and_is_remembered(
    chat: Chat, advice: Advice
) -> None:
    before, answer, label = CASES[advice]
    await chat.subscribes()
    for pain, stress, days_ago in before:
        await chat.has_answered(pain, *days_ago, stress=stress)
    shown = await chat.says(f"/checkin {answer}")
    assert SENTENCES[advice] in shown.text
    assert label in shown.labels
    if int(answer[0]) >= 7:
        assert "emergency number" in shown.text
    [profile] = (await chat.stored())["profiles"]
    assert advice.value in profile["sealed_health"]["advised"]


async def test_an_alert_is_not_repeated_within_three_days_but_the_way_to_help_stays(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 7 2", SENTENCES[Advice.SEVERE]))
    for _ in range(2):
        await chat.lives(days=1)
        shown = await chat.says("/checkin 7 2")
        assert SENTENCES[Advice.SEVERE] not in shown.text
        assert "emergency number" in shown.text
        assert shown.labels[0] == "Check my signs"
    await chat.lives(days=1)
    await chat.transcript(("/checkin 7 2", SENTENCES[Advice.SEVERE]))


async def test_pain_of_nine_is_told_every_day(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 9 2", SENTENCES[Advice.VERY_SEVERE]))
    await chat.lives(days=1)
    await chat.transcript(("/checkin 9 2", SENTENCES[Advice.VERY_SEVERE]))


async def test_a_score_put_right_at_once_is_answered_anew(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(
        ("/checkin 7 2", SENTENCES[Advice.SEVERE]),
        ("[Change]", "How strong was your back pain"),
        ("[8]", "How stressed"),
        ("[2]", SENTENCES[Advice.SEVERE]),
        ("[I slept badly]", SENTENCES[Advice.SEVERE]),
    )


async def test_the_breathing_exercise_opens_through_the_persons_own_filter(chat: Chat) -> None:
    await chat.subscribes()
    await chat.transcript(("/checkin 2 9", SENTENCES[Advice.STRESS_DAY]), ("[A breathing exercise]", "elax"))


async def test_after_an_alarm_nothing_is_said_of_scores_but_the_way_to_help(chat: Chat) -> None:
    await chat.subscribes()
    await chat.says("I have lost control of my bladder")
    shown = await chat.says("/checkin 8 9")
    assert SENTENCES[Advice.SEVERE] not in shown.text
    assert SENTENCES[Advice.BOTH_HIGH] not in shown.text


async def test_words_of_danger_override_every_rule(chat: Chat) -> None:
    assert "r-text" in ELSEWHERE
    await chat.subscribes()
    await chat.says("/checkin 9 9")
    shown = await chat.says("I can't feel between my legs")
    assert not any(sentence in shown.text for sentence in SENTENCES.values())
    assert "emergency" in shown.text


async def test_a_yes_in_the_check_of_signs_is_answered_at_once_and_tips_rest(chat: Chat) -> None:
    assert "r-leg" in ELSEWHERE
    await chat.subscribes()
    await chat.transcript(("/checkin 7 2", "check your signs"), ("[Check my signs]", ""))
    await chat.transcript(("[Yes]", "emergency"))
    assert await chat.lives(days=1, hours=-12) == []


async def test_three_missed_days_bring_one_soft_line_and_then_silence(chat: Chat) -> None:
    assert "r-missed" in ELSEWHERE
    await chat.subscribes()
    texts = [message.text for message in await chat.lives(days=10)]
    assert sum("perfectly fine" in text for text in texts) == 1
    assert sum("How strong was your back pain" in text for text in texts) == 3
