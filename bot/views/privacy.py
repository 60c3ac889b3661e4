"""What is kept, and how all of it is removed."""

from html import escape

from bot.views.callbacks import DeleteData, KeepData
from bot.views.screen import Button, Screen, bold, paragraphs
from bot.views.words import SETTINGS


def what_is_kept(operator: str, contact: str, keeps_health_answers: bool) -> Screen:
    reach = f" You can reach them at {escape(contact)}." if contact else " /feedback reaches them."
    health = "kept, encrypted" if keeps_health_answers else "not kept"
    return Screen(
        paragraphs(
            bold("What I keep"),
            f"This bot is run by {escape(operator)}.{reach}",
            "Always: your Telegram chat number, time zone, country if you chose one, hours, topics, how "
            "often I write, what I sent when, the tips you keep, the date of your consent, and the link you "
            "came by. After a warning sign also until when tips rest, but not why.",
            "With your consent: scores, notes, the health checklist, what you think of tips, and which "
            "warning signs I noticed, when, and what you answered; never the words you wrote. These are "
            f"encrypted, and no one who runs the bot is shown them. For you they are {health}.",
            "For everybody together, I count how often each kind of alarm came up. Those who run the bot see "
            "these counts.",
            "What you tell the people who run this with /feedback is encrypted too, and they read it.",
            "Never: your name, your phone number, where you are, or messages that are not answers.",
            "/delete removes everything at once. /settings lets you withdraw consent on its own.",
        ),
        ((SETTINGS,),),
    )


def delete_question() -> Screen:
    return Screen(
        paragraphs(
            bold("Delete everything I keep about you?"),
            "Settings, scores, notes, checklist and the record of tips are removed for good. Messages stop. "
            "What stands in this chat stays until you clear it in Telegram.",
        ),
        ((Button("No, keep it", KeepData()),), (Button("Yes, delete everything", DeleteData()),)),
    )


def deleted() -> Screen:
    return Screen(
        "Done. Everything I kept about you is deleted, and I will not write again. /start begins anew."
    )


def nothing_kept() -> Screen:
    return Screen("I keep nothing about you. /start begins, whenever you like.")


def kept() -> Screen:
    return Screen("Nothing was deleted.", ((SETTINGS,),))
