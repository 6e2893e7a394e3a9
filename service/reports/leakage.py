"""Money that goes wrong either way: billed though it should not be, or earned and never billed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.judging.finding import Risk
from service.domain.judging.verdict import Status
from service.domain.money import ZERO, exact, half_up, money, plain
from service.domain.period import month_of
from service.domain.pricing.floors import raised, short
from service.domain.pricing.lapsing import lapses
from service.reports.row import Row

WORKDAYS = 5
SETTLED = (Status.READY, Status.DRAFTED)
KINDS: Mapping[str, Callable[[Row], Decimal]] = {
    "marked as not billable": lambda row: _stake(row, "CAT007"),
    "written down at limits": lambda row: row.bill.written_down_money,
}
"""What leaves money unbilled, and what of it a row holds."""
AHEAD, ROLLED = "paid ahead and about to lapse", "rolled over and about to lapse"
FLOORS, SPEND = "added by minimums of hours", "missing to a minimum spend"


class Leak(NamedTuple):
    """Money of one currency at one risk: what was found, what can still be had, and what was had."""

    identified: Decimal = ZERO
    recoverable: Decimal = ZERO
    realised: Decimal = ZERO

    def and_(self, other: "Leak") -> "Leak":
        """Both together."""
        return Leak(*(one + more for one, more in zip(self, other, strict=True)))

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


def unbilled(
    rows: Sequence[Row], sheet: Timesheet, claimed: Mapping[str, Decimal] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """What is left unbilled by kind and currency; a row may hold money of several kinds, so they make no sum.

    `claimed` is what is billed already beside whole rows.
    """
    found: dict[tuple[str, str], Leak] = {}
    for (currency, kind), leak in chain(_of_rows(rows, sheet), _of_lapses(sheet), _of_spends(sheet, claimed)):
        if leak.identified > 0:
            found[currency, kind] = found.get((currency, kind), Leak()).and_(leak)
    return [
        {"currency": currency, "kind": kind, **{name: plain(figure) for name, figure in leak._asdict().items()}}
        for (currency, kind), leak in sorted(found.items())
    ]


Kind = tuple[tuple[str, str], Leak]
"""A currency and a kind, with money of it."""


def _of_rows(rows: Sequence[Row], sheet: Timesheet) -> Iterator[Kind]:
    """What rows hold: it can be had until they are approved or drafted. A minimum that stands on a draft was had."""
    added = raised(sheet)
    for row in rows:
        currency, open_still = row.currency or sheet.facts.agency.currency, row.status not in SETTLED
        for kind, money_of in (*KINDS.items(), (FLOORS, lambda one: added.get(one.work.id, ZERO))):
            yield (currency, kind), Leak().plus(money_of(row), open_still=open_still)


def _of_lapses(sheet: Timesheet) -> Iterator[Kind]:
    """Hours that lapse in the month that is billed or in this one: used since it began, or still to be used."""
    months = (sheet.facts.period, month_of(sheet.facts.today))
    for lapse in lapses(sheet):
        if any(lapse.until in month for month in months):
            left = lapse.worth(lapse.left) if lapse.until >= sheet.facts.today else ZERO
            had = lapse.worth(lapse.came - lapse.left)
            yield (lapse.sow.currency, ROLLED if lapse.rolled else AHEAD), Leak(lapse.worth(lapse.came), left, had)


def _of_spends(sheet: Timesheet, claimed: Mapping[str, Decimal]) -> Iterator[Kind]:
    for one in short(sheet, claimed):
        yield (one.sow.currency, SPEND), Leak(one.missing, one.missing - one.billed, one.billed)


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
