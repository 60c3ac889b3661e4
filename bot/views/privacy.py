"""What is kept, taken along and removed."""

from collections.abc import Mapping
from html import escape

from bot.domain.delivery import KEPT
from bot.domain.profile import Profile
from bot.views.callbacks import AskConsent, DeleteData, Export, KeepData
from bot.views.screen import Attachment, Button, Screen, bold, bullets, paragraphs
from bot.views.words import SETTINGS

_A_YEAR = 365  # days
_EXPORT = Button("A copy of it all", Export())


def span(days: int) -> str:
    """A number of days as people say it."""
    if days % _A_YEAR == 0:
        return "a year" if days == _A_YEAR else f"{days // _A_YEAR} years"
    return "a day" if days == 1 else f"{days} days"


def what_is_kept(operator: str, contact: str, keeps_health_answers: bool, retention_days: int) -> Screen:
    """`retention_days`: after how many days a profile that has stopped is erased."""
    reach = f" You can reach them at {escape(contact)}." if contact else " /feedback reaches them."
    health = "kept, encrypted" if keeps_health_answers else "not kept"
    return Screen(
        paragraphs(
            bold("What I keep"),
            f"This bot is run by {escape(operator)}.{reach}",
            "<b>Always:</b> your Telegram chat number, time zone, hours, topics, how often I write, and "
            "a country if you chose one. Also which tips you have seen or keep, when you joined or "
            "stopped, the date and version of your consent, and the link you came by. After a warning "
            "sign I keep until when tips rest, but not why.",
            "<b>With your consent:</b> scores, tags, notes, the weekly question, your journal of "
            "treatments and its reminders, the health checklist, what you think of tips, and which "
            "advice you were given. Also which warning signs I noticed, when, and what you answered; "
            f"never the words you wrote. For you they are {health}.",
            "<b>Who sees it:</b> what you tell me about your health is encrypted, and I show it to you "
            "alone. Whoever runs the bot holds the key. They are shown what you send them with "
            "/feedback (kept encrypted, too), and how often each kind of alarm came up for "
            "everybody together.",
            "<b>Never:</b> your name, your phone number, where you are, or messages that are not "
            "answers. A name for the page for your doctor is put on that page and not kept.",
            "<b>How long:</b> while you use the bot. If you stop or block it, all is erased "
            f"{span(retention_days)} after you were last here. What I sent you when is forgotten after "
            f"{span(KEPT.days)}. Telegram keeps the chat itself by its own rules.",
            "<b>Yours to decide:</b> /export gives you a copy of everything. Consent can be withdrawn "
            "on its own: health answers are deleted, tips go on. /delete removes everything at once.",
        ),
        ((_EXPORT,), (Button("My consent", AskConsent()), SETTINGS)),
    )


def exported(file: Attachment) -> Screen:
    return Screen(
        "Everything I keep about you: check-ins, treatments, warning signs, messages, settings and "
        "consent. README.txt says what each part is. Anyone who has the file can read it, so keep it "
        "where only you can. What stands in this chat is Telegram's, and not in it.",
        attachment=file,
    )


def counts(profile: Profile, sizes: Mapping[str, int]) -> list[str]:
    """What there is, in numbers; plain lines. `sizes`: how many rows there are of each kind."""
    found = {
        "check-in%s, with tags and notes": sizes["checkins"],
        "treatment%s in your journal": sizes["sessions"],
        "answer%s on the health checklist": len(profile.conditions or ()),
        "warning sign%s noticed": sizes["assessments"],
        "tip%s you keep": len(profile.taste.saved),
        "message%s to the people who run this": sizes["feedback"],
        "record%s of what I sent": sizes["deliveries"],
    }
    lines = [f"{size} {name % ('' if size == 1 else 's')}" for name, size in found.items() if size]
    return [*lines, "your settings and your consent"]


def delete_question(profile: Profile, sizes: Mapping[str, int]) -> Screen:
    return Screen(
        paragraphs(
            bold("Delete everything I keep about you?"),
            f"This is removed for good:\n{bullets(counts(profile, sizes))}",
            "Messages stop. What stands in this chat stays until you clear it in Telegram.",
        ),
        (
            (Button("No, keep it", KeepData()),),
            (_EXPORT,),
            (Button("Yes, delete everything", DeleteData()),),
        ),
    )


def deleted(profile: Profile, sizes: Mapping[str, int]) -> Screen:
    return Screen(
        paragraphs(
            f"Done. Everything I kept about you is deleted:\n{bullets(counts(profile, sizes))}",
            "Nothing about you is left, and I will not write again. /start begins anew.",
        )
    )


def nothing_kept() -> Screen:
    return Screen("I keep nothing about you. /start begins, whenever you like.")


def kept() -> Screen:
    return Screen("Nothing was deleted.", ((SETTINGS,),))
