"""What `content check` tells an author beyond what the bot needs to run."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content import readability
from bot.content.coverage import TIPS_A_CONDITION, TIPS_IN_SAFE_SET, inspect
from bot.content.load import read_content
from bot.content.schema import schemas
from tests.conftest import TIPS
from tests.domain.judge import suitable

MOOD = "en/tips/mood.yaml"


def tip(name: str, **fields: object) -> dict[str, object]:
    plain = {
        "id": name, "title": f"About {name}", "body": f"Try {name} today. It may help.",
        "paragraphs": ["opening"], "techniques": [], "safe_set": True, "position": "any",
        "minutes": 1, "grade": "practice", "sources": ["OWN"], "review": {"status": "draft"},
    }  # fmt: skip
    return plain | fields


LONG = "The cat sat on the mat and then the dog sat on the mat and then they all sat down there."
SAME = "Walk to the door and back when you have sat for a while. Small walks add up over a day."
WRONG = {  # what is wrong with a tip -> the tip, and what is said of it
    "a sentence too long": (tip("mats", body=LONG), "a sentence of 21 words"),
    "sentences long on average": (
        tip("trees", body="The old tree by the road has lost its last leaf of the year at noon."),
        "16.0 words on average",
    ),
    "too many hard words": (
        tip("words", body="Utilise physiological modalities. Sit down."),
        "plainer words for: physiological, modalities",
    ),
    "two numbers": (
        tip("numbers", body="Walk for 5 minutes. Then rest for 10 to 15."), "2 numbers (5, 10 to 15)",
    ),
    "two numbers in an adapted body": (
        tip(
            "adapted", techniques=["heat"], safe_set=False,
            adapted=[{"for": ["epilepsy", "pregnancy"], "body": "Wait 5 minutes. Then 10."}],
            not_for=["pregnancy"],
        ),
        "2 numbers (5, 10)",
    ),
    "no word on a condition": (
        tip("warmth", techniques=["heat"], safe_set=False), "no wording for pregnancy",
    ),
    "a paragraph that is not there": (
        tip("lost", paragraphs=["nowhere"]), "nowhere is not in paragraphs.yaml",
    ),
}  # fmt: skip


def with_one_topic(folder: Path) -> Path:
    """A copy of the content with tips on mood only, for speed."""
    root = Path(shutil.copytree(TIPS, folder / "tips"))
    for path in (root / "en" / "tips").glob("*.yaml"):
        if path != root / MOOD:
            path.unlink()
    return root


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Everything the check says of a library with all of these faults, by item."""
    root = with_one_topic(tmp_path_factory.mktemp("authors"))
    path = root / MOOD
    good = [tip("one", body=SAME), tip("two", body=SAME.replace("a day", "the day"), title="about ONE")]
    path.write_text(yaml.safe_dump([entry for entry, _ in WRONG.values()] + good), encoding="utf-8")
    sense = inspect(read_content(root))[0]  # faults of sense hide the figures, so once more without them
    fine = [entry for entry, _ in WRONG.values() if entry["techniques"] == []]
    path.write_text(yaml.safe_dump(fine + good), encoding="utf-8")
    (root / "paragraphs.yaml").write_text("opening: Opening\nmars: Mars\n", encoding="utf-8")
    faults = [*sense, *inspect(read_content(root))[0]]
    found: dict[str, str] = {}
    for fault in faults:
        found[fault.item or fault.file] = found.get(fault.item or fault.file, "") + f"{fault}\n"
    return found


@pytest.mark.parametrize("what", WRONG)
def test_a_fault_in_the_wording_is_told_with_its_file_and_item(told: dict[str, str], what: str) -> None:
    entry, says = WRONG[what]
    assert says in told[str(entry["id"])]
    assert told[str(entry["id"])].startswith(MOOD)


def test_a_tip_said_twice_is_told(told: dict[str, str]) -> None:
    assert "% like that of one" in told["two"]
    assert "title: the same as that of one" in told["two"]


def test_what_is_too_little_is_told(told: dict[str, str]) -> None:
    assert "at least 8" in told[MOOD]
    assert "Mars: served by 0 of 2 tips" in told["mars"]


@pytest.mark.parametrize("file", ["paragraphs.yaml", "plain_words.yaml"])
def test_a_file_for_authors_in_the_wrong_shape_is_a_fault_and_one_that_is_missing_is_none(
    tmp_path: Path, file: str
) -> None:
    root = with_one_topic(tmp_path)
    (root / file).write_text("3\n", encoding="utf-8")
    assert [fault.file for fault in inspect(read_content(root))[0] if fault.file == file] == [file]
    (root / file).unlink()
    assert [fault.file for fault in inspect(read_content(root))[0] if fault.file == file] == []


def test_the_shipped_library_passes_and_its_figures_are_those_counted_by_hand() -> None:
    faults, figures = inspect(read_content(TIPS))
    assert faults == []
    assert figures is not None
    assert sum(figures.tips.values()) >= 180
    assert min(figures.tips.values()) >= 8
    assert figures.safe_set == len(suitable(None)) >= TIPS_IN_SAFE_SET
    assert (figures.paragraphs, figures.paragraphs_served) == (59, 59)
    singles = {left.conditions[0]: left.tips for left in figures.left if len(left.conditions) == 1}
    assert len(figures.left) == len(singles) + len(singles) * (len(singles) - 1) // 2
    assert min(singles.values()) >= TIPS_A_CONDITION
    assert {name: len(suitable([name])) for name in singles} == singles
    for left in figures.left[:3]:
        assert left.tips == len(suitable(left.conditions))


def test_the_schemas_are_those_of_the_models() -> None:
    """`python -m bot content schema` writes them."""
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (TIPS / "schema").iterdir()}
    assert shipped == schemas()


def test_steps_and_lines_of_a_list_are_sentences_even_without_a_full_stop() -> None:
    text = "1. Sit down\n2. Breathe out. Slowly!\n\n- Rest\n"
    assert readability.sentences(text) == ["Sit down", "Breathe out.", "Slowly!", "Rest"]


def test_a_number_or_an_abbreviation_with_a_dot_inside_ends_no_sentence() -> None:
    assert len(readability.sentences("It is 2.5 cm, no more. Good.")) == 2


def test_below_thirty_sentences_a_grade_is_not_told() -> None:
    assert readability.pooled(["Go on. " * 29]).smog is None
    assert readability.pooled(["Sit on the mat. " * 30]).smog == pytest.approx(3.1)


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    readability.too_hard(text, frozenset())
    readability.pooled([text])
