"""What one agency's clients were billed beside hours: in earlier invoices, and so far in this run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, count
from typing import Protocol

from service.domain.invoicing.invoice import Line
from service.domain.money import ZERO
from service.domain.period import Period, text_of

NO_SPENDING = ("trueup", "retention", "release", "setoff")
"""Lines that move money between invoices and are no spending of the client's."""


class Made(Protocol):
    """An earlier invoice."""

    @property
    def sow(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def total(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Account:
    """Claims with their money, and what each period of each SOW has brought in."""

    claims: Mapping[str, Decimal] = field(default_factory=dict)
    spent: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """By SOW and period: lines and discounts, without what only moves money to another invoice."""

    def holds(self, claim: str) -> bool:
        """Whether this is billed already."""
        return claim in self.claims

    def next(self, claim: str) -> str:
        """The claim, or where it is billed already, the first number of it that is not: …/2026-09, …/2026-09/2."""
        numbered = (f"{claim}/{number}" for number in count(2))
        return next(one for one in chain((claim,), numbered) if one not in self.claims)

    def sum(self, beginning: str) -> Decimal:
        """The money of all claims that begin so."""
        return sum((amount for claim, amount in self.claims.items() if claim.startswith(beginning)), ZERO)

    def with_lines(self, sow: str, period: Period, lines: Iterable[Line]) -> "Account":
        """The account once a draft with these lines is made."""
        claims, spent = dict(self.claims), dict(self.spent)
        here = (sow, text_of(period))
        for line in lines:
            claims.update({share.claim: share.amount for share in line.shares if "/" in share.claim})
            if line.kind not in NO_SPENDING:
                spent[here] = spent.get(here, ZERO) + line.amount
        return Account(claims, spent)

    def spending(self, sow: str, periods: Iterable[Period]) -> Decimal:
        """What these periods have brought in so far."""
        return sum((self.spent.get((sow, text_of(period)), ZERO) for period in periods), ZERO)


def account_of(claims: Mapping[str, Decimal], made: Sequence[Made] = ()) -> Account:
    """The account as the ledger has it: what is claimed beside whole rows, and the earlier invoices."""
    spent: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for one in made:
        spent[one.sow, one.period] += one.total
    for claim, amount in claims.items():
        kind, sow, period = _parsed(claim)
        if kind in NO_SPENDING and (sow, period) in spent:
            spent[sow, period] -= amount
    return Account(claims, spent)


def _parsed(claim: str) -> tuple[str, str, str]:
    """Kind, SOW and period of a claim such as retention/PF-003/kept/2026-09."""
    kind, sow, _, period, *_ = [*claim.split("/"), "", "", ""]
    return kind, sow, period
