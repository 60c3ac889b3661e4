"""What follows a warning sign, however it was heard."""

from html import escape

from bot.domain.triage import Assessment, Urgency
from bot.handlers.context import Desk
from bot.handlers.turns import Turn, Visit
from bot.views import reference
from bot.views.screen import Screen, bold, paragraphs


def raise_alarm(_: Visit, desk: Desk, assessment: Assessment) -> Turn:
    """What to do at the level of a sign."""
    if assessment.level is Urgency.CRISIS:
        return Turn((reference.crisis_help(desk.library),))
    level, _sign = desk.library.seek_help.find_sign(assessment.signs[0])
    return Turn((Screen(paragraphs(bold(level.title), escape(level.action))),))
