"""Techniques, conditions, and when to seek help."""

from collections.abc import Sequence
from html import escape

from bot.domain.library import Condition, Library, Technique, Verdict
from bot.domain.seek_help import Level, SeekHelp
from bot.domain.suitability import Judgement
from bot.views.callbacks import (
    ListConditions,
    OpenChecklist,
    ShowCondition,
    ShowCrisisHelp,
    ShowHelp,
    ShowPregnancyHelp,
    ShowTechnique,
)
from bot.views.screen import Button, Screen, bold, bullets, in_rows, paragraphs
from bot.views.words import CHECK_SIGNS, HOW_SURE, SEEK_HELP, TECHNIQUES, VERDICTS, sources_line

_OFFERED_INSTEAD = 3
_LEVEL_BUTTONS = {
    Level.EMERGENCY: "Call now: all signs",
    Level.URGENT: "See someone today",
    Level.SOON: "See someone soon",
}


def technique_list(library: Library) -> Screen:
    buttons = [
        Button(technique.name, ShowTechnique(technique.id)) for technique in library.techniques.values()
    ]
    return Screen(
        paragraphs(
            bold("Techniques"),
            "Tap one to see whether it suits you, what it is, and what you can do at home. "
            "/technique and a name works too.",
        ),
        in_rows(buttons, 2),
    )


def technique_screen(
    library: Library, technique: Technique, judgement: Judgement | None, instead: Sequence[Technique]
) -> Screen:
    """This person's verdict first. `judgement` is None when nothing is known of their health."""
    avoided = judgement is not None and judgement.verdict.strictness >= Verdict.NA.strictness
    home = "" if avoided else f"{bold('At home')}\n{escape(technique.home)}"
    offers = (
        [Button(other.name, ShowTechnique(other.id)) for other in instead[:_OFFERED_INSTEAD]]
        if avoided
        else []
    )
    health = () if judgement else ((Button("Tell me about your health", OpenChecklist()),),)
    return Screen(
        paragraphs(
            bold(technique.name),
            verdict_text(judgement),
            escape(technique.what),
            f"{bold('How it feels')}\n{escape(technique.feels)}",
            f"{bold('Who should take care')}\n{escape(technique.caution)}",
            home,
            f"{bold('How sure are we?')}\n{HOW_SURE[technique.grade]} {escape(technique.evidence)}",
            sources_line(library, technique.sources),
        ),
        (*in_rows(offers, 1), *health, (TECHNIQUES, SEEK_HELP)),
    )


def verdict_text(judgement: Judgement | None) -> str:
    """The verdict for a person with its reasons, as HTML; None where nothing is known of their health."""
    if judgement is None:
        return "<i>I know nothing about your health, so please read “Who should take care” first.</i>"
    title = bold(VERDICTS[judgement.verdict])
    match judgement.verdict:
        case Verdict.OK:
            return f"{title}, going by your checklist."
        case Verdict.ADAPT:
            return f"{title}\n" + "\n".join(escape(condition.adapt) for condition in judgement.because)
        case _:
            reasons = "\n".join(f"{escape(c.name)}: {escape(c.why)}" for c in judgement.because)
            return f"{title}\n{reasons}"


def condition_list(library: Library, seek_help: SeekHelp) -> Screen:
    buttons = [
        Button(condition.label, ShowCondition(condition.id)) for condition in library.conditions.values()
    ]
    return Screen(
        paragraphs(
            bold("Safety: what to watch with which condition"),
            escape(seek_help.standing_line),
            escape(seek_help.emergency_line),
        ),
        (*in_rows(buttons, 1), (SEEK_HELP,)),
    )


def condition_screen(library: Library, condition: Condition, seek_help: SeekHelp) -> Screen:
    """Why care is needed, what suits, and the verdict on each technique."""
    groups = []
    for verdicts, title in (
        ((Verdict.OK,), "Fine"),
        ((Verdict.ADAPT,), "Fine in a gentler form"),
        ((Verdict.ASK,), "Ask a professional first"),
        ((Verdict.AVOID,), "Leave out"),
    ):
        names = [
            library.techniques[key].name for key, verdict in condition.verdicts.items() if verdict in verdicts
        ]
        if names:
            groups.append(f"{bold(title + ':')} {escape(', '.join(names))}")
    return Screen(
        paragraphs(
            bold(condition.name),
            escape(condition.why),
            escape(condition.advice),
            "\n".join(groups),
            f"<i>{escape(seek_help.standing_line)}</i>",
            sources_line(library, condition.sources),
            escape(seek_help.emergency_line),
        ),
        ((Button("All conditions", ListConditions()), SEEK_HELP),),
    )


def help_screen(seek_help: SeekHelp, level: Level) -> Screen:
    """One level with all its signs; the most urgent is what /seekhelp opens with."""
    help_level = seek_help.of_level(level)
    return Screen(
        paragraphs(
            bold(help_level.title),
            escape(help_level.action),
            bullets([sign.text for sign in help_level.signs]),
            f"<i>{escape(seek_help.about)}</i>" if level is Level.EMERGENCY else "",
            escape(seek_help.emergency_line) if level is not Level.EMERGENCY else "",
        ),
        _help_buttons(level),
    )


def _help_buttons(shown: Level | None) -> tuple[tuple[Button, ...], ...]:
    levels = [Button(label, ShowHelp(level)) for level, label in _LEVEL_BUTTONS.items() if level is not shown]
    others = [
        Button("Pregnant, or a birth in the last year", ShowPregnancyHelp()),
        Button("Thoughts of harming myself", ShowCrisisHelp()),
    ]
    return in_rows([CHECK_SIGNS, *levels, *others], 1)


def pregnancy_help(seek_help: SeekHelp) -> Screen:
    pregnancy = seek_help.pregnancy
    return Screen(
        paragraphs(
            bold(pregnancy.title),
            f"{escape(pregnancy.action)} {escape(pregnancy.say)}",
            bullets(list(pregnancy.signs)),
            escape(seek_help.emergency_line),
        ),
        _help_buttons(None),
    )


def crisis_help(seek_help: SeekHelp) -> Screen:
    """Only the words of support; nothing else stands beside them."""
    return Screen(escape(seek_help.crisis))
