"""The small picture of /stats, worked out before it is drawn. Light to import, as `chart.py`."""

from dataclasses import dataclass
from datetime import date

from bot.domain.discretion import may_be_told


@dataclass(frozen=True, slots=True)
class Bars:
    """Two counts for each of the days that end with `last`, the oldest first."""

    last: date
    newcomers: tuple[int, ...]
    answers: tuple[int, ...]

    def shown(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What may be seen of them, by name."""
        named = (("Check-ins answered", self.answers), ("New people", self.newcomers))
        return tuple((name, tuple(n if may_be_told(n) else 0 for n in counts)) for name, counts in named)


def draw(bars: Bars) -> bytes:
    """The picture, as PNG."""
    from bot.views.bar_drawing import picture  # noqa: PLC0415  matplotlib takes half a second to load

    return picture(bars)
