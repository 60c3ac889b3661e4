"""Words we never use: section 6.3 and 6.4 of the clinical facts, as far as patterns can hold them.

They promise what nobody can, frighten, blame, or take the place of a doctor.
A library with one of them is refused.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.content.faults import Fault
from bot.content.item import Item

PATTERNS = (
    # promises
    r"cur(?:es?|ed|ing)", r"heal(?:s|ed|ing)?", r"fix(?:es|ed)?", r"guaranteed?", r"proven to",
    r"natural,? so", r"risk-free", r"no side effects", r"always safe",
    # stories about the body that are not so
    r"toxins?", r"detox\w*", r"flush\w* (?:out|away)", r"waste products?", r"realign\w*",
    r"back (?:in|into) place", r"crack(?:s|ed)? (?:your |the )?back", r"out of alignment",
    r"adjust\w* (?:the|your) spine",
    r"(?:trapped|pinched) nerves?", r"decompress\w*", r"(?:free|releas)\w* (?:a|the|your) nerves?",
    r"energy (?:flow|balance)", r"meridians?",
    # pushing, and its opposite
    r"no pain,? no gain", r"the deeper the better", r"push(?:ing)? through", r"rest until it passes",
    r"stay(?:ing)? in bed",
    # fright and blame
    r"worn[- ]out", r"wear and tear", r"crumbl\w+", r"(?:damaged|unstable|weak) (?:back|spine)",
    r"(?:bad|poor) posture", r"in your head", r"just relax", r"must", r"should have", r"failed",
    r"non-compliant",
    # a doctor's words
    r"we diagnosed?", r"only muscular", r"nothing to worry about", r"nothing serious",
    r"stop (?:taking )?your (?:tablets|medicines?|pills)",
    r"instead of (?:a |the |your |seeing )*(?:medicines?|tablets|pills|doctor)", r"litres",
    # people
    r"suffer(?:s|ing)? from", r"victims?", r"diabetic (?:person|people)", r"handicapped", r"mentally ill",
)  # fmt: skip
_NEVER = re.compile(rf"\b(?:{'|'.join(PATTERNS)})\b", re.IGNORECASE)
_NOT_OURS = {"aliases", "sources", "verdicts"}  # what people call things, and names


def never_said(items: Sequence[Item[Any]]) -> Iterator[Fault]:
    """Every text that people read and that holds such words."""
    for item in items:
        for place, text in item.texts(_NOT_OURS):
            if found := _NEVER.search(text):
                line = item.file.line_with(found.group(), (*item.place, *place))
                message = f'{place[0]}: we never say "{found.group()}"; say what may help, and for whom'
                yield Fault(item.file.name, line, item.id, message)
