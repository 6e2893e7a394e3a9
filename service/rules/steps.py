"""Levels that rise with a figure: past one limit a warning, past the next a stop."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from service.domain.check import Level


def highest(steps: Iterable[Mapping[str, Any]], measured: Decimal) -> Level | None:
    """The level of the highest step that `measured` goes past; None where it passes none."""
    passed = [Level.read(step["level"]) for step in steps if measured > Decimal(step["over"])]
    return max(passed, default=None)
