"""What the weights make of writers they have not seen: each fold of the development writers in turn.

For choosing the thresholds in `triage.yaml`; the messages set aside are not touched.
"""

import pickle
import sys
from pathlib import Path

from bot.domain.triage.reading import clauses
from training.triage.messages import DEVELOPMENT, Message, read
from training.triage.train import train

FOLDS = 4


def unseen_chances() -> list[tuple[Message, dict[str, float]]]:
    """Every development message with the chances given by weights made without its writer."""
    messages = read(DEVELOPMENT)
    writers = sorted({message.writer for message in messages})
    found = []
    for fold in range(FOLDS):
        left_out = frozenset(writers[fold::FOLDS])
        weights = train([message for message in messages if message.writer not in left_out])
        mine = [message for message in messages if message.writer in left_out]
        found += [(message, weights.chances(clauses(message.text))) for message in mine]
        sys.stderr.write(f"fold {fold + 1} of {FOLDS}: {len(mine)} messages\n")
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(pickle.dumps(unseen_chances()))
