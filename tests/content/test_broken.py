"""Broken content: every fault is found, all at once, with its file, its line and its item."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.content.faults import ContentError, Fault
from bot.content.load import load_library, read_content, to_library
from tests.conftest import TIPS

HEAT, MOOD, MOVING = (f"en/tips/{topic}.yaml" for topic in ("heat-and-water", "mood", "moving"))
TECHNIQUES, CONDITIONS, HELP, SOURCES = (
    "en/techniques.yaml",
    "en/conditions.yaml",
    "en/seek_help.yaml",
    "sources.yaml",
)
COUNTRIES = "en/countries.yaml"
NEAR = 3  # lines


@dataclass(frozen=True)
class Break:
    """One thing broken in one file. `old` becomes `new` once, or the whole text is made anew; the fault
    is where they begin to differ, or at the line that begins with `at`."""

    file: str
    old: str | Callable[[str], str]
    new: str
    item: str
    says: str
    at: str = ""

    def apply(self, root: Path) -> int:
        """Break it; the line of the fault."""
        path = root / self.file
        before = path.read_text(encoding="utf-8")
        if isinstance(self.old, str):
            assert self.old in before, "the shipped content has changed; break something else"
            after = before.replace(self.old, self.new, 1)
        else:
            after = self.old(before)
        path.write_text(after, encoding="utf-8")
        lines = after.splitlines()
        if self.at:
            return next(i for i, line in enumerate(lines, 1) if line.startswith(self.at))
        pairs = zip(before.splitlines(), lines, strict=False)
        return next((i for i, (old, new) in enumerate(pairs, 1) if old != new), len(lines) or 1)


def minutes(value: str) -> Break:
    return Break(HEAT, "  minutes: 15\n", f"  minutes: {value}\n", "", "")


LONG = "  body: >-\n" + "    one two three four five six seven eight nine ten\n" * 7
SHAPES = {
    "not YAML": Break(HEAT, "  techniques: [heat]", "  techniques: [heat", "", "not YAML"),
    "a tab": Break(MOOD, "  title:", "\ttitle:", "", "not YAML"),
    "an empty file": Break(MOOD, lambda _: "", "", "", "empty"),
    "only a comment": Break(MOOD, lambda _: "# later\n", "", "", "empty"),
    "two documents": Break(MOOD, lambda text: text + "\n---\n- id: x\n", "", "", "not YAML", "---"),
    "a key given twice": Break(
        HEAT, "  minutes: 15", "  minutes: 15\n  minutes: 15", "", "minutes stands twice"
    ),
    "a misspelt key": Break(HEAT, "  minutes: 15", "  minuts: 15", "warm-pack", "minuts"),
    "a key left out": Break(
        HEAT, "  minutes: 15\n", "", "warm-pack", "minutes: Field required", "- id: warm-pack"
    ),
    "a wrong choice": Break(HEAT, "  grade: supported", "  grade: superb", "warm-pack", "grade"),
    "a wrong number": Break(HEAT, "  minutes: 15", "  minutes: soon", "warm-pack", "minutes"),
    "an empty title": Break(HEAT, "title: A warm pack, the careful way", "title: ''", "warm-pack", "title"),
    "a bad id": Break(HEAT, "- id: warm-pack", "- id: Warm Pack", "Warm Pack", "id"),
    "a list expected": Break(MOOD, lambda text: f"tips:\n{text}", "", "", "must be a list"),
    "a list expected of techniques": Break(TECHNIQUES, lambda _: "just words\n", "", "", "must be a list"),
    "keys expected of sources": Break(SOURCES, lambda _: "- name: a list\n", "", "", ""),
    "keys expected of seek_help": Break(HELP, lambda _: "- level: emergency\n", "", "", "dictionary"),
    "a country without a number": Break(
        COUNTRIES, '    emergency_number: "911"\n', "", "", "emergency_number", "  - id: us"
    ),
    "a bad address": Break(SOURCES, "url: https://www.nice", "url: www.nice", "", "url"),
    "an unknown verdict": Break(
        CONDITIONS, "    heat: adapt", "    heat: perhaps", "herniated-disc-sciatica", "heat"
    ),
    "a tag of its own": minutes("!mine 15"),
    "an impossible date": minutes("2024-99-99"),
    "an impossible time": minutes("2001-12-14t21:59:43.10-99:30"),
    "an equals sign": minutes("="),
    "a merge sign": minutes("<<"),
    "a number that is none": minutes("!!int abc"),
    "a list in itself": minutes("&a [*a]"),
    "brackets without end": minutes("[" * 900 + "]" * 900),
}
CHECKS = {
    "an id given twice": Break(HEAT, "- id: heat-then-move", "- id: warm-pack", "warm-pack", "twice"),
    "an id of another topic": Break(
        MOOD, lambda t: t.replace("- id: ", "- id: warm-pack #", 1), "", "warm-pack", "twice"
    ),
    "an unknown technique": Break(
        HEAT, "techniques: [heat]", "techniques: [heet]", "warm-pack", "heet is not known"
    ),
    "an unknown source": Break(
        HEAT, "sources: [COCH-H,", "sources: [COCH-X,", "warm-pack", "COCH-X is not known"
    ),
    "an unknown source of a sign": Break(
        HELP, "sources: [NHS-back,", "sources: [NHS-bak,", "", "NHS-bak is not known"
    ),
    "a number that no country gives": Break(
        HELP,
        "      Call {emergency_number},",
        "      Call {fire},",
        "",
        "{fire} is not filled in",
    ),
    "a country given twice": Break(COUNTRIES, "  - id: ie", "  - id: gb", "", "gb stands twice"),
    "an unknown condition": Break(
        HEAT, "        - spinal-stenosis", "        - spinal-tap", "warm-pack", "spinal-tap"
    ),
    "only for an unknown condition": Break(
        HEAT, "  minutes: 15", "  minutes: 15\n  only_for: [tiredness]", "warm-pack", "tiredness"
    ),
    "no verdict on a technique": Break(
        CONDITIONS, "    heat: adapt\n", "", "herniated-disc-sciatica", "no verdict on heat", "  verdicts:"
    ),
    "a verdict on no technique": Break(
        CONDITIONS, "    heat: adapt\n", "    heat: adapt\n    lava: ok\n", "herniated-disc-sciatica", "lava"
    ),
    "a sign that is none": Break(
        CONDITIONS,
        "  review_days: 90",
        "  review_days: 90\n  silences: e-nothing",
        "herniated-disc-sciatica",
        "e-nothing",
    ),
    "a long body": Break(
        HEAT, lambda t: t.replace("  body: >-\n", LONG, 1), "", "warm-pack", "words", "  body: >-"
    ),
    "a long adapted body": Break(
        HEAT, "        First check", "        " + "First " * 61 + "check", "warm-pack", "adapted body"
    ),
    "a word we never say": Break(HEAT, "Peep at the", "A cure for the", "warm-pack", '"cure"'),
    "a word we never say, deep in a text": Break(
        HEAT, "    6. Do not lie on it", "    6. A cure. Do not lie on it", "warm-pack", '"cure"'
    ),
    "a word we never say in adapted wording": Break(
        HEAT, "        First check", "        A cure. First check", "warm-pack", '"cure"'
    ),
    "a word we never say in a caution": Break(
        TECHNIQUES, "Leave it for now", "A cure. Leave it for now", "swedish", '"cure"'
    ),
    "a word we never say to those with a condition": Break(
        CONDITIONS, "    Short walks,", "    A cure, short walks,", "herniated-disc-sciatica", '"cure"'
    ),
    "a word we never say where help is": Break(
        HELP, "      Call {emergency", "      A cure. Call {emergency", "", '"cure"'
    ),
    "heat in the safe set": Break(HEAT, "  safe_set: false", "  safe_set: true", "warm-pack", "safe_set"),
    "adapted where nothing is to adapt": Break(
        HEAT, "        - spinal-stenosis", "        - osteoporosis", "warm-pack", "osteoporosis"
    ),
    "a technique that is only explained": Break(
        HEAT, "techniques: [heat]", "techniques: [heat, thai]", "warm-pack", "thai"
    ),
    "a technique too long for a message": Break(
        TECHNIQUES,
        "    Long strokes,",
        "    " + "very " * 250 + "long strokes,",
        "swedish",
        "fit in a message",
        "  home:",
    ),
    "levels out of order": Break(HELP, "level: urgent", "level: soon", "", "levels", "levels:"),
    "a sign given twice": Break(HELP, "- id: e-bladder", "- id: e-saddle", "", "e-saddle stands twice"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TIPS, tmp_path / "tips"))


@pytest.mark.parametrize("broken", [*SHAPES.values(), *CHECKS.values()], ids=[*SHAPES, *CHECKS])
def test_a_fault_names_its_file_its_line_and_its_item(root: Path, broken: Break) -> None:
    line = broken.apply(root)
    content = read_content(root)
    faults = content.faults
    found = [fault for fault in faults if broken.says in fault.message and broken.item in fault.item]
    assert found, faults
    assert [fault for fault in found if fault.file == broken.file and abs(fault.line - line) <= NEAR], (
        line,
        found,
    )
    with pytest.raises(ContentError):
        to_library(content)


def test_text_that_is_not_utf8_is_a_fault_at_its_line(root: Path) -> None:
    path = root / HEAT
    good = path.read_bytes()
    path.write_bytes(good.replace(b"  minutes: 15", b"  minutes: 15 # caf\xe9", 1))
    line = good.split(b"  minutes: 15", maxsplit=1)[0].count(b"\n") + 1
    [fault] = read_content(root).faults
    assert fault.file == HEAT
    assert fault.line == line


@pytest.mark.parametrize("file", [TECHNIQUES, CONDITIONS, HELP, SOURCES])
def test_a_file_that_is_missing_is_a_fault(root: Path, file: str) -> None:
    (root / file).unlink()
    assert file in [fault.file for fault in read_content(root).faults]


@pytest.mark.parametrize("folder", ["", "en/tips", "en"])
def test_a_folder_that_is_missing_is_a_fault(root: Path, folder: str) -> None:
    shutil.rmtree(root / folder)
    assert read_content(root).faults
    with pytest.raises(ContentError):
        load_library(root)


def test_a_file_name_that_is_too_long_for_a_topic_is_a_fault(root: Path) -> None:
    (root / MOOD).rename(root / "en" / "tips" / f"{'long-' * 6}mood.yaml")
    assert [fault for fault in read_content(root).faults if "topic" in fault.message]


def broken_in(root: Path, *breaks: Break) -> list[Break]:
    """Those of the breaks, applied together, that no fault tells of."""
    for one in breaks:
        one.apply(root)
    faults = read_content(root).faults
    return [
        one
        for one in breaks
        if not any(one.file == fault.file and one.says in fault.message for fault in faults)
    ]


def test_all_faults_of_shape_are_told_at_once(root: Path) -> None:
    names = ["a list expected", "a wrong choice", "a misspelt key", "an unknown verdict", "a bad address"]
    broken_yaml = Break(MOVING, lambda text: text + "  [", "", "", "not YAML")
    assert broken_in(root, *(SHAPES[name] for name in names), broken_yaml) == []


def test_all_faults_of_sense_are_told_at_once(root: Path) -> None:
    names = [
        "an id of another topic", "an unknown technique", "an unknown source", "an unknown source of a sign",
        "no verdict on a technique", "a verdict on no technique", "a sign that is none",
        "a word we never say", "heat in the safe set", "adapted where nothing is to adapt",
        "a sign given twice",
    ]  # fmt: skip
    assert broken_in(root, *(CHECKS[name] for name in names)) == []


@pytest.mark.parametrize("shape", ["a misspelt key", "a key given twice"])
def test_a_fault_of_shape_hides_no_other_fault_elsewhere(root: Path, shape: str) -> None:
    elsewhere = Break(MOVING, "- id: ", "- id: Not An Id #", "", "id")
    never_said = Break(TECHNIQUES, "Long strokes,", "A cure:", "swedish", '"cure"')
    in_the_same_file = Break(HEAT, "title: Warm it, then walk it", "title: ''", "heat-then-move", "title")
    assert broken_in(root, SHAPES[shape], elsewhere, never_said, in_the_same_file) == []


def test_faults_are_told_in_the_order_of_files_and_lines() -> None:
    faults = [Fault("b", 1, "", "x"), Fault("a", 10, "", "x"), Fault("a", 9, "", "x")]
    assert [str(fault) for fault in ContentError(faults).faults] == ["a:9 x", "a:10 x", "b:1 x"]


# --- whatever an author types ------------------------------------------------------------------

SNIPPETS = st.sampled_from(
    [
        "", "!x", "=", "<<", "&a [*a]", "*a", "2024-99-99", "[", "]", "{a: b}", "{", "- ", ": ", "? ", "|",
        ">", "'", '"', "#", "%", "@", "`", "\t", "\n", "\n\n  ", "---", "...", "null", "yes", "0x", "0b_",
        "1e999", ".nan", "~", "!!int x", "!!binary é", "!!set {a}", "é", "\u2028", "\x07", "\ufeff",
    ]
)  # fmt: skip
FILES = st.sampled_from([HEAT, TECHNIQUES, CONDITIONS, HELP, SOURCES])


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with one topic, for speed."""
    root = Path(shutil.copytree(TIPS, tmp_path_factory.mktemp("scratch") / "tips"))
    for path in (root / "en" / "tips").iterdir():
        if path.name != Path(HEAT).name:
            path.unlink()
    return root


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    file=FILES, where=st.floats(0, 0.999), snippet=SNIPPETS, how=st.sampled_from(["value", "insert", "cut"])
)
def test_whatever_is_typed_gives_faults_with_a_line_of_their_file_and_never_an_exception(
    scratch: Path, file: str, where: float, snippet: str, how: str
) -> None:
    original = (TIPS / file).read_text(encoding="utf-8")
    lines = original.splitlines(keepends=True)
    number, at = int(where * len(lines)), int(where * len(original))
    if how == "value":
        key, colon, _ = lines[number].partition(":")
        lines[number] = f"{key}{colon} {snippet}\n"
        text = "".join(lines)
    else:
        text = original[:at] + snippet + original[at + (7 if how == "cut" else 0) :]
    (scratch / file).write_text(text, encoding="utf-8")
    try:
        for fault in read_content(scratch).faults:
            assert (scratch / fault.file).exists()
            assert 1 <= fault.line <= len((scratch / fault.file).read_text(encoding="utf-8").splitlines()) + 1
            assert fault.message
    finally:
        shutil.copyfile(TIPS / file, scratch / file)
