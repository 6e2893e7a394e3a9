"""Timesheets under terms of their own, and what their rows come to, told in a few words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from service.domain.category import Category
from service.domain.hours.approval import Billed
from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.expense import Expense
from service.domain.hours.timesheet import Timesheet
from service.domain.money import plain
from service.domain.period import Period
from service.domain.pricing import price
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow
from tests.rules.engagement import AGENCY, drawn, tables_in

D = Decimal
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PLAIN = Sow("S", "S", "penhallow", YEAR, "EUR", rates=(RateCard(D(100), YEAR),))


def sheet_of(table: str, *sows: Sow, **facts: object) -> Timesheet:
    """A timesheet from a drawn table, under these SOWs; a `category` is settled, a `billed` row is on an invoice."""
    (rows,) = tables_in(table)
    usual = drawn([{"finding": "", **row} for row in rows]).sheet
    cells = {f"r_{number}": row for number, row in enumerate(rows, 2)}
    entries = [work.entry._replace(tags=tuple(cells[work.id].get("tags", "").split())) for work in usual]
    chosen = {key: Category[row["category"]] for key, row in cells.items() if row.get("category")}
    given = {"agency": AGENCY, "sows": sows or usual.facts.sows, "chosen": chosen, "billed": {}, **facts}
    return assemble(entries, replace(usual.facts, **given))  # type: ignore[arg-type]  # facts by name


def frozen(sheet: Timesheet, rows: set[str]) -> Timesheet:
    """The same timesheet after these rows were invoiced as they stand."""
    bills = price(sheet)
    billed = {work.id: invoiced(work.id, bills[work.id], work.sow) for work in sheet if work.id in rows}
    return assemble([work.entry for work in sheet], replace(sheet.facts, billed=billed))


def invoiced(row: str, bill: Bill, sow: Sow | None) -> Billed:
    """A row as an invoice keeps it."""
    expense = bill.expense or Expense()
    return Billed(row, "", sow.id if sow else "", bill.billed, bill.total, "done", "1043", in_fee=bill.in_fee,
                  rounded=bill.rounded, free=bill.free, drawn=bill.drawn, carried=bill.carried,
                  expense=expense.amount, expense_kind=expense.kind)  # fmt: skip


def figures(sheet: Timesheet) -> dict[str, str]:
    """What each row comes to, by its text."""
    bills = price(sheet)
    return {work.entry.description: told(bills[work.id]) for work in sheet}


def told(bill: Bill) -> str:
    """1.25 + 20.00 fee + 2.00 free = 156.25; later parts with their day: 7.00 = 700.00, 3.00 on 2026-10-01 = 300.00."""
    where = (("fee", bill.in_fee), ("free", bill.free), ("down", bill.written_down), ("held", bill.held))
    own = " + ".join([plain(bill.billed), *(f"{plain(hours)} {name}" for name, hours in where if hours)])
    later = [f"{plain(part.hours)} on {part.day} = {part.amount:.2f}" for part in bill.parts if part.number > 1]
    return ", ".join([f"{own} = {bill.amount:.2f}", *later])


def conserved(bill: Bill) -> bool:
    """Whether no hour of the row has vanished."""
    kept = bill.billed + bill.in_fee + bill.free + bill.written_down + bill.carried + bill.held
    return kept == bill.rounded
