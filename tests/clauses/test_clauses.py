"""Clauses of the kind that signed papers hold: the file that says them, a small timesheet, and the bill."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from service.adapters.sows import load
from service.adapters.sows.explain import explain
from service.desk import busiest_month
from service.domain.category import Category
from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts
from service.domain.invoicing.drafting import drafts
from service.domain.invoicing.invoice import DraftInvoice, Line
from service.domain.judging.finding import Finding
from service.domain.money import exact
from service.domain.period import month_of
from service.domain.terms.check import Level
from service.rules.judge import Judged, judge
from tests.clauses.page import Clause, clauses, folder
from tests.rules.cells import described
from tests.rules.engagement import clock

FIRST, SOON = date(2026, 9, 1), timedelta(days=5)
"""How long after its last month a page is looked at."""
ABOUT = ("PRJ", "STF", "TXT", "CAT005", "RAT", "CAP", "RET", "EXP")
"""What clauses are about; whether a row is late or long is none of theirs."""
PARTS = {"fee": "in_fee", "free": "free", "down": "written_down", "carried": "carried", "held": "held"}


@pytest.mark.parametrize("clause", list(clauses()), ids=lambda clause: clause.title)
def test_the_clause_comes_to_what_its_page_says(clause: Clause, tmp_path: Path) -> None:
    judged = judged_under(clause, folder(clause, tmp_path / "sows"))
    for work, row in zip(sorted(judged.sheet, key=lambda work: work.entry.row), clause.rows, strict=True):
        expected = row.get("comes to", "")
        assert not expected or told(judged.sheet.bills[work.id], expected) == expected, work.entry.description
        assert flags(judged.of(work.id), row.get("findings", "")) == set(row.get("findings", "").split()) - LEVELS, (
            work.entry.description, judged.of(work.id))  # fmt: skip
    made = {key(draft, clause): draft for draft in drafts(judged.sheet, ready(judged), {})}
    for name, lines in clause.invoices.items():
        invoice = made[name] if name else next(iter(made.values()))
        assert shown(invoice, lines) == sorted(lines), name or "invoice"


LEVELS = {"block", "acknowledge", "warn", "info"}


def judged_under(clause: Clause, sows: Path) -> Judged:
    agency, terms = load(sows)
    for word in clause.said:
        assert any(word in sentence for sentence in explain(terms[0], agency)), word
    entries = [entry(number, row) for number, row in enumerate(clause.rows, 2)]
    rows = {one.id: row for one, row in zip(entries, clause.rows, strict=True)}
    today = (month_of(max((one.day for one in entries), default=FIRST)).last or date.max) + SOON
    facts = Facts(
        agency, terms, today, busiest_month(entries, today),
        descriptions={row: described({"said": _said(cells)}) for row, cells in rows.items()},
        chosen={row: Category[cells["category"]] for row, cells in rows.items() if cells.get("category")},
    )  # fmt: skip
    return judge(assemble(entries, facts))


def _said(cells: dict[str, str]) -> str:
    """What a reader says of the text: what the page tells of it, or that it is clear and about building."""
    return cells.get("said") or f"{cells.get('proposed') or 'DEV'} 0.9"


def entry(number: int, row: dict[str, str]) -> Entry:
    return Entry(
        f"r_{number}", "Month", number, date.fromisoformat(row["date"]), row["person"], "Penhallow",
        row.get("project") or "Booking site", row.get("task", ""), row["text"],
        Decimal(row["hours"]) if row["hours"] else None, clock(row, "start"), clock(row, "end"),
        expense=Decimal(row["expense"]) if row.get("expense") else None, reason=row.get("reason", ""),
        tags=tuple(row["tags"].split(", ")) if row.get("tags") else (),
    )  # fmt: skip


def told(bill: Bill, as_in: str) -> str:
    """What a bill comes to, in the words of the page; parts are told where the page tells any."""
    parts = [f"{exact(bill.billed)} h"]
    if "+" in as_in:
        parts += [f"{exact(getattr(bill, name))} {word}" for word, name in PARTS.items() if getattr(bill, name)]
    return f"{' + '.join(parts)} = {bill.total:.2f}"


def flags(findings: tuple[Finding, ...], expected: str) -> set[str]:
    """The codes that stand; a level behind a code has to be that of one of its findings."""
    found = [(finding.code, str(finding.level)) for finding in findings if finding.code.startswith(ABOUT)]
    for said in re.findall(r"(\w{3}\d{3}) (block|acknowledge|warn|info)", expected):
        assert said in found, (said, findings)
    return {code for code, _ in found}


def ready(judged: Judged) -> dict[str, str]:
    """Rows a manager would tick: nothing blocks them, and where a reason is asked for there is one."""
    rows = {}
    for work in judged.sheet:
        asked = [finding.level for finding in judged.of(work.id) if finding.code.startswith(ABOUT)]
        if Level.BLOCK not in asked and (Level.ACKNOWLEDGE not in asked or work.entry.reason):
            rows[work.id] = "approved"
    return rows


def key(draft: DraftInvoice, clause: Clause) -> str:
    """The name under which the page expects this invoice."""
    if "" in clause.invoices or not clause.invoices:
        return ""
    return next((name for name in clause.invoices if name in (draft.period_text, getattr(draft, "order", ""))), "other")


def shown(invoice: DraftInvoice, as_in: tuple[str, ...]) -> list[str]:
    """The invoice in the words of the page: lines with quantity and price, amounts alone, and the total."""
    total = f"total {invoice.total:.2f}"
    if len(as_in) == 1:
        return [total]
    lines = [told_line(line, as_in) for line in invoice.lines if line.amount]
    return sorted([*lines, total])


def told_line(line: Line, as_in: tuple[str, ...]) -> str:
    if line.quantity is None:
        return f"{line.amount:.2f}"
    figures = f"{exact(line.quantity)} x {line.unit_price:.2f} = {line.amount:.2f}"
    names, said = (text.rpartition(": ")[0] for text in as_in), str(line.description)
    named = next((name for name in names if name and name in said), "")
    return f"{named}: {figures}" if named else figures


def test_a_page_that_expects_nothing_is_noticed() -> None:
    for clause in clauses():
        assert clause.said or any(row.get("comes to") for row in clause.rows), clause.title
