"""The shape of the content files, as authors write them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.domain import library, sign_check
from bot.domain.library import Grade, Level, Need, Verdict
from bot.domain.mentions import words_of
from bot.domain.triage import Urgency

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
TipId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)
]  # travels in buttons
SourceKey = Annotated[str, StringConstraints(min_length=2, max_length=20)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1500)]

Equipment = Literal[
    "none", "chair", "wall", "ball", "roller", "warm-pack", "bath-or-shower", "pillow", "bed", "desk", "oil",
    "water-pool",
]  # fmt: skip
Position = Literal["any", "seated", "standing", "lying", "walking"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Review(Model):
    """Who signed a text. Nothing may say so unless a clinician did."""

    status: Literal["draft", "signed"]
    by: str | None = None
    on: str | None = None
    due: str | None = None


class AdaptedModel(Model):
    for_: list[Id] = Field(alias="for", min_length=1)
    body: Text
    more: Text | None = None


class TipModel(Model):
    id: TipId
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=50)]
    body: Text
    more: Text | None = None
    paragraphs: list[Id] = Field(min_length=1)
    techniques: list[Id]
    safe_set: bool
    adapted: list[AdaptedModel] = []
    only_for: list[Id] = []
    not_for: list[Id] = []
    equipment: list[Equipment] = []
    position: Position
    minutes: Annotated[int, Field(ge=0, le=120)]
    helps: list[Need] = []
    grade: Grade
    sources: list[SourceKey] = Field(min_length=1)
    review: Review

    def to_domain(self, topic: str) -> library.Tip:
        return library.Tip(
            id=self.id,
            title=self.title,
            wording=library.Wording(self.body, self.more),
            topic=topic,
            paragraphs=tuple(self.paragraphs),
            techniques=tuple(self.techniques),
            safe_set=self.safe_set,
            adaptations=tuple(
                library.Adaptation(frozenset(entry.for_), library.Wording(entry.body, entry.more))
                for entry in self.adapted
            ),
            only_for=frozenset(self.only_for),
            not_for=frozenset(self.not_for),
            helps=frozenset(self.helps),
            minutes=self.minutes,
            grade=self.grade,
            sources=tuple(self.sources),
        )


class TechniqueModel(Model):
    id: Id
    name: Line
    aliases: list[Line] = []
    summary: Line
    what: Text
    feels: Text
    caution: Text
    home: Text
    information_only: bool
    evidence: Text
    grade: Grade
    sources: list[SourceKey] = Field(min_length=1)
    paragraphs: list[Id] = []

    def to_domain(self) -> library.Technique:
        values = self.model_dump(exclude={"paragraphs", "aliases", "sources"})
        return library.Technique(**values, aliases=tuple(self.aliases), sources=tuple(self.sources))


class ConditionModel(Model):
    id: Id
    name: Line
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=40)]
    aliases: list[Line] = []
    why: Text
    advice: Text
    adapt: Text
    review_days: Annotated[int, Field(ge=1, le=366)]
    silences: Id | None = None
    verdicts: dict[Id, Verdict]
    sources: list[SourceKey] = Field(min_length=1)

    def to_domain(self) -> library.Condition:
        values = self.model_dump(exclude={"aliases", "sources"})
        return library.Condition(**values, aliases=tuple(self.aliases), sources=tuple(self.sources))


class MentionModel(Model):
    """Words that may mean a change in someone's health; whoever writes them is asked about the checklist."""

    id: Id
    name: Line
    words: list[Line] = Field(min_length=1)

    def to_domain(self) -> library.Mention:
        return library.Mention(self.id, self.name, tuple(words_of(phrase) for phrase in self.words))


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

    def to_domain(self) -> library.HelpLevel:
        signs = (library.Sign(s.id, s.text, s.short, s.ask, tuple(s.sources)) for s in self.signs)
        return library.HelpLevel(self.level, self.title, self.action, tuple(signs))


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
    signs: list[Id] = []
    only_for: list[Id] = []
    opens: list[Id] = []

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
            sign.id: Urgency.CRISIS if sign.id in sign_check.CRISIS_SIGNS else Urgency(level.level)
            for level in self.levels
            for sign in level.signs
        }

    def to_domain(self) -> library.SeekHelp:
        return library.SeekHelp(
            levels=tuple(level.to_domain() for level in self.levels),
            pregnancy=library.PregnancyHelp(
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


class SourceModel(Model):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=120)]
    year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None

    def to_domain(self) -> library.Source:
        return library.Source(self.name, self.year, self.url)
