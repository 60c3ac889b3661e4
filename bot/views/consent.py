"""Changing one's mind about health answers."""

from bot.views.callbacks import GiveConsent, ShowSettings, WithdrawConsent
from bot.views.screen import Button, Screen, bold, paragraphs


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
            "If you allow it, check-ins and the health checklist become possible. They are stored encrypted.",
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
