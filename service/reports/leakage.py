"""Money that goes wrong either way: billed though it should not be, or earned and never billed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from service.domain.finding import Risk
from service.domain.money import ZERO, exact, half_up, money, plain
from service.domain.timesheet import Facts
from service.domain.verdict import Status
from service.reports.row import Row

WORKDAYS = 5
SETTLED = (Status.READY, Status.DRAFTED)
KINDS: Mapping[str, Callable[[Row], Decimal]] = {
    "marked as not billable": lambda row: _stake(row, "CAT007"),
    "written down at limits": lambda row: row.bill.written_down_money,
    "paid ahead and about to lapse": lambda row: _stake(row, "RET003"),
}
"""What leaves money unbilled, and what of it a row holds. Minimums are not among it: they are applied to every row."""


class Leak(NamedTuple):
    """Money of one currency at one risk: what was found, what can still be had, and what was had."""

    identified: Decimal = ZERO
    recoverable: Decimal = ZERO
    realised: Decimal = ZERO

    def plus(self, stake: Decimal, *, open_still: bool) -> "Leak":
        """With one more finding: recoverable while the row can be changed, realised once it was decided."""
        had = (stake, ZERO) if open_still else (ZERO, stake)
        return Leak(self.identified + stake, self.recoverable + had[0], self.realised + had[1])


def leaks(rows: Sequence[Row], facts: Facts) -> list[dict[str, Any]]:
    """One figure each for a currency and a risk; a row counts once for a risk, with the most that any finding says."""
    found: dict[tuple[str, Risk], Leak] = {}
    for row in rows:
        for risk in (Risk.WRONG, Risk.UNBILLED):
            stake = max((finding.stake for finding in row.findings if finding.risk is risk), default=ZERO)
            key = (row.currency or facts.agency.currency, risk)
            if stake > 0:
                found[key] = found.get(key, Leak()).plus(stake, open_still=row.status not in SETTLED)
    return [
        {"currency": currency, "risk": risk.value, **{name: plain(figure) for name, figure in leak._asdict().items()}}
        for (currency, risk), leak in sorted(found.items(), key=lambda one: (one[0][0], one[0][1].value))
    ]


def unbilled(rows: Sequence[Row], facts: Facts) -> list[dict[str, Any]]:
    """What is left unbilled by kind and currency; a row may hold money of several kinds, so they make no sum."""
    found: dict[tuple[str, str], Leak] = {}
    for row in rows:
        for kind, money_of in KINDS.items():
            key, stake = (row.currency or facts.agency.currency, kind), money_of(row)
            if stake > 0:
                found[key] = found.get(key, Leak()).plus(stake, open_still=row.status not in SETTLED)
    return [
        {"currency": currency, "kind": kind, **{name: plain(figure) for name, figure in leak._asdict().items()}}
        for (currency, kind), leak in sorted(found.items())
    ]


def _stake(row: Row, code: str) -> Decimal:
    return max((finding.stake for finding in row.findings if finding.code == code), default=ZERO)


def unlogged(rows: Sequence[Row], facts: Facts) -> dict[str, str] | None:
    """Hours that people were expected to log and did not, all people together; None where nobody counts."""
    wanted, first = facts.agency.expected_hours, facts.period.first
    if wanted is None or first is None:
        return None
    last = min(facts.period.last or facts.today, facts.today)
    workdays = sum((first + timedelta(days=day)).weekday() < WORKDAYS for day in range((last - first).days + 1))
    logged: dict[str, Decimal] = {}
    for row in rows:
        if row.work.person is not None and row.work.entry.date in facts.period:
            logged[row.work.person.id] = logged.get(row.work.person.id, ZERO) + row.work.entry.worked
    each = half_up(wanted * workdays / WORKDAYS)
    missing = sum((max(ZERO, each - hours) for hours in logged.values()), ZERO)
    figures = {"expected": each * len(logged), "logged": sum(logged.values(), ZERO), "missing": missing}
    return {name: exact(figure) for name, figure in figures.items()}


def told_leaks(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The figures as a table for people."""
    yield f"{'Money at stake':<32}{'identified':>20}{'recoverable':>20}{'realised':>20}"
    for one in found:
        figures = (money(Decimal(one[name]), one["currency"]) for name in Leak._fields)
        yield f"{one.get('risk') or '  ' + one['kind']:<32}" + "".join(f"{figure:>20}" for figure in figures)
