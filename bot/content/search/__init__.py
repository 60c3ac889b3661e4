"""Finding techniques, conditions and tips by what a person types, spelling forgiven."""

from bot.content.search.index import MAX_TIPS, Hits, Index
from bot.content.search.names import MAX_OFFERED, Match, search

__all__ = ["MAX_OFFERED", "MAX_TIPS", "Hits", "Index", "Match", "search"]
