"""Levels that rise with a figure: past one limit a warning, past the next a stop."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.terms.check import Level


class Step(NamedTuple):
    """What holds once a figure goes past a limit."""

    over: Decimal
    level: Level

    def __str__(self) -> str:
        return f"over {self.over}, level {self.level}"


class Steps(NamedTuple):
    """Steps, and the limit below which nobody has to look at them."""

    steps: tuple[Step, ...]
    least: Decimal

    @classmethod
    def of(cls, *steps: tuple[int | Decimal, str]) -> "Steps":
        """Steps from limits and the names of levels. Raises KeyError for a level that does not exist."""
        read = tuple(Step(Decimal(over), Level.read(level)) for over, level in steps)
        return cls(read, min((step.over for step in read), default=Decimal("Infinity")))

    def passed(self, measured: Decimal) -> Step | None:
        """The gravest step that `measured` goes past; None where it passes none."""
        return max((step for step in self.steps if measured > step.over), key=_gravity, default=None)

    def __str__(self) -> str:
        return "; ".join(map(str, self.steps)) or "none"


def _gravity(step: Step) -> tuple[Level, Decimal]:
    return step.level, step.over
