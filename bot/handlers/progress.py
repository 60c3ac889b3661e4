"""/progress: where the person's pain and stress are going."""

from bot.domain.trend import MONTH, QUARTER, RANGES, WEEK
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, checkins, progress

LOOK_BACK = QUARTER + WEEK  # the first flares of a range are judged by the week before it
_TYPED = {str(days): days for days in RANGES} | {
    "": MONTH, "week": WEEK, "month": MONTH, "quarter": QUARTER,
}  # fmt: skip


def command(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/progress`, `/progress 7`, `/progress month`."""
    if (days := _range_of(words)) is not None:
        return shown(visit, desk, days)
    [screen] = shown(visit, desk, MONTH).screens
    return Turn((screen.with_first_line(progress.UNCLEAR) if screen.attachment else screen,))


def _range_of(words: str) -> int | None:
    """In days; None where it is none of ours."""
    return _TYPED.get(words.lower().removesuffix("days").strip())


def shown(visit: Visit, _: Desk, days: int) -> Turn:
    if not visit.member.keeps_health_answers:
        return Turn((checkins.needs_consent(),))
    return Turn((progress.progress(visit.history, visit.sessions, visit.today, days),))


HANDLERS = (
    on_command("progress", command, history=LOOK_BACK, sessions=True, is_code=_range_of),
    on_tap(
        callbacks.ShowProgress,
        lambda visit, desk, tap: shown(visit, desk, tap.last_days),
        history=LOOK_BACK,
        sessions=True,
    ),
)
