"""Make the weights of the triage from the development messages: `make triage-train`.

A linear support vector machine for each sign against all others. What a feature is, is defined in
`bot.domain.triage.features` alone; here it only gets its weight. Rare features count for more (by the
logarithm of how rare they are), as usual with texts.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from bot.content.triage_weights import write_weights
from bot.domain.triage.features import features_of_letters, features_of_words
from bot.domain.triage.reading import clauses
from bot.domain.triage.weights import LETTERS_COUNT, NO_SIGN, Weights, row_of
from training.triage.messages import DEVELOPMENT, Message, read

ROWS = 1 << 20  # of the table
LEAST_SEEN = 2  # a feature of one message only says nothing
BURIED = 12_000  # messages made by putting a short one among harmless sentences
AMONG_ASIDES = 0.35  # the share of them that stands among asides only
SHORT = 140  # characters
ASIDES = (  # said with anything; so they must speak for nothing
    "lol", "haha", "thanks", "thx", "hi", "hello", "help", "please", "pls", "sorry", "ok", "now",
    "good morning", "tbh", "idk", "xx", "cheers", "😂", "😭", "🙂", "pain 6", "4/10", "just saying",
    "what now", "is that bad",
)  # fmt: skip
SHARPNESS = 6.0  # from distances to chances
COST, SCALE = 1.0, 0.8  # of the vector machine
STEPS = 10  # of a weight, each way; finer ones change nothing for unseen writers
CUT_OFF = 0.99999  # the share of weights that fit into the steps; the few beyond are cut to the last one
SEED = 1


def train(messages: Sequence[Message]) -> Weights:
    """The weights that these messages give."""
    messages = [*messages, *buried(messages)]
    matrix = _matrix([message.text for message in messages])
    seen = np.bincount(matrix.indices, minlength=ROWS)
    kept = np.flatnonzero(seen >= LEAST_SEEN)
    worth = (np.log((1 + len(messages)) / (1 + seen[kept])) + 1) * SCALE
    signs = [NO_SIGN, *sorted({message.sign for message in messages} - {NO_SIGN})]
    labels = [signs.index(message.sign) for message in messages]
    machine = LinearSVC(C=COST, tol=2e-3, random_state=SEED)
    machine.fit(matrix[:, kept] @ sparse.diags(worth), labels)
    return _table(signs, kept, (machine.coef_ * worth).T * SHARPNESS, machine.intercept_ * SHARPNESS)


def buried(messages: Sequence[Message]) -> Iterator[Message]:
    """Short messages among harmless sentences and asides, so that their signs are heard there too."""
    chance = np.random.default_rng(SEED)
    short = [message for message in messages if len(message.text) < SHORT]
    calm = [one.text for one in short if one.sign == NO_SIGN and one.kind in {"plain", "terse"}]
    for _ in range(BURIED if calm else 0):
        message = short[chance.integers(len(short))]
        around = ASIDES if chance.random() < AMONG_ASIDES else calm
        sentences = [around[at] for at in chance.integers(len(around), size=chance.integers(1, 4))]
        sentences.insert(chance.integers(len(sentences) + 1), message.text)
        glue = (". ", " ", "\n")[chance.integers(3)]
        yield replace(message, text=glue.join(sentence.rstrip(".") for sentence in sentences))


def _matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """One line for each text; each feature counts once, the more of them the less."""
    ends: list[int] = [0]
    rows: list[int] = []
    values: list[float] = []
    for text in texts:
        read_as = clauses(text)
        words, letters = features_of_words(read_as), features_of_letters(read_as)
        for features, share in ((words, 1.0), (letters, LETTERS_COUNT)):
            rows += [row_of(feature, ROWS) for feature in features]
            values += [share / sqrt(len(features) or 1)] * len(features)
        ends.append(len(rows))
    matrix = sparse.csr_matrix((values, rows, ends), shape=(len(texts), ROWS))
    matrix.sum_duplicates()
    return matrix


def _table(signs: list[str], kept: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> Weights:
    """The weights in whole steps; those that come to nothing are left out."""
    unit = float(np.quantile(np.abs(weights), CUT_OFF)) / STEPS
    steps = np.clip(np.rint(weights / unit), -STEPS, STEPS).astype(np.int8)
    counts = np.zeros(ROWS, dtype=np.uint8)
    counts[kept] = (steps != 0).sum(1)
    feature, column = np.nonzero(steps)
    return Weights.from_counts(
        signs,
        biases.tolist(),
        unit,
        counts.tobytes(),
        column.astype(np.uint8).tobytes(),
        steps[feature, column].tobytes(),
    )


def main(path: Path) -> None:
    messages = read(DEVELOPMENT)
    weights = train(messages)
    write_weights(path, weights)
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{len(messages)} messages, {len(weights.columns)} weights, {size:.1f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
