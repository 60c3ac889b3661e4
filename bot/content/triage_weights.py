"""The weights of the triage in their file: a line of JSON, then three runs of bytes, compressed."""

import json
import zlib
from pathlib import Path

from bot.domain.triage.weights import Weights


class WeightsError(ValueError):
    """The file is not one of weights, or not a whole one."""


def write_weights(path: Path, weights: Weights) -> None:
    header = {
        "signs": weights.signs,
        "biases": weights.biases,
        "unit": weights.unit,
        "rows": len(weights.starts) - 1,
    }
    parts = [json.dumps(header).encode(), b"\n", weights.counts(), weights.columns, weights.values.tobytes()]
    path.write_bytes(zlib.compress(b"".join(parts), 9))


def read_weights(path: Path) -> Weights:
    """Raises WeightsError and OSError."""
    try:
        line, _, body = zlib.decompress(path.read_bytes()).partition(b"\n")
        header = json.loads(line)
        rows = header["rows"]
        entries, rest = divmod(len(body) - rows, 2)
        if rest or entries < 0:
            raise ValueError("cut short")
        return Weights.from_counts(
            header["signs"],
            header["biases"],
            header["unit"],
            body[:rows],
            body[rows : rows + entries],
            body[rows + entries :],
        )
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"not a whole file of weights: {type(error).__name__}") from None
