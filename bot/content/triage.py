"""The shape of triage.yaml, and the lexicon it makes together with the weights beside it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from bot.content.faults import Fault
from bot.content.item import Item
from bot.content.models import Id, Line, Model
from bot.content.triage_weights import WeightsError, read_weights
from bot.domain.triage import Lexicon, Thresholds, Urgency
from bot.domain.triage.phrases import PhraseError, parse_phrase
from bot.domain.triage.weights import NO_SIGN, Weights

WEIGHTS_FILE = "en/triage.weights"


def _readable(phrase: str) -> str:
    try:
        parse_phrase(phrase)
    except PhraseError:
        raise ValueError("must be words, with (a|b) for one word or the other") from None
    return phrase


PhraseText = Annotated[Line, AfterValidator(_readable)]
Chance = Annotated[float, Field(gt=0, lt=1)]


class ThresholdsModel(Model):
    at_once: Chance
    today: Chance
    sure: Chance
    soon: Chance

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.sure < self.at_once:
            raise ValueError("sure must not be below at_once: what is asked about lies between them")
        return self


class TriageModel(Model):
    """What clinicians decide about the triage of free text."""

    thresholds: ThresholdsModel
    leanings: dict[Id, Annotated[float, Field(gt=0, le=10)]]
    heard: dict[Id, list[PhraseText]]
    harmless: list[PhraseText]

    def to_domain(self, weights: Weights, levels: Mapping[str, Urgency]) -> Lexicon:
        limits = self.thresholds
        return Lexicon(
            weights=weights,
            levels=levels,
            thresholds=Thresholds(limits.at_once, limits.today, limits.sure, limits.soon),
            heard=tuple((parse_phrase(text), sign) for sign, texts in self.heard.items() for text in texts),
            harmless=tuple(parse_phrase(text) for text in self.harmless),
            leanings=self.leanings,
        )


def triage_faults(item: Item[TriageModel], signs: Mapping[str, Urgency]) -> Iterator[Fault]:
    """Signs that seek_help.yaml does not have."""
    for field, named in (("heard", item.model.heard), ("leanings", item.model.leanings)):
        for sign in named:
            if sign not in signs and not (field == "leanings" and sign == NO_SIGN):
                yield item.fault(f"there is no sign {sign} in seek_help.yaml", field, sign)


def load_weights(root: Path, signs: Mapping[str, Urgency]) -> Weights | Fault:
    """The weights of a content folder, or what is wrong with them."""
    try:
        weights = read_weights(root / WEIGHTS_FILE)
    except OSError:
        return Fault(
            WEIGHTS_FILE, 1, "", "cannot be read; it comes with the program, or from: make triage-train"
        )
    except WeightsError:
        return Fault(WEIGHTS_FILE, 1, "", "is not a whole file of weights; make it anew: make triage-train")
    if unknown := set(weights.signs) - {NO_SIGN, *signs}:
        names = ", ".join(sorted(unknown))
        return Fault(
            WEIGHTS_FILE, 1, "", f"knows {names}, which seek_help.yaml does not have: make triage-train"
        )
    return weights
