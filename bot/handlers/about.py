"""/help, /privacy and /cancel."""

from bot.domain.profile import Status
from bot.domain.states import IDLE
from bot.handlers.context import Desk
from bot.handlers.conversation import next_question
from bot.handlers.hearing import on_command
from bot.handlers.visit import Turn, Visit
from bot.views import about, privacy


def show_help(visit: Visit, desk: Desk, _: str) -> Turn:
    return Turn((about.help_screen(desk.library.help_in(visit.country)),))


def what_is_kept(visit: Visit, desk: Desk, _: str) -> Turn:
    kept = visit.profile is not None and visit.profile.keeps_health_answers
    screen = privacy.what_is_kept(desk.operator_name, desk.operator_contact, kept, desk.retention_days)
    return Turn((screen,))


def cancel(visit: Visit, desk: Desk, _: str) -> Turn:
    """Leaves a question unanswered. Half-way through /start there is only going on, or /delete."""
    if visit.profile is not None and visit.profile.status is Status.JOINING:
        return next_question(visit, desk, visit.profile)
    return Turn((about.nothing_to_cancel() if visit.state == IDLE else about.cancelled(),), state=IDLE)


HANDLERS = (
    on_command("help", show_help),
    on_command("privacy", what_is_kept),
    on_command("cancel", cancel),
)
