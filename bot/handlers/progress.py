"""/progress: where the person's pain and stress are going."""

from bot.domain.trend import MONTH, QUARTER, RANGES, WEEK
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, checkins, progress

LOOK_BACK = QUARTER + WEEK  # the first flares of a range are judged by the week before it
_NAMES = {"week": WEEK, "month": MONTH, "quarter": QUARTER}


def command(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/progress`, `/progress 7`, `/progress month`."""
    asked = words.lower().removesuffix("days").strip()
    if not asked:
        return shown(visit, desk, MONTH)
    days = _NAMES.get(asked) or next((one for one in RANGES if asked == str(one)), None)
    if days is not None:
        return shown(visit, desk, days)
    [screen] = shown(visit, desk, MONTH).screens
    return Turn((screen.with_first_line(progress.UNCLEAR) if screen.attachment else screen,))


def shown(visit: Visit, _: Desk, days: int) -> Turn:
    if not visit.member.keeps_health_answers:
        return Turn((checkins.needs_consent(),))
    return Turn((progress.progress(visit.history, visit.sessions, visit.today, days),))


HANDLERS = (
    on_command("progress", command, history=LOOK_BACK, sessions=True),
    on_tap(
        callbacks.ShowProgress,
        lambda visit, desk, tap: shown(visit, desk, tap.last_days),
        history=LOOK_BACK,
        sessions=True,
    ),
)
