"""Which topics somebody wants tips on."""

from collections.abc import Sequence
from html import escape

from bot.domain.taste import Taste, TopicWish
from bot.views.callbacks import AskTopics, NextTip, SetTopic
from bot.views.screen import OPEN, TICKED, Button, Screen, bold, in_rows
from bot.views.words import SETTINGS, topic_name

_WISHES = {  # what a topic's button shows, and the wish that a tap on it leads to
    TopicWish.SOME: (TICKED, "", TopicWish.NONE),
    TopicWish.NONE: (OPEN, ": none", TopicWish.MORE),
    TopicWish.MORE: (TICKED, ": more", TopicWish.SOME),
}


def question(topics: Sequence[str], taste: Taste) -> Screen:
    buttons = []
    for topic in topics:
        mark, wish, after = _WISHES[taste.wish(topic)]
        buttons.append(Button(mark + topic_name(topic).capitalize() + wish, SetTopic(topic, after)))
    return Screen(
        bold("Topics you get tips on")
        + "\nTap one to leave it out, once more to get more of it, and again for as usual.",
        in_rows([*buttons, SETTINGS], 1),
    )


def more_saved(topic: str) -> Screen:
    return Screen(
        f"From now on you get more tips on {escape(topic_name(topic))}. The first one can come at once.",
        ((Button("A tip now", NextTip()), Button("Topics", AskTopics())),),
    )
