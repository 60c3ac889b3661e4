"""Who has sent how much just now."""

from collections import OrderedDict

from bot.domain.flood import MOST, Recent, Verdict, heard

_REMEMBERED = 10_000  # people


class FloodGuard:
    """Each process knows what it has seen itself, which is enough."""

    def __init__(self, most: float = MOST) -> None:
        self._most = most
        self._recent: OrderedDict[int, Recent] = OrderedDict()

    def judge(self, person: int, weight: float, at: float) -> Verdict:
        """`at`: seconds of a clock that only goes forward."""
        recent, verdict = heard(self._recent.pop(person, Recent()), weight, at, self._most)
        self._recent[person] = recent
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return verdict
