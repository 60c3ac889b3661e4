"""Make the weights of the triage from the development messages: `make triage-train`.

A linear support vector machine for each sign against all others. What a feature is, is defined in
`bot.domain.triage.features` alone; here it only gets its weight. Rare features count for more (by the
logarithm of how rare they are), as usual with texts.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from bot.content.triage_weights import write_weights
from bot.domain.triage.features import features_of_letters, features_of_words
from bot.domain.triage.reading import clauses
from bot.domain.triage.weights import LETTERS_COUNT, Weights, row_of
from training.triage.messages import DEVELOPMENT, Message, read

ROWS = 1 << 20  # of the table
LEAST_SEEN = 2  # a feature of one message only says nothing
BURIED = 8000  # messages made by putting a short one among harmless sentences
SHARPNESS = 6.0  # from distances to chances
COST, SCALE = 1.0, 0.8  # of the vector machine
STEPS = 127  # of a weight, each way
CLIPPED = 0.9995  # the share of weights that are not cut off at the ends
SEED = 1


def train(messages: Sequence[Message]) -> Weights:
    """The weights that these messages give."""
    messages = [*messages, *buried(messages)]
    matrix = _matrix([message.text for message in messages])
    seen = np.bincount(matrix.indices, minlength=ROWS)
    kept = np.flatnonzero(seen >= LEAST_SEEN)
    rarity = np.log((1 + len(messages)) / (1 + seen[kept])) + 1
    signs = sorted({message.sign for message in messages})
    labels = [signs.index(message.sign) for message in messages]
    machine = LinearSVC(C=COST, tol=2e-3, random_state=SEED)
    machine.fit(matrix[:, kept] @ sparse.diags(rarity * SCALE), labels)
    return _table(signs, kept, (machine.coef_ * (rarity * SCALE)).T * SHARPNESS, machine.intercept_ * SHARPNESS)


def buried(messages: Sequence[Message]) -> list[Message]:
    """Short messages among harmless sentences, so that their signs are heard in long ones too."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    calm = [m.text for m in messages if m.sign == "none" and m.kind in {"plain", "terse"} and len(m.text) < 150]
    short = [message for message in messages if len(message.text) < 130]
    return [_among(chance.choice(short), chance, calm) for _ in range(BURIED if calm else 0)]


def _among(message: Message, chance: random.Random, calm: Sequence[str]) -> Message:
    sentences = chance.sample(calm, chance.choice((1, 1, 2, 3)))
    sentences.insert(chance.randint(0, len(sentences)), message.text)
    glue = chance.choice((". ", " ", "\n"))
    return replace(message, text=glue.join(sentence.rstrip(".") for sentence in sentences))


def _matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """One line for each text; each feature counts once, the more of them the less."""
    ends, rows, values = [0], [], []
    for text in texts:
        read_as = clauses(text)
        for features, share in ((features_of_words(read_as), 1.0), (features_of_letters(read_as), LETTERS_COUNT)):
            rows += [row_of(feature, ROWS) for feature in features]
            values += [share / sqrt(max(1, len(features)))] * len(features)
        ends.append(len(rows))
    matrix = sparse.csr_matrix((values, rows, ends), shape=(len(texts), ROWS))
    matrix.sum_duplicates()
    return matrix


def _table(signs: list[str], kept: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> Weights:
    """The weights in whole steps; those that come to nothing are left out."""
    unit = float(np.quantile(np.abs(weights), CLIPPED)) / STEPS
    steps = np.clip(np.rint(weights / unit), -STEPS, STEPS).astype(np.int8)
    counts = np.zeros(ROWS, dtype=np.uint8)
    counts[kept] = (steps != 0).sum(1)
    feature, column = np.nonzero(steps)
    return Weights.from_counts(
        signs, biases.tolist(), unit, counts.tobytes(), column.astype(np.uint8).tobytes(), steps[feature, column].tobytes()
    )


def main(path: Path) -> None:
    messages = read(DEVELOPMENT)
    weights = train(messages)
    write_weights(path, weights)
    print(f"{len(messages)} messages, {len(weights.columns)} weights, {path.stat().st_size / 1e6:.1f} MB in {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
