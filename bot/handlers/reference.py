"""Techniques, conditions and warning signs, on request. These answer strangers too."""

from bot.domain import selection
from bot.domain.library import Level, Technique
from bot.domain.suitability import judge, suitable_techniques
from bot.handlers.context import Desk
from bot.handlers.search import look_up
from bot.handlers.turns import Turn, Visit, on_command, on_tap
from bot.views import callbacks, reference


def technique_list(desk: Desk) -> Turn:
    return Turn((reference.technique_list(desk.library),))


def technique_by_name(visit: Visit, desk: Desk, words: str) -> Turn:
    """Spelling forgiven; when unsure, the likely ones as buttons."""
    if not words.strip():
        return technique_list(desk)
    hits = look_up(visit, desk, words)
    return _technique(visit, desk, hits.technique) if hits.technique else Turn((hits.screen(),))


def technique_tapped(visit: Visit, desk: Desk, tap: callbacks.ShowTechnique) -> Turn:
    technique = desk.library.techniques.get(tap.technique)
    return _technique(visit, desk, technique) if technique else technique_list(desk)


def _technique(visit: Visit, desk: Desk, technique: Technique) -> Turn:
    conditions = selection.known_conditions(visit.profile) if visit.profile else None
    judgement = None if conditions is None else judge(desk.library, technique, conditions)
    instead = suitable_techniques(desk.library, conditions)
    return Turn((reference.technique_screen(desk.library, technique, judgement, instead),))


def condition_list(desk: Desk) -> Turn:
    return Turn((reference.condition_list(desk.library),))


def condition_by_name(visit: Visit, desk: Desk, words: str) -> Turn:
    if not words.strip():
        return condition_list(desk)
    hits = look_up(visit, desk, words)
    screen = reference.condition_screen(desk.library, hits.condition) if hits.condition else hits.screen()
    return Turn((screen,))


def condition_tapped(_: Visit, desk: Desk, tap: callbacks.ShowCondition) -> Turn:
    condition = desk.library.conditions.get(tap.condition)
    if condition is None:
        return condition_list(desk)
    return Turn((reference.condition_screen(desk.library, condition),))


def seek_help(desk: Desk, level: Level = Level.EMERGENCY, *, in_place: bool = True) -> Turn:
    return Turn((reference.help_screen(desk.library, level),), in_place=in_place)


HANDLERS = (
    on_command("seekhelp", lambda _, desk, __: seek_help(desk)),
    on_tap(callbacks.OpenHelp, lambda _, desk, __: seek_help(desk, in_place=False)),
    on_tap(callbacks.ShowHelp, lambda _, desk, tap: seek_help(desk, tap.level)),
    on_tap(
        callbacks.ShowPregnancyHelp,
        lambda _, desk, __: Turn((reference.pregnancy_help(desk.library),)),
    ),
    on_tap(
        callbacks.ShowCrisisHelp,
        lambda _, desk, __: Turn((reference.crisis_help(desk.library),), in_place=False),
    ),
    on_command("techniques", lambda _, desk, __: technique_list(desk)),
    on_command("technique", technique_by_name),
    on_tap(callbacks.ListTechniques, lambda _, desk, __: technique_list(desk)),
    on_tap(callbacks.ShowTechnique, technique_tapped),
    on_command("safety", condition_by_name),
    on_tap(callbacks.ListConditions, lambda _, desk, __: condition_list(desk)),
    on_tap(callbacks.ShowCondition, condition_tapped),
)
