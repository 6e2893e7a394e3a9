"""What the calls have cost, in tokens and in money, until it is written down."""

import threading
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.adapters.claude.prices import Tokens, cost
from service.domain.texts.spending import Spending


@dataclass(slots=True)
class _Bill:
    """What one model has cost for one purpose since it was last written down."""

    requests: int = 0
    tokens: Tokens = Tokens()
    money: Decimal = Decimal(0)


class Usage:
    """Tokens, calls and money, summed over all threads; answers that come too late are counted too."""

    def __init__(self) -> None:
        self.calls = 0
        self.money = Decimal(0)
        self._tokens = Tokens()
        self._open: dict[tuple[str, str], _Bill] = {}
        self._lock = threading.Lock()

    @property
    def output(self) -> int:
        """The tokens of all answers."""
        return self._tokens.output

    def called(self, purpose: str, model: str) -> None:
        """One more request was sent."""
        with self._lock:
            self.calls += 1
            self._open.setdefault((purpose, model), _Bill()).requests += 1

    def add(self, told: Any, purpose: str, model: str, batch: bool = False) -> None:
        """The usage block of one answer, whatever of it can be read."""
        tokens = Tokens(
            _count(told, "input_tokens"),
            _count(told, "output_tokens"),
            _count(told, "cache_read_input_tokens"),
            _count(told, "cache_creation_input_tokens"),
        )
        money = cost(model, tokens, batch)
        with self._lock:
            self._tokens, self.money = _sum(self._tokens, tokens), self.money + money
            bill = self._open.setdefault((purpose, model), _Bill())
            bill.tokens, bill.money = _sum(bill.tokens, tokens), bill.money + money

    def told(self) -> dict[str, int]:
        """All figures by name."""
        return {"calls": self.calls, **self._tokens._asdict()}

    def unwritten(self, month: str) -> list[Spending]:
        """What was spent since this was last asked, as lines of a month; each is handed out once."""
        with self._lock:
            bills, self._open = self._open, {}
        return [
            Spending(month, purpose, model, bill.requests, *bill.tokens, bill.money)
            for (purpose, model), bill in bills.items()
        ]


def _sum(one: Tokens, other: Tokens) -> Tokens:
    return Tokens(*(mine + theirs for mine, theirs in zip(one, other, strict=True)))


def _count(told: Any, name: str) -> int:
    value = getattr(told, name, None)
    return value if isinstance(value, int) and value > 0 else 0
