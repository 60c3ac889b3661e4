"""The shape of the content files, as authors write them (`help_models.py`: of what leads to help)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.domain import library
from bot.domain.library import Grade, Need, Verdict
from bot.domain.mentions import words_of

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


class SourceModel(Model):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=120)]
    year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None

    def to_domain(self) -> library.Source:
        return library.Source(self.name, self.year, self.url)
