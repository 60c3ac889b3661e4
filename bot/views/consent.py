"""The consent to keep health answers: its words, and changing one's mind."""

from bot.views.callbacks import GiveConsent, ShowSettings, WithdrawConsent
from bot.views.screen import Button, Screen, bold, paragraphs

# Whoever says yes has read this. With its words, CONSENT_VERSION changes.
WORDING = (
    "If you say yes, I store what you tell me about your health, encrypted: scores, tags, notes, treatments, "
    "the health checklist, and what you think of tips. I also store which warning signs I notice, never your "
    "words. It all helps me to choose tips and advice that suit you. You can change your mind at any time, "
    "and /delete removes everything. If you say no, you still get a tip each day, and nothing about your "
    "health is stored."
)


def question(kept: bool) -> Screen:
    """Changing one's mind about health answers."""
    if kept:
        return Screen(
            paragraphs(
                bold("Your health answers are kept, encrypted."),
                "If you withdraw, your scores, tags, notes, journal of treatments, reminders, checklist, "
                "opinions on tips and the warning signs I noted are deleted now. Daily tips go on. "
                "/export gives you a copy first.",
            ),
            (
                (Button("Keep them", ShowSettings()),),
                (Button("Withdraw and delete them", WithdrawConsent()),),
            ),
        )
    return Screen(
        paragraphs(
            bold("Your health answers are not kept."),
            WORDING,
        ),
        (
            (Button("Keep my answers", GiveConsent(given=True)),),
            (Button("Leave it as it is", ShowSettings()),),
        ),
    )


def saved(given: bool) -> str:
    if given:
        return "Thank you. Your health answers are kept, encrypted, from now on."
    return "Done. No health answers are kept, and your tips go on."
