"""The weekly summary: three lines, one suggestion with its reason, and lighter check-ins in one tap."""

from html import escape

from bot.domain.advice import Advice
from bot.domain.checkin import Tag
from bot.domain.offers import fewer_checkins
from bot.domain.profile import Cadence
from bot.domain.summary import Summary, TopicTip
from bot.domain.trend import WEEK, Change, Direction, Mean, Measure
from bot.views.advice import SENTENCES
from bot.views.callbacks import AskCheckinCadence, MoreOnTopic, NextTip, ShowProgress
from bot.views.checkins import cadence_rows
from bot.views.measures import TAGS
from bot.views.screen import Button, Screen, bold, paragraphs
from bot.views.words import SEEK_HELP, topic_name

# What follows "because", to the end of the suggestion.
_REASONS = {
    Tag.SLEPT_BADLY: "you slept badly on {days} days. Sleep and pain affect each other.",
    Tag.LONG_SITTING: "you sat for long on {days} days. Backs like a change of position.",
    Tag.EXERCISE: "you were active on {days} days. That is worth keeping up.",
}
_OF_STRESS = "stress was high this week. Stress and pain affect each other."
_OF_ANY_WEEK = {
    "moving": "gentle movement suits most backs in most weeks.",
    "breathing": "slow breathing takes a minute or two and can be done anywhere.",
}
_A_TIP = Button("A tip now", NextTip())
_CARRY_ON = "A thought for this week: carry on in your own way, because small steps add up over weeks."


def weekly(week: Summary, cadence: Cadence) -> Screen:
    """`cadence`: of the check-ins, as it is."""
    lines = (_line("Pain", week.pain), _line("Stress", week.stress), _answers(week))
    suggestion, buttons = _suggestion(week)
    lighter = fewer_checkins(cadence)[:1]
    return Screen(
        paragraphs(bold("Your week"), "\n".join(escape(line) for line in lines), escape(suggestion)),
        (
            *((button,) for button in buttons),
            (Button("See it as a picture", ShowProgress(WEEK)),),
            *(cadence_rows(lighter) or ((Button("How often I ask", AskCheckinCadence()),),)),
        ),
    )


def _line(name: str, measure: Measure) -> str:
    if measure.week is None:
        return f"{name}: no answers."
    return f"{name}: {_mean(measure.week)}{_changes(measure)}."


def _mean(mean: Mean) -> str:
    if mean.answers == 1:
        return f"{mean.value:.0f}, your one answer"
    return f"{mean.value:.1f} on average of your last {mean.answers} answers"


def _changes(measure: Measure) -> str:
    """Since the week before; where that was hardly answered, since the first week."""
    if measure.since_last_week:
        return _change(measure.since_last_week, "the week before")
    return _change(measure.since_first, "your first week") if measure.since_first else ""


def _change(change: Change, before: str) -> str:
    if change.direction is Direction.SAME:
        return f", about the same as {before}"
    way = "lower" if change.direction is Direction.BETTER else "higher"
    return f", {abs(change.points):.1f} points {way} than {before}"


def _answers(week: Summary) -> str:
    days = "day" if week.answered == 1 else "days"
    if not week.tags:
        return f"You checked in on {week.answered} {days}."
    tag, count = week.tags[0]
    return f"You checked in on {week.answered} {days}; most often marked: {TAGS[tag].lower()} ({count})."


def _suggestion(week: Summary) -> tuple[str, tuple[Button, ...]]:
    match week.suggestion:
        case Advice() as advice:
            return SENTENCES[advice], () if advice is Advice.BETTER else (SEEK_HELP,)
        case TopicTip() as tip:
            return _topic(tip)
        case _:
            return _CARRY_ON, ()


def _topic(tip: TopicTip) -> tuple[str, tuple[Button, ...]]:
    name = topic_name(tip.topic)
    reason = _OF_ANY_WEEK[tip.topic] if tip.because is None else _OF_STRESS
    if isinstance(tip.because, Tag):
        reason = _REASONS[tip.because].format(days=tip.days)
    if tip.is_chosen:  # more of it has been asked for
        return f"A thought for this week: keep to your tips on {name}, because {reason}", (_A_TIP,)
    more = Button(f"More tips on {name}", MoreOnTopic(tip.topic))
    return f"A thought for this week: more tips on {name}, because {reason}", (more,)
