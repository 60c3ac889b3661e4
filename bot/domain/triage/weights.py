"""How much each feature speaks for each sign: a linear model, its weights in a table.

A feature finds its row by a hash, so no list of features is kept; two features may share a row. Row r
holds the entries `starts[r]` to `starts[r + 1]`; entry i speaks for sign `columns[i]` with `values[i]`.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import exp, sqrt
from typing import Self
from zlib import crc32

from bot.domain.triage.features import features_of_letters, features_of_words
from bot.domain.triage.reading import Clause

LETTERS_COUNT = 0.6  # beside the words' 1
NO_SIGN = "none"


def row_of(feature: str, rows: int) -> int:
    """The row of a feature in a table of `rows` (a power of two)."""
    return crc32(feature.encode()) & (rows - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """`signs` names the columns; the first is "none". `biases` are theirs in the order of `signs`.
    A value of 1 in the table is worth `unit`."""

    signs: tuple[str, ...]
    biases: tuple[float, ...]
    unit: float
    starts: Sequence[int] = field(repr=False)  # some million numbers
    columns: bytes = field(repr=False)
    values: "array[int]" = field(repr=False)

    @classmethod
    def from_counts(
        cls,
        signs: Sequence[str],
        biases: Sequence[float],
        unit: float,
        counts: bytes,
        columns: bytes,
        values: bytes,
    ) -> Self:
        """`counts` holds how many entries each row has. Raises ValueError where the parts do not fit."""
        starts = array("I", accumulate(counts, initial=0))
        steps = array("b", values)
        is_whole = starts[-1] == len(columns) == len(steps) and len(counts).bit_count() == 1
        is_named = len(signs) == len(biases) > max(columns, default=0) and signs[0] == NO_SIGN
        if not is_whole or not is_named:
            raise ValueError("the parts of the table do not fit")
        return cls(tuple(signs), tuple(biases), unit, starts, columns, steps)

    def counts(self) -> bytes:
        """How many entries each row has."""
        return bytes(after - before for before, after in pairwise(self.starts))

    def chances(self, clauses: Sequence[Clause]) -> dict[str, float]:
        """How likely each sign is, going by the words; the chances add up to 1."""
        scores = list(self.biases)
        words, letters = features_of_words(clauses), features_of_letters(clauses)
        for features, share in ((words, 1.0), (letters, LETTERS_COUNT)):
            if features:
                worth = self.unit * share / sqrt(len(features))
                for column, value in enumerate(self._sums(features)):
                    scores[column] += worth * value
        return dict(zip(self.signs, _softmax(scores), strict=True))

    def alarm(self, features: Iterable[str]) -> int:
        """How much features speak for the likeliest sign of each, rather than for none; in units."""
        starts, columns, values, last = self.starts, self.columns, self.values, len(self.starts) - 2
        total = 0
        for feature in features:
            row = crc32(feature.encode()) & last
            begin, end = starts[row], starts[row + 1]
            if begin < end:
                total += max(values[begin:end]) - (values[begin] if columns[begin] == 0 else 0)
        return total

    def _sums(self, features: Iterable[str]) -> list[int]:
        sums = [0] * len(self.signs)
        starts, columns, values, last = self.starts, self.columns, self.values, len(self.starts) - 2
        for feature in features:
            row = crc32(feature.encode()) & last
            begin, end = starts[row], starts[row + 1]
            for column, value in zip(columns[begin:end], values[begin:end], strict=True):
                sums[column] += value
        return sums


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    raised = [exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]
