"""An alarm that stands: until help was found, nothing that is written afterwards may make it milder."""

from dataclasses import replace

from bot.domain import alarm
from bot.domain.alarm import Source
from bot.domain.sign_check import CRISIS_SIGNS
from bot.domain.triage import Assessment, Urgency
from bot.handlers.alarm import all_signs, raise_alarm
from bot.handlers.context import Desk
from bot.handlers.visit import Turn, Visit
from bot.views import alarm as views
from bot.views.screen import Screen

_UNKNOWN = Assessment(Urgency.EMERGENCY)  # quiet, and nothing is recorded: it may have been the worst


def standing(visit: Visit, desk: Desk) -> Assessment | None:
    """What was advised and still holds."""
    if not visit.is_quiet:
        return None
    if not visit.records:
        return _UNKNOWN
    stands = alarm.standing(visit.records, visit.now)
    return alarm.advised_on(desk.library.help_in(visit.country), stands) if stands else None


def still_holds(visit: Visit, desk: Desk) -> tuple[Screen, ...]:
    """The alarm that stands, said again; nothing where none does."""
    stands = standing(visit, desk)
    if stands is None:
        return ()
    if stands == _UNKNOWN:
        return (all_signs(visit, desk).screens[0].with_first_line(views.STILL_HOLDS),)
    seek_help = desk.library.help_in(visit.country)
    return tuple(views.still_holds(seek_help, part) for part in alarm.parts(seek_help, stands))


def answer(visit: Visit, desk: Desk, heard: Assessment) -> Turn:
    """What was heard in words. Where it is milder than the alarm that stands, that alarm is said again."""
    stands, again = standing(visit, desk), still_holds(visit, desk)
    if stands is None or _goes_beyond(desk, heard, stands):
        return raise_alarm(visit, desk, heard, Source.TEXT)
    if heard.level is not Urgency.URGENT:
        return Turn(again, in_place=False)
    raised = raise_alarm(visit, desk, heard, Source.TEXT)
    covers = stands.level is Urgency.EMERGENCY and stands != _UNKNOWN
    return replace(raised, screens=again if covers else (*again, *raised.screens))


def _goes_beyond(desk: Desk, heard: Assessment, stands: Assessment) -> bool:
    """Whether it is as urgent as what stands, or of despair. A question is as urgent as its sign, but there
    is no need to ask what would change nothing."""
    if heard.level is Urgency.CRISIS:
        return True
    if heard.level is not Urgency.ASK:
        return heard.level.rank >= stands.level.rank
    known = [sign for sign in heard.signs if desk.library.seek_help.has_sign(sign)]
    reach = alarm.of_signs(desk.library.seek_help, *known).level
    is_new = reach is Urgency.CRISIS and CRISIS_SIGNS.isdisjoint(stands.signs) and stands != _UNKNOWN
    return is_new or reach.rank > stands.level.rank
