"""Help, privacy, leaving, feedback, and short answers to what is no answer."""

from html import escape

from bot.domain.seek_help import SeekHelp
from bot.views.callbacks import NextTip, Resume
from bot.views.privacy import span
from bot.views.screen import Button, Screen, Typing, bold, paragraphs
from bot.views.words import SEEK_HELP, SETTINGS, TECHNIQUES

MENU = (
    ("tip", "A tip now"),
    ("checkin", "How is your back today?"),
    ("progress", "Where your back is going"),
    ("techniques", "Techniques, and whether they suit you"),
    ("safety", "What to watch with a condition"),
    ("seekhelp", "When to get medical help"),
    ("settings", "Hours, zone, topics, checklist"),
    ("help", "All commands"),
)
DESCRIPTION = (
    "One good tip for your back each day, a ten-second check-in, and plain answers about techniques and "
    "when to get help. Automated, for adults, not medical advice."
)
SHORT_DESCRIPTION = "A tip for your back each day. Automated, not medical advice."


def help_screen(seek_help: SeekHelp) -> Screen:
    commands = [
        "/tip: a tip now. /tip heat: tips about something",
        "/saved: the tips you keep",
        "/checkin: how is your back? Or at once: /checkin 6 4 (pain, stress)",
        "/progress: pain and stress as a picture. /report: one page for your doctor",
        "/session: a journal of treatments, and a card for your therapist",
        "/techniques, or /technique shiatsu",
        "/safety, or /safety osteoporosis",
        "/seekhelp: when to get medical help",
        "/settings: hours, zone, how often, topics, checklist",
        "/time 08:30 and /timezone Berlin",
        "/pause 3, /resume, /stop",
        "/feedback: tell the people who run this",
        "/privacy: what is kept. /export: a copy of it. /delete: remove it all",
        "/cancel: leave a question unanswered",
    ]
    return Screen(
        paragraphs(
            bold("What I can do"),
            "\n".join(commands),
            f"<i>{escape(seek_help.standing_line)}</i>",
            escape(seek_help.emergency_line),
        ),
        ((Button("A tip now", NextTip()), SEEK_HELP), (TECHNIQUES, SETTINGS)),
    )


def stopped(retention_days: int) -> Screen:
    """`retention_days`: how long what is kept is kept after a stop."""
    return Screen(
        "Done: no more messages from me. Take care. What you told me stays for "
        f"{span(retention_days)}, or until you use /delete.",
        ((Button("Start again", Resume()),),),
    )


def stopped_already() -> Screen:
    return Screen(
        "Messages are stopped, so there is nothing to pause.", ((Button("Start again", Resume()),),)
    )


START_FIRST = "We have not met yet. Tap /start, and it takes a minute to set up."


def feedback_question() -> Screen:
    return Screen(
        "What would you like to tell the people who run this? Type it in one message. They do not see your "
        "check-ins. For anything urgent about your health, use the button.",
        ((SEEK_HELP,),),
    )


def feedback_saved() -> Screen:
    return Screen(
        "Thank you. It is kept for the people who run this; they do not read it at once. If something "
        "about your health worries you, please look here.",
        ((SEEK_HELP,),),
    )


def cancelled() -> Screen:
    return Screen("All right, left as it was.")


def nothing_to_cancel() -> Screen:
    return Screen("There was nothing to cancel. /help shows what I can do.")


def keyboard_away() -> Screen:
    """The button that shares a location put away; what was asked before is still open."""
    return Screen("All right.", typing=Typing.BACK_TO_LETTERS)


THANKS = Screen("Thank you.", typing=Typing.BACK_TO_LETTERS)


def free_text(*, offers_tip: bool = True) -> Screen:
    """Any text that is no answer. Nobody reads it, and we say so."""
    tip = ((Button("A tip now", NextTip()),),) if offers_tip else ()
    return Screen(
        "Thank you for telling me. I am an automated bot and no one reads this, so I can't judge it. If "
        "something about your health worries you, please look here.",
        ((SEEK_HELP,), *tip),
    )


KINDS = {  # what Telegram calls a kind of message -> what people call it
    "forwarded": "a forwarded message",
    "sticker": "a sticker",
    "photo": "a photo",
    "voice": "a voice note",
    "audio": "a voice note",
    "video": "a video",
    "video_note": "a video",
    "animation": "a video",
    "document": "a file",
    "contact": "a contact",
}


def unreadable(kind: str) -> Screen:
    """A message without words of the person's own."""
    name = KINDS.get(kind, "this kind of message")
    return Screen(
        f"I can't make anything of {name}; I only read short texts and buttons. /help shows what I can do.",
        ((SEEK_HELP,),),
    )


def edited() -> Screen:
    return Screen(
        "I saw that you edited a message. I go by the first version; please send a new one instead."
    )


def too_long() -> Screen:
    return Screen("That is longer than I can take in. Please say it in a line or two.", ((SEEK_HELP,),))


def too_much() -> Screen:
    """Somebody sends more than a person can read answers to."""
    return Screen(
        "That is a lot at once, so I rest for a minute and then go on. If you are in danger, call for help; "
        "what sounds like danger still gets an answer here.",
        ((SEEK_HELP,),),
    )


def unknown_command() -> Screen:
    return Screen("I don't know that command. /help lists them all.")


TAP_PLEASE = "Please tap one of the buttons."


def retired_button() -> str:
    return "That button is from an older version. /help shows what I can do."


def not_made(error_id: str) -> str:
    """A picture or a page that could not be made; HTML, to add to its words."""
    return (
        f"<i>Sorry, the picture or page that belongs here could not be made. Please try again; if it stays, "
        f"/feedback with the number {error_id} helps the people who run this.</i>"
    )


def failure(error_id: str, emergency_line: str) -> Screen:
    """Something broke on our side."""
    return Screen(
        f"Sorry, something went wrong on my side. What you told me before is safe. Please try again; if it "
        f"stays, /feedback with the number {error_id} helps the people who run this.\n\n"
        + escape(emergency_line),
        ((SEEK_HELP,),),
    )
