"""Whether the check of warning signs can be trusted: no sign left out, no level mixed with another."""

from collections import Counter
from collections.abc import Collection, Iterator

from bot.content.faults import Fault
from bot.content.help_models import QuestionModel, SeekHelpModel
from bot.content.item import Item
from bot.domain.triage import Urgency

TAPS = 6  # what people are promised of the short form
FORMS = ("short", "long")


def question_faults(item: Item[SeekHelpModel], conditions: Collection[str]) -> Iterator[Fault]:
    """Every fault in the questions of `checks`."""
    checks = item.model.checks
    if len(checks.short) != TAPS:
        yield item.fault(
            f"short: {len(checks.short)} questions; the short form has {TAPS}", "checks", "short"
        )
    count = Counter(question.id for question in (*checks.short, *checks.long))
    for form, index, question in _questions(item.model):
        place = ("checks", form, index)
        if count[question.id] > 1:
            yield item.fault(f"{question.id} stands twice; every question has an id of its own", *place)
        for key in ("only_for", "opens"):
            for name in getattr(question, key):
                if name not in conditions:
                    yield item.fault(f"{question.id}: {key}: {name} is no condition", *place, key)
        yield from _sign_faults(item, question, place)
    yield from _order_faults(item)
    yield from _gate_faults(item)
    yield from _gaps(item)


def _questions(model: SeekHelpModel) -> Iterator[tuple[str, int, QuestionModel]]:
    for form in FORMS:
        for index, question in enumerate(getattr(model.checks, form)):
            yield form, index, question


def _sign_faults(
    item: Item[SeekHelpModel], question: QuestionModel, place: tuple[str | int, ...]
) -> Iterator[Fault]:
    urgencies = item.model.urgencies()
    for sign in question.signs:
        if sign not in urgencies:
            yield item.fault(f"{question.id}: {sign} is no sign of the levels above", *place, "signs")
    levels = {urgencies[sign] for sign in question.signs if sign in urgencies}
    if len(levels) > 1:
        mixed = " and ".join(sorted(levels))
        yield item.fault(f"{question.id}: signs of {mixed} in one question; split it", *place, "signs")
    if bool(question.signs) == bool(question.opens):
        yield item.fault(f"{question.id}: give it `signs`, or `opens` in their place", *place)


def _order_faults(item: Item[SeekHelpModel]) -> Iterator[Fault]:
    """Emergencies come first; despair may be asked about last."""
    urgencies = item.model.urgencies()
    calmer: dict[str, str] = {}  # the first question of each form that is no emergency
    for form, index, question in _questions(item.model):
        levels = {urgencies.get(sign) for sign in question.signs}
        if Urgency.EMERGENCY in levels and form in calmer:
            message = f"{question.id}: an emergency, asked after {calmer[form]}; move it up"
            yield item.fault(message, "checks", form, index)
        if not levels & {Urgency.EMERGENCY, Urgency.CRISIS}:
            calmer.setdefault(form, question.id)


def _gate_faults(item: Item[SeekHelpModel]) -> Iterator[Fault]:
    """A question for some people only is in the long form, behind the one that finds out who they are."""
    opened: set[str] = set()
    for form, index, question in _questions(item.model):
        place = ("checks", form, index)
        if form == "short" and (question.only_for or question.opens):
            yield item.fault(f"{question.id}: the short form is for everybody; move it to `long`", *place)
        for name in question.only_for:
            if name not in opened:
                message = f"{question.id}: no question before it opens {name}, so strangers never see it"
                yield item.fault(message, *place, "only_for")
        opened.update(question.opens)


def _gaps(item: Item[SeekHelpModel]) -> Iterator[Fault]:
    checks = item.model.checks
    short = {sign for question in checks.short for sign in question.signs}
    both = short | {sign for question in checks.long for sign in question.signs}
    for sign, urgency in item.model.urgencies().items():
        if sign not in both:
            yield item.fault(f"{sign}: no question asks about it", "checks", "long")
        elif sign not in short and urgency in {Urgency.EMERGENCY, Urgency.CRISIS}:
            yield item.fault(f"{sign}: {urgency}, but not asked about in the short form", "checks", "short")
