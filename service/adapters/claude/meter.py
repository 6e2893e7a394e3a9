"""What Claude may still cost this month. Nothing is asked once the limit is reached."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from service.adapters.claude.record import Record
from service.adapters.claude.usage import Usage
from service.domain.texts.spending import Budget, shown
from service.words import put, say

COLD = 5
"""After so many requests that nothing was read from the prompt cache, something about the prompt is wrong."""

log = logging.getLogger("tickmark")
Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment, where nobody gives another clock."""
    return datetime.now(UTC)


class Meter:
    """The budget of a run. It is read and written by whoever starts the run, and watched by every thread of it."""

    def __init__(self, usage: Usage, record: Record, limit: Decimal, clock: Clock = now) -> None:
        self._usage, self._record, self._limit, self._clock = usage, record, limit, clock
        self._ceiling = Decimal(0)
        self._before = usage.told()

    def begin(self) -> None:
        """Look how much is left; other instances may have spent something meanwhile."""
        self.write()
        self._ceiling = self._usage.money + self.budget().left
        self._before = self._usage.told()

    def budget(self) -> Budget:
        """The running month as it is written down."""
        month = self.month
        return Budget(month, self._limit, tuple(self._record.spending(month)))

    @property
    def month(self) -> str:
        """The running month, as 2026-11."""
        return f"{self._clock():%Y-%m}"

    @property
    def is_spent(self) -> bool:
        """Whether the limit of the month is reached."""
        return self._usage.money >= self._ceiling

    def has_room_for(self, price: Decimal) -> bool:
        """Whether something of that price is within the limit."""
        return self._usage.money + price <= self._ceiling

    @property
    def refusal(self) -> str:
        """Why nothing is asked any more."""
        spent = self._limit + self._usage.money - self._ceiling
        return say("claude.spent", spent=put(shown(spent)), limit=put(shown(self._limit)))

    def write(self) -> None:
        """Write down what was spent, the tokens of late answers too."""
        lines = self._usage.unwritten(self.month)
        if lines:
            self._record.note_spending(lines)

    def end(self) -> None:
        """Write down what a run has spent, and say what the people who run this should know."""
        self.write()
        budget = self.budget()
        if budget.is_near:
            log.warning("%s", budget.told)
        told = self._usage.told()
        calls, read = (told[name] - self._before[name] for name in ("calls", "cache_read"))
        if calls >= COLD and not read:
            log.warning("Claude's prompt cache was not used once in %d requests.", calls)
