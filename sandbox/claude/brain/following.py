"""What a text has in common with what was agreed, or decided, about others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.claude.brain.tasks import CONTENT
from sandbox.claude.brain.words import fillers, fold

ENOUGH = 0.5
NEARLY_ALL = 0.6


def telling(text: str) -> set[str]:
    """The words of a text that say what it is about."""
    return {word for word in CONTENT.findall(fold(text)) if word not in fillers()}


def falls_under(text: str, exclusions: Sequence[str]) -> str:
    """The exclusion of which a text holds at least half of the telling words; the first of the best, or nothing."""
    shares = {exclusion: _share(telling(exclusion), telling(text)) for exclusion in exclusions}
    best = max(shares, key=lambda exclusion: shares[exclusion], default="")
    return best if best and shares[best] >= ENOUGH else ""


def most_alike(text: str, decided: Mapping[str, str]) -> str:
    """The category of the decided text that shares most words with this one, where they share most of them."""
    shares = {other: _share(telling(other) | telling(text), telling(other) & telling(text)) for other in decided}
    best = max(shares, key=lambda other: shares[other], default="")
    return decided[best] if best and shares[best] >= NEARLY_ALL else ""


def _share(wanted: set[str], found: set[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0
