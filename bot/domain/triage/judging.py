"""From chances to an assessment."""

from collections import defaultdict
from collections.abc import Mapping

from bot.domain.triage.assessment import CALM, Assessment, Urgency
from bot.domain.triage.lexicon import Lexicon

_BESIDE = 0.4  # a further sign is named from this share of the likeliest one's chance on
_MOST_NAMED = 3
_AT_ONCE = (Urgency.EMERGENCY, Urgency.CRISIS)


def judge(chances: Mapping[str, float], lexicon: Lexicon) -> Assessment:
    """What to say of a text whose signs have these chances ("none" among them)."""
    by_level = _by_level(chances, lexicon)
    total: dict[Urgency, float] = defaultdict(float)
    for level, signs in by_level.items():
        total[level] = sum(signs.values())
    at_once = total[Urgency.EMERGENCY] + total[Urgency.CRISIS]
    alarming = at_once + total[Urgency.URGENT]
    limits = lexicon.thresholds
    if at_once < limits.at_once and alarming < limits.today:
        return _named(Urgency.SOON, by_level) if total[Urgency.SOON] >= limits.soon else CALM
    level = max((*_AT_ONCE, Urgency.URGENT), key=lambda one: total[one])
    if alarming < limits.sure:
        return _asked(by_level[level])
    if level is Urgency.URGENT and at_once >= limits.at_once:
        return _asked(by_level[max(_AT_ONCE, key=lambda one: total[one])])
    named = _named(level, by_level)
    other = next((one for one in _AT_ONCE if one is not level and total[one] >= limits.at_once), None)
    if level in _AT_ONCE and other is not None:  # despair and a body that calls for help: both are told
        return Assessment(level, (*named.signs, _likeliest(by_level[other])))
    return named


def _by_level(chances: Mapping[str, float], lexicon: Lexicon) -> dict[Urgency, dict[str, float]]:
    leanings = lexicon.leanings
    leaning = {sign: chance * leanings.get(sign, 1.0) for sign, chance in chances.items()}
    total = sum(leaning.values())
    found: dict[Urgency, dict[str, float]] = defaultdict(dict)
    for sign, chance in leaning.items():
        found[lexicon.levels.get(sign, Urgency.NONE)][sign] = chance / total
    return found


def _named(level: Urgency, by_level: Mapping[Urgency, Mapping[str, float]]) -> Assessment:
    signs = by_level[level]
    ordered = sorted(signs, key=lambda sign: signs[sign], reverse=True)
    near = [sign for sign in ordered if signs[sign] >= _BESIDE * signs[ordered[0]]]
    return Assessment(level, tuple(near[:_MOST_NAMED]))


def _asked(signs: Mapping[str, float]) -> Assessment:
    return Assessment(Urgency.ASK, (_likeliest(signs),))


def _likeliest(signs: Mapping[str, float]) -> str:
    return max(signs, key=lambda sign: signs[sign])
