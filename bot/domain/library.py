"""What we can tell people: tips, techniques and conditions, as read from the YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.seek_help import Country, SeekHelp
from bot.domain.triage import Lexicon


class Grade(StrEnum):
    """How well a claim is backed, as `clinical-facts` grades it."""

    SUPPORTED = "supported"
    MIXED = "mixed"
    WEAK = "weak"
    PRACTICE = "practice"


class Verdict(StrEnum):
    """May a technique be sent to someone with a condition?"""

    OK = "ok"
    ADAPT = "adapt"  # only in wording adapted to the condition
    ASK = "ask"  # never pushed; shown on request, under "ask your doctor first"
    AVOID = "avoid"  # explained on request, and something suitable offered instead
    NA = "na"  # does not apply; treated as avoid

    @property
    def strictness(self) -> int:
        return _STRICTNESS[self]


_STRICTNESS = {Verdict.OK: 0, Verdict.ADAPT: 1, Verdict.ASK: 2, Verdict.NA: 3, Verdict.AVOID: 4}


class Need(StrEnum):
    """What a tip helps with."""

    NEW_PAIN = "new-pain"
    LONG_LASTING = "long-lasting"
    FLARE = "flare"
    STRESS = "stress"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True)
class Wording:
    """The short text of a tip, and the longer one behind "More" where there is one."""

    body: str
    more: str | None


@dataclass(frozen=True, slots=True)
class Adaptation:
    """Wording that is safe for every condition in `conditions`."""

    conditions: frozenset[str]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Tip:
    id: str
    title: str
    wording: Wording
    topic: str
    paragraphs: tuple[str, ...]
    techniques: tuple[str, ...]
    safe_set: bool  # may go to a person about whose health nothing is known
    adaptations: tuple[Adaptation, ...]
    only_for: frozenset[str]  # conditions it is written for; empty: everybody
    not_for: frozenset[str]  # conditions with which it never comes
    helps: frozenset[Need]
    minutes: int
    grade: Grade
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Technique:
    id: str
    name: str
    aliases: tuple[str, ...]
    summary: str
    what: str
    feels: str
    caution: str
    home: str
    information_only: bool  # explained, never steps to do at home
    evidence: str
    grade: Grade
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    id: str
    name: str
    label: str  # on the checklist's button
    aliases: tuple[str, ...]
    why: str
    advice: str
    adapt: str  # what "adapt" means, said to the reader
    review_days: int
    silences: str | None  # the sign whose urgent message takes the place of every tip
    verdicts: Mapping[str, Verdict]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may mean that something about a person's health has changed."""

    id: str
    name: str  # as it stands after "you wrote about"
    phrases: tuple[tuple[str, ...], ...]  # each as its words, in lower case


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    year: int | None
    url: str | None


@dataclass(frozen=True, eq=False)
class Library:
    """Everything read from the content files, by id. Compared and hashed by identity, so it can be a
    key of what is remembered about it."""

    tips: Mapping[str, Tip]
    techniques: Mapping[str, Technique]
    conditions: Mapping[str, Condition]
    seek_help: SeekHelp  # for readers whose country is not known
    sources: Mapping[str, Source]
    lexicon: Lexicon  # what the triage of free text goes by
    countries: Mapping[str, Country] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    topics: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "topics", tuple(dict.fromkeys(tip.topic for tip in self.tips.values())))

    def help_in(self, country: str | None) -> SeekHelp:
        """When to seek help, with the numbers of a country where they are known."""
        known = self.countries.get(country or "")
        return known.help if known else self.seek_help

    def of_topic(self, topic: str) -> frozenset[str]:
        """The ids of all tips of a topic."""
        return frozenset(tip.id for tip in self.tips.values() if tip.topic == topic)
