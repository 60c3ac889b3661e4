"""Techniques, conditions and tips are found by everyday words, spelling forgiven."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.search import MAX_OFFERED, MAX_TIPS, Hits, Index, search
from bot.content.search.everyday import EVERYDAY
from bot.content.search.words import stem
from bot.domain.library import Condition, Library, Technique, Tip, Wording

NONSENSE = ["", "   ", "?!", "xqzzyv", "blorptang", "42"]


@pytest.mark.parametrize(
    ("words", "technique"),
    [
        ("shiatsu", "shiatsu"),
        ("shiatzu", "shiatsu"),
        ("SHIATSU!", "shiatsu"),
        ("the shiatsu massage please", "shiatsu"),
        ("a deep tissue massage", "deep-tissue"),
        ("shiatsu please", "shiatsu"),
        ("hot water bottle", "heat"),
        ("hot-water bottle", "heat"),
        ("knots", "trigger-point"),
        ("foam roller", "self-massage"),
        ("foam rolle", "self-massage"),
        ("deep tisue", "deep-tissue"),
        ("tai massage", "thai"),
        ("acupresure", "acupressure"),
        ("streching", "stretching"),
    ],
)
def test_a_technique_is_found_by_what_people_call_it(library: Library, words: str, technique: str) -> None:
    match = search(words, library.techniques)
    assert match.items[0].id == technique
    assert match.sure


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("slipped disc", "herniated-disc-sciatica"),
        ("sliped disk", "herniated-disc-sciatica"),
        ("brittle bones", "osteoporosis"),
        ("ostioporosis", "osteoporosis"),
        ("blood thinners", "blood-thinner-bleeding"),
        ("blood thiners", "blood-thinner-bleeding"),
        ("high blood pressure", "heart-disease-high-bp"),
    ],
)
def test_a_condition_is_found_by_what_people_call_it(library: Library, words: str, condition: str) -> None:
    match = search(words, library.conditions)
    assert match.items[0].id == condition
    assert match.sure


@pytest.mark.parametrize("words", NONSENSE)
def test_nonsense_finds_nothing(library: Library, words: str) -> None:
    for items in (library.techniques, library.conditions):
        assert search(words, items).items == ()
        assert not search(words, items).sure


def test_every_id_name_and_alias_finds_its_own_thing_for_sure(library: Library) -> None:
    for things in (library.techniques, library.conditions):
        for thing in things.values():
            for name in (thing.id, thing.name, thing.name.upper(), *thing.aliases):
                match = search(name, things)
                assert (match.items[0].id, match.sure) == (thing.id, True), name


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_few_different_things_and_sureness_only_of_one_that_is_there(
    library: Library, words: str
) -> None:
    match = search(words, library.conditions)
    ids = [condition.id for condition in match.items]
    assert len(ids) == len(set(ids)) <= MAX_OFFERED
    assert match.items or not match.sure


# --- one edit ------------------------------------------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyz "


@st.composite
def misspelt_once(draw: st.DrawFn, names: Sequence[str]) -> tuple[str, str]:
    """A name, and the same with a letter changed, left out, put in, or swapped with the next."""
    name = draw(st.sampled_from(names))
    at = draw(st.integers(0, len(name) - 2))
    before, letter, after = name[:at], name[at], name[at + 1 :]
    other = draw(st.sampled_from(LETTERS))
    swapped = before + after[0] + letter + after[1:]
    edited = [before + other + after, before + after, before + other + letter + after, swapped]
    return name, draw(st.sampled_from(edited))


@given(st.data())
def test_one_edit_in_an_alias_still_finds_its_owner_among_the_offered(
    library: Library, data: st.DataObject
) -> None:
    techniques = {name: t for t in library.techniques.values() for name in t.aliases if len(name) >= 6}
    alias, edited = data.draw(misspelt_once(sorted(techniques)))
    assert techniques[alias] in search(edited, library.techniques).items
    conditions = {name: c for c in library.conditions.values() for name in c.aliases if len(name) >= 6}
    alias, edited = data.draw(misspelt_once(sorted(conditions)))
    assert conditions[alias] in search(edited, library.conditions).items


@given(st.data())
def test_the_index_forgives_an_edit_in_a_long_name_too(
    library: Library, index: Index, data: st.DataObject
) -> None:
    """In a long one: in a short one, the edit may make another word of the library, and that is believed."""
    owners = {n: c for c in library.conditions.values() for n in c.aliases if len(n) >= 12}
    alias, edited = data.draw(misspelt_once(sorted(owners)))
    assert owners[alias] in index.find(edited).conditions.items


# --- techniques, conditions and tips at once -----------------------------------------------------------


@pytest.fixture(scope="module")
def index(library: Library) -> Index:
    return Index(library)


def only(things: Sequence[Technique] | Sequence[Condition], *, sure: bool) -> str:
    """What was surely meant; else nothing."""
    return things[0].id if sure else ""


def meant(hits: Hits) -> tuple[str, str]:
    """The technique and the condition that were surely meant."""
    techniques, conditions = hits.techniques, hits.conditions
    return only(techniques.items, sure=techniques.sure), only(conditions.items, sure=conditions.sure)


DISC, THINNERS = "herniated-disc-sciatica", "blood-thinner-bleeding"


@pytest.mark.parametrize(
    ("words", "technique", "condition", "tip"),
    [
        ("hot water bottle", "heat", "", "warm-pack"),
        ("hotwater botle", "heat", "", "warm-pack"),
        ("ice or heat?", "heat", "", "heat-or-cold"),
        ("knots", "trigger-point", "", "sore-spots"),
        ("massage", "swedish", "", "massage-and-moving"),
        ("foam roller", "self-massage", "", "roller-at-the-wall"),
        ("walking", "stretching", "", "short-walk-today"),
        ("yoga", "relaxation", "", "yoga-the-gentle-kind"),
        ("breething", "relaxation", "", "breathe-to-five"),
        ("stressed", "relaxation", "", "stress-and-your-back"),
        ("stiff in the morning", "stretching", "", "soft-start-to-the-morning"),
        ("pregnant", "", "pregnancy", "pillows-on-your-side"),
        ("I'm pregnant, is a massage ok?", "swedish", "pregnancy", "ask-before-any-massage"),
        ("slipped disc", "", DISC, "sciatica-takes-weeks"),
        ("sciatica", "", DISC, "sciatica-takes-weeks"),
        ("blood thinners", "", THINNERS, "tell-before-they-touch"),
        ("warfarin", "", THINNERS, "tell-before-they-touch"),
        ("pain in my calf", "", "clot-suspected", "leave-that-calf-alone"),
        ("brittle bones", "", "osteoporosis", None),
        ("ostioporosis", "", "osteoporosis", None),
        ("heat attack", "heat", "heart-disease-high-bp", None),
        ("cant sleep", "", "", "wind-down"),
        ("I can't sleep because of the pain", "", "", "pain-worse-at-night"),
        ("insomnia", "", "", "wind-down"),
        ("desk", "", "", "shoulder-rolls"),
        ("my back hurts when I sit at my desk", "", "", "shoulder-rolls"),
        ("driving", "", "", "long-trips"),
        ("lifting", "", "", "split-the-big-job"),
        ("coffee", "", "", "when-coffee-stays-up"),
        ("back pain", "", "", "most-new-pain-eases"),
    ],
)
def test_everyday_words_find_what_they_are_about(
    index: Index, words: str, technique: str, condition: str, tip: str | None
) -> None:
    hits = index.find(words)
    assert meant(hits) == (technique, condition)
    assert tip is None or tip in hits.tips
    assert not hits.is_empty


def test_the_first_tips_are_those_that_are_most_about_it(library: Library, index: Index) -> None:
    def first(words: str) -> list[Tip]:
        return [library.tips[tip] for tip in index.find(words).tips[:4]]

    assert all("pregnancy" in tip.only_for for tip in first("pregnant")[1:])
    assert all(tip.topic == "sleep" for tip in first("cant sleep"))
    assert all("relaxation" in tip.techniques or "stress" in tip.title.lower() for tip in first("stressed"))
    assert all("walk" in tip.title.lower() for tip in first("walking"))
    assert sum("heat" in tip.techniques for tip in first("hot water bottle")) >= 3


@pytest.mark.parametrize("word", sorted(EVERYDAY))
def test_every_everyday_word_leads_to_tips(index: Index, word: str) -> None:
    assert index.find(word).tips


def test_every_id_name_and_alias_finds_its_own_thing_in_the_index(library: Library, index: Index) -> None:
    for technique in library.techniques.values():
        for name in (technique.id, technique.name, technique.name.upper(), *technique.aliases):
            assert meant(index.find(name))[0] == technique.id, name
    for condition in library.conditions.values():
        for name in (condition.id, condition.name, condition.name.upper(), *condition.aliases):
            assert meant(index.find(name))[1] == condition.id, name


def test_part_of_a_name_offers_those_that_have_it_and_is_sure_of_none(index: Index) -> None:
    hits = index.find("pressure")
    assert {"acupressure", "shiatsu"} <= {technique.id for technique in hits.techniques.items}
    assert not hits.techniques.sure
    arthritis = index.find("osteoarthritis").conditions  # looks alike, and is another illness
    assert [condition.id for condition in arthritis.items] == ["inflammatory-arthritis-as"]
    assert not arthritis.sure
    assert index.find("walking").conditions.items == ()  # for all that there is "walking frame"


def test_a_word_that_is_in_the_library_is_not_taken_for_a_misspelt_one(index: Index) -> None:
    assert meant(index.find("shoulder")) == ("", "")  # not "older"
    assert meant(index.find("talking")) == ("", "")  # not "walking"
    assert meant(index.find("get fit")) == ("", "")  # not "fits"


# --- how tips are ranked -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """A library with these tips only."""

    library: Library

    def find(self, words: str, **tips: Tip) -> list[str]:
        return list(Index(replace(self.library, tips=tips)).find(words).tips)

    def tip(self, name: str, **changes: object) -> Tip:
        plain = replace(
            self.library.tips["warm-pack"],
            id=name,
            title="Plain",
            topic="plain",
            wording=Wording("Nothing.", None),
            techniques=(),
            only_for=frozenset(),
        )
        return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shelf(library: Library) -> Shelf:
    return Shelf(library)


def test_a_title_weighs_most_then_the_topic_the_text_and_what_is_behind_more(shelf: Shelf) -> None:
    tips = {
        "d": shelf.tip("d", wording=Wording("Nothing.", "A violin.")),
        "c": shelf.tip("c", wording=Wording("Two violins.", None)),
        "b": shelf.tip("b", topic="violin"),
        "a": shelf.tip("a", title="The violin"),
        "e": shelf.tip("e"),
    }
    assert shelf.find("violin", **tips) == ["a", "b", "c", "d"]
    assert shelf.find("the violins", **tips) == ["a", "b", "c", "d"]
    assert shelf.find("violln", **tips) == ["a", "b", "c", "d"]


def test_every_word_that_matters_has_to_be_found(shelf: Shelf) -> None:
    tips = {
        "a": shelf.tip("a", title="The violin"),
        "b": shelf.tip("b", title="The trumpet"),
        "c": shelf.tip("c", title="The violin", wording=Wording("And the trumpet.", None)),
    }
    assert shelf.find("a violin with a trumpet please", **tips) == ["c"]
    assert shelf.find("violin trumpet oboe", **tips) == []
    assert shelf.find("violin, and my back hurts", **tips) == ["a", "c"]


def test_a_sentence_that_stands_in_many_tips_is_about_none_of_them(shelf: Shelf) -> None:
    tips = {name: shelf.tip(name, wording=Wording("Stop if it burns. ", None)) for name in "abc"}
    tips["d"] = shelf.tip("d", wording=Wording("Soup burns.", None))
    assert shelf.find("burns", **tips) == ["d"]


def test_without_the_words_the_tips_of_the_technique_or_for_the_condition_are_found(shelf: Shelf) -> None:
    tips = {
        "a": shelf.tip("a", techniques=("heat",)),
        "b": shelf.tip("b", only_for=frozenset({"pregnancy"})),
        "c": shelf.tip("c"),
    }
    assert shelf.find("hot water bottle", **tips) == ["a"]
    assert shelf.find("pregnant", **tips) == ["b"]
    assert shelf.find("shiatsu", **tips) == []


def test_there_are_at_most_so_many_tips(shelf: Shelf) -> None:
    tips = {f"t{n}": shelf.tip(f"t{n}", title="The violin") for n in range(MAX_TIPS + 5)}
    assert shelf.find("violin", **tips) == [f"t{n}" for n in range(MAX_TIPS)]


@pytest.mark.parametrize(
    "forms",
    [
        "stretch stretches stretched stretching",
        "breathe breathes breathed breathing breath",
        "sit sits sitting",
        "worry worries worried worrying",
        "press presses pressed pressing",
        "roll rolls rolled rolling",
        "exercise exercises exercising",
        "knee knees",
        "bleed bleeds bleeding",
    ],
)
def test_simple_endings_are_folded(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("word", ["bed", "this", "less", "bus", "need", "ring", "ice", "fits"])
def test_what_only_looks_like_an_ending_is_left(word: str) -> None:
    assert stem(word) in {word, word[:-1] if word == "less" else word}


# --- what nobody searches for --------------------------------------------------------------------------

HOSTILE = [
    *NONSENSE,
    "a",
    "'",
    "🙂",
    "👩‍👩‍👧‍👦🔥🔥",
    "\x00",
    "\ud800",
    "x" * 1000,
    "xqz " * 250,
    "ﷺ" * 1000,
    "é" * 1000,
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "[link](http://example.org)",
    "' OR 1=1; --",
    "%s %n {0} ${x}",
    "me duele la espalda",
    "mal de dos",
    "Ich habe Rückenschmerzen",
    "mi fa male la schiena",
    "sırt ağrısı",
    "у меня болит спина",
    "腰が痛い",
    "ظهري يؤلمني",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_means_nothing_here_finds_nothing(index: Index, words: str) -> None:
    assert index.find(words).is_empty


def test_a_long_story_is_looked_at_as_far_as_a_search_goes(index: Index) -> None:
    story = "sciatica " + "and then my neighbour told me about her garden " * 20
    assert index.find(story[:1000]) == index.find(story[:500])


@given(st.one_of(st.text(max_size=40), st.text(alphabet="abehilnorst '-.", max_size=60)))
def test_any_text_finds_few_different_things_that_are_there_and_the_same_every_time(
    library: Library, index: Index, words: str
) -> None:
    hits = index.find(words)
    assert len(hits.tips) == len(set(hits.tips)) <= MAX_TIPS
    assert set(hits.tips) <= library.tips.keys()
    for match in (hits.techniques, hits.conditions):
        assert len(match.items) == len({thing.id for thing in match.items}) <= MAX_OFFERED
        assert match.items or not match.sure
    assert index.find(words) == hits


def test_an_index_made_again_finds_the_same(library: Library, index: Index) -> None:
    again = Index(library)
    for words in ("hot water bottle", "pregnant", "breething", "sitting", "cant sleep", "anxious"):
        assert again.find(words) == index.find(words)
