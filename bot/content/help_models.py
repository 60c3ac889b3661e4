"""The shape of seek_help.yaml and countries.yaml, as authors write them."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content.models import Id, Line, Model, SourceKey, Text
from bot.domain import seek_help, sign_check
from bot.domain.seek_help import Level
from bot.domain.triage import Urgency


class SignModel(Model):
    id: Id
    text: Text
    short: Line
    ask: Line  # the sign as a question that yes or no answers
    sources: list[SourceKey] = Field(min_length=1)


class HelpLevelModel(Model):
    level: Level
    title: Line
    action: Text
    signs: list[SignModel] = Field(min_length=1)

    def to_domain(self) -> seek_help.HelpLevel:
        signs = (seek_help.Sign(s.id, s.text, s.short, s.ask, tuple(s.sources)) for s in self.signs)
        return seek_help.HelpLevel(self.level, self.title, self.action, tuple(signs))


class CrisisModel(Model):
    text: Text


class PregnancyHelpModel(Model):
    title: Line
    action: Text
    say: Line
    signs: list[Line] = Field(min_length=1)


class QuestionModel(Model):
    """One tap of the check. `opens` instead of `signs`: a yes leads to the questions for these conditions."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=16)]  # in buttons
    ask: Line
    points: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]] = (
        Field(default=[], max_length=5)
    )
    signs: list[Id] = Field(default=[])
    only_for: list[Id] = Field(default=[])
    opens: list[Id] = Field(default=[])

    def to_domain(self, urgencies: Mapping[str, Urgency]) -> sign_check.Question:
        return sign_check.Question(
            id=self.id,
            ask=self.ask,
            points=tuple(self.points),
            signs=tuple(self.signs),
            urgency=urgencies[self.signs[0]] if self.signs else Urgency.NONE,
            only_for=frozenset(self.only_for),
            opens=frozenset(self.opens),
        )


class ChecksModel(Model):
    short: list[QuestionModel]
    long: list[QuestionModel] = Field(max_length=20)  # an answer to each travels in a button

    def to_domain(self, urgencies: Mapping[str, Urgency]) -> sign_check.SignChecks:
        short, long = (
            tuple(question.to_domain(urgencies) for question in form) for form in (self.short, self.long)
        )
        return sign_check.SignChecks(short, long)


class SeekHelpModel(Model):
    """Its texts name a number as a placeholder, such as {emergency_number}: countries.yaml fills it in."""

    levels: list[HelpLevelModel] = Field(min_length=3, max_length=3)
    crisis: CrisisModel
    pregnancy: PregnancyHelpModel
    checks: ChecksModel
    standing_line: Text
    emergency_line: Text
    about: Text

    def urgencies(self) -> dict[str, Urgency]:
        """How urgent each sign is for whoever is asked about it."""
        return {
            sign.id: seek_help.urgency_of(sign.id, level.level)
            for level in self.levels
            for sign in level.signs
        }

    def to_domain(self) -> seek_help.SeekHelp:
        return seek_help.SeekHelp(
            levels=tuple(level.to_domain() for level in self.levels),
            pregnancy=seek_help.PregnancyHelp(
                self.pregnancy.title, self.pregnancy.action, self.pregnancy.say, tuple(self.pregnancy.signs)
            ),
            crisis=self.crisis.text,
            checks=self.checks.to_domain(self.urgencies()),
            standing_line=self.standing_line,
            emergency_line=self.emergency_line,
            about=self.about,
        )


class NumbersModel(Model):
    """Whom to call, as it reads in the middle of a sentence (`helpline`: as whole sentences)."""

    emergency_number: Line
    urgent_line: Line
    helpline: Text


class CountryModel(NumbersModel):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+$", max_length=16)]  # travels in buttons
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]


class CountriesModel(Model):
    anywhere: NumbersModel  # where the country is not known, or is none of these
    countries: list[CountryModel]
