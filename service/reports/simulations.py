"""What a month would have come to under other terms, for people and for programs."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Protocol

from service.domain.money import ZERO, exact, money, plain
from service.reports.row import Row
from service.words import put


class Compared(Protocol):
    """A row under the terms in force, and under the changed ones."""

    @property
    def before(self) -> Row: ...
    @property
    def after(self) -> Row: ...
    @property
    def differs(self) -> bool: ...


class Total(Protocol):
    """The invoices of one SOW."""

    @property
    def sow(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def before(self) -> Decimal: ...
    @property
    def after(self) -> Decimal: ...


def told_simulation(name: str, rows: Sequence[Compared], totals: Iterable[Total]) -> Iterator[str]:
    """The rows that change, then the totals."""
    differing = [row for row in rows if row.differs]
    count = "1 row" if len(differing) == 1 else f"{len(differing)} rows"
    yield f"{name}, as it would have been: {count} of {len(rows)} would change."
    for row in differing:
        work = row.after.work
        who = f"{work.entry.place}, {work.entry.date}, {work.person.name if work.person else work.entry.person}"
        yield f"  {who}: {_hours(row)}, {_money(row)}{_held(row)}"
    yield ""
    reached = [total for total in totals if total.before != total.after]
    if not reached:
        yield "Every invoice would come to what it comes to now."
        return
    yield "With fees and discounts, once every row that is not held has been approved:"
    for total in reached:
        figures = (total.before, total.after, total.after - total.before)
        before, after, difference = (money(figure, total.currency) for figure in figures)
        sign = "+" if total.after > total.before else ""
        yield f"  {total.sow}: {before} before, {after} after, a difference of {sign}{difference}."


def _hours(row: Compared) -> str:
    return f"{_change(exact(row.before.bill.billed), exact(row.after.bill.billed))} h"


def _money(row: Compared) -> str:
    before, after = (money(one.bill.total, one.currency) for one in (row.before, row.after))
    return _change(before, after)


def _change(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _held(row: Compared) -> str:
    before, after = row.before.status, row.after.status
    return "" if before is after else f" ({before.value} → {after.value})"


def listed_simulation(rows: Iterable[Compared], totals: Iterable[Total]) -> dict[str, Any]:
    """The same as one object; figures are texts with their exact decimals."""
    totals = list(totals)
    return {
        "rows": [_row(row) for row in rows],
        "totals": [
            {
                "sow": total.sow,
                "currency": total.currency,
                "before": plain(total.before),
                "after": plain(total.after),
                "difference": plain(total.after - total.before),
            }
            for total in totals
            if total.before or total.after
        ],
    }


def _row(row: Compared) -> dict[str, Any]:
    entry = row.after.work.entry
    return {
        "tab": entry.tab,
        "row": entry.row,
        "id": entry.id,
        "differs": row.differs,
        "before": _figures(row.before),
        "after": _figures(row.after),
        "difference": plain((row.after.bill.total or ZERO) - (row.before.bill.total or ZERO)),
    }


def _figures(row: Row) -> dict[str, Any]:
    return {
        "sow": row.work.sow.id if row.work.sow else None,
        "billable_hours": exact(row.bill.billed),
        "amount": plain(row.bill.total),
        "currency": row.currency or None,
        "status": row.status.value,
        "steps": list(map(put, row.bill.told)),
    }
