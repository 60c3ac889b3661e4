"""The check of signs where a tap comes late: a yes is never thrown away."""

from datetime import timedelta

import pytest

from bot.domain.sign_check import Reply
from bot.domain.states import IDLE
from bot.handlers import sign_check
from bot.handlers.context import Desk
from bot.handlers.visit import Visit
from bot.views import callbacks
from bot.views.sign_check import BEGIN_AGAIN, HELP_TODAY
from tests.member import MEMBER, NOW, TODAY

VISIT = Visit(7, MEMBER, IDLE, NOW)
YESTERDAY = TODAY - timedelta(days=1)
AGAIN = BEGIN_AGAIN.split(",", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("question", "given", "reply", "begins"),
    [
        ("legs", "n", Reply.YES, "<b>Call your"),
        ("legs", "n", Reply.NOT_SURE, "<b>Call your"),
        ("legs", "nnnnn", Reply.YES, "<b>Call your"),  # the questions have changed since
        ("unwell", "nnnn", Reply.YES, "<b>Get medical"),
        ("coping", "nnnnn", Reply.YES, "I&#x27;m so sorry"),
        ("coping", "nnnnu", Reply.NO, "<b>Get medical"),  # the yes of yesterday
        ("legs", "n", Reply.NO, AGAIN),
        ("coping", "nnnnn", Reply.NO, AGAIN),
        ("birth", "", Reply.YES, AGAIN),  # it only leads to other questions
        ("retired", "n", Reply.YES, AGAIN),
    ],
)
def test_after_midnight_a_yes_still_raises_the_alarm_and_only_a_no_begins_again(
    desk: Desk, question: str, given: str, reply: Reply, begins: str
) -> None:
    turn = sign_check.answered(VISIT, desk, callbacks.AnswerSign(YESTERDAY, question, given, reply))
    assert turn.screens[0].text.startswith(begins)
    assert (turn.profile is not None) == (begins != AGAIN)


def test_back_to_a_question_of_yesterday_keeps_what_was_told_before_it(desk: Desk) -> None:
    turn = sign_check.back(VISIT, desk, callbacks.AskSign(YESTERDAY, "coping", "nnnnu"))
    assert turn.screens[0].text.startswith("<b>Get medical")


def test_after_an_urgent_yes_every_question_begins_with_what_to_do(desk: Desk) -> None:
    answer = callbacks.AnswerSign(TODAY, "unwell", "nnnn", Reply.YES)
    assert sign_check.answered(VISIT, desk, answer).screens[0].text.startswith(f"{HELP_TODAY}\n\nQuestion 6")
    answer = callbacks.AnswerSign(TODAY, "unwell", "nnnn", Reply.NO)
    assert sign_check.answered(VISIT, desk, answer).screens[0].text.startswith("Question 6")
