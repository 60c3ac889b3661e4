"""Processor time of hearing one message: as people write, and the worst that Telegram lets through."""

import random
import string
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median, quantiles

from bot.content.load import load_library
from bot.domain.triage import Lexicon, assess
from training.triage.messages import DEVELOPMENT, read

TIPS = Path(__file__).parents[2] / "tips"
LONGEST = 4096
WANTED = 5  # milliseconds
ROUNDS = 5


def longest_texts(messages: list[str]) -> dict[str, str]:
    """Texts as long as they can be, each of another sort."""
    chance = random.Random(1)  # noqa: S311  no secret
    letters = ("".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(LONGEST))
    texts = {
        "people's words": " ".join(messages[::200]),
        "one word again and again": "pain " * LONGEST,
        "words of no language": " ".join(letters),
        "signs of all scripts": "".join(chr(chance.randint(33, 0x2FFF)) for _ in range(LONGEST)),
    }
    return {name: text[:LONGEST] for name, text in texts.items()}


def measure() -> None:
    lexicon = load_library(TIPS).lexicon
    messages = [message.text for message in read(DEVELOPMENT)]
    took = list(_milliseconds(messages[::20], lexicon))
    print(f"hearing a message, milliseconds of processor (aim {WANTED})")
    middle, p99, worst = median(took), quantiles(took, n=100)[98], max(took)
    print(f"  as people write: median {middle:.2f}, p99 {p99:.2f}, worst {worst:.2f}")
    for name, text in longest_texts(messages).items():
        print(f"  {LONGEST} characters, {name}: {min(_milliseconds([text] * ROUNDS, lexicon)):.2f}")


def _milliseconds(texts: Iterable[str], lexicon: Lexicon) -> Iterable[float]:
    for text in texts:
        began = time.process_time_ns()
        assess(text, lexicon)
        yield (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    measure()
