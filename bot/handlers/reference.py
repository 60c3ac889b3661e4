"""Techniques, conditions and warning signs, on request. These answer strangers too."""

from bot.domain import selection
from bot.domain.library import Condition, Technique
from bot.domain.seek_help import Level
from bot.domain.suitability import judge, suitable_techniques
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.search import look_up
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
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


def condition_list(visit: Visit, desk: Desk) -> Turn:
    return Turn((reference.condition_list(desk.library, desk.library.help_in(visit.country)),))


def condition_by_name(visit: Visit, desk: Desk, words: str) -> Turn:
    if not words.strip():
        return condition_list(visit, desk)
    hits = look_up(visit, desk, words)
    return _condition(visit, desk, hits.condition) if hits.condition else Turn((hits.screen(),))


def condition_tapped(visit: Visit, desk: Desk, tap: callbacks.ShowCondition) -> Turn:
    condition = desk.library.conditions.get(tap.condition)
    return _condition(visit, desk, condition) if condition else condition_list(visit, desk)


def _condition(visit: Visit, desk: Desk, condition: Condition) -> Turn:
    seek_help = desk.library.help_in(visit.country)
    return Turn((reference.condition_screen(desk.library, condition, seek_help),))


def seek_help(visit: Visit, desk: Desk, level: Level = Level.EMERGENCY, *, in_place: bool = True) -> Turn:
    """When to get help, with the numbers of the person's country where they told it."""
    return Turn((reference.help_screen(desk.library.help_in(visit.country), level),), in_place=in_place)


def pregnancy_help(visit: Visit, desk: Desk) -> Turn:
    return Turn((reference.pregnancy_help(desk.library.help_in(visit.country)),))


def crisis_help(visit: Visit, desk: Desk) -> Turn:
    return Turn((reference.crisis_help(desk.library.help_in(visit.country)),), in_place=False)


HANDLERS = (
    on_command("seekhelp", lambda visit, desk, _: seek_help(visit, desk)),
    on_tap(callbacks.OpenHelp, lambda visit, desk, _: seek_help(visit, desk, in_place=False)),
    on_tap(callbacks.ShowHelp, lambda visit, desk, tap: seek_help(visit, desk, tap.level)),
    on_tap(callbacks.ShowPregnancyHelp, lambda visit, desk, _: pregnancy_help(visit, desk)),
    on_tap(callbacks.ShowCrisisHelp, lambda visit, desk, _: crisis_help(visit, desk)),
    on_command("techniques", lambda _, desk, __: technique_list(desk)),
    on_command("technique", technique_by_name, looks_up=True),
    on_tap(callbacks.ListTechniques, lambda _, desk, __: technique_list(desk)),
    on_tap(callbacks.ShowTechnique, technique_tapped),
    on_command("safety", condition_by_name, looks_up=True),
    on_tap(callbacks.ListConditions, lambda visit, desk, _: condition_list(visit, desk)),
    on_tap(callbacks.ShowCondition, condition_tapped),
)
