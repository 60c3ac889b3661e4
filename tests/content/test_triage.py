"""triage.yaml and the weights beside it: read whole, or refused with the remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.load import read_content
from bot.content.triage import WEIGHTS_FILE
from bot.content.triage_weights import WeightsError, read_weights, write_weights
from bot.domain.triage.weights import Weights
from tests.conftest import TIPS

SMALL = Weights.from_counts(["none", "e-bladder"], [0.5, -0.5], 0.25, b"\2\0\1\0", b"\0\1\1", b"\xff\2\3")


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    write_weights(path, SMALL)
    again = read_weights(path)
    assert (again.signs, again.biases, again.unit) == (SMALL.signs, SMALL.biases, SMALL.unit)
    assert (list(again.starts), again.columns, list(again.values)) == ([0, 2, 2, 3, 3], b"\0\1\1", [-1, 2, 3])


@pytest.mark.parametrize("spoil", [lambda b: b[:-3], lambda _: b"", lambda _: b"weights", lambda b: b"x" + b])
def test_a_file_of_weights_that_is_not_whole_is_refused(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "weights"
    write_weights(path, SMALL)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(WeightsError):
        read_weights(path)


@pytest.mark.parametrize(
    ("counts", "columns", "values"),
    [(b"\2\0", b"\0", b"\1"), (b"\1\0", b"\7", b"\1"), (b"\1\0\0", b"\0", b"\1"), (b"\1\0", b"\0", b"\1\1")],
)
def test_parts_that_do_not_fit_make_no_table(counts: bytes, columns: bytes, values: bytes) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Weights.from_counts(["none", "e-bladder"], [0.0, 0.0], 1.0, counts, columns, values)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TIPS, tmp_path / "tips")
    return tmp_path / "tips"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("at_once: ", "at_once: 7 #", "less than 1"),
        ("sure: ", "sure: 0.01 #", "below at_once"),
        ("  e-crisis:\n", "  e-nothing: [ouch]\n  e-crisis:\n", "no sign e-nothing"),
        ("  e-crisis:\n", "  e-bladder: ['(a b|c)']\n  e-crisis:\n", "must be words"),
        ("leanings: {}", "leanings: {e-nothing: 2}", "no sign e-nothing"),
        ("leanings: {}", "leanings: {e-bladder: -1}", "greater than 0"),
    ],
)
def test_what_clinicians_write_wrongly_is_told_with_its_place(
    old: str, new: str, says: str, content: Path
) -> None:
    path = content / "en" / "triage.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = read_content(content).faults
    assert [says in fault.message and fault.file == "en/triage.yaml" for fault in faults] == [True]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.unlink(), "cannot be read"),
        (lambda path: path.write_bytes(b"half"), "not a whole file"),
        (
            lambda path: write_weights(
                path, Weights.from_counts(["none", "e-old"], [0, 0], 1, b"\0", b"", b"")
            ),
            "knows e-old",
        ),
    ],
)
def test_weights_that_are_missing_broken_or_for_other_signs_name_the_remedy(
    spoil: Callable[[Path], object], says: str, content: Path
) -> None:
    spoil(content / WEIGHTS_FILE)
    [fault] = read_content(content).faults
    assert fault.file == WEIGHTS_FILE
    assert says in fault.message
    assert "make triage-train" in fault.message
