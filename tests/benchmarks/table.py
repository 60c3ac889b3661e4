"""The one table of `make bench`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

HEAD = ("figure", "ours", "best peer", "ratio", "limit")


@dataclass(frozen=True)
class Row:
    """One figure. `limit`: what could be had at best, or at most is wanted; in words."""

    figure: str
    ours: float
    peers: Mapping[str, float] = field(default_factory=dict)  # by name
    limit: str = ""
    more_is_better: bool = True

    def cells(self) -> tuple[str, ...]:
        """As the table shows them. The ratio is how many times better ours is."""
        if not self.peers:
            return self.figure, number(self.ours), "–", "–", self.limit
        best = (max if self.more_is_better else min)(self.peers, key=lambda name: self.peers[name])
        theirs = self.peers[best]
        upper, lower = (self.ours, theirs) if self.more_is_better else (theirs, self.ours)
        ratio = f"{upper / lower:,.2f}" if lower else "–"
        return self.figure, number(self.ours), f"{number(theirs)} ({best})", ratio, self.limit


def number(value: float) -> str:
    """Three digits or more, none of them without meaning."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def drawn(rows: Iterable[Row]) -> str:
    """Rows under the head, in columns."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in {0, len(HEAD) - 1} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
