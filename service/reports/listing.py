"""A review and a billing run as plain JSON objects, for other programs. The shapes are promised in docs/json.md."""

from collections.abc import Iterable, Sequence
from typing import Any

from service.domain.hours.reading import Reading, Understood
from service.domain.invoicing.invoice import DraftInvoice, Line, row_of
from service.domain.judging.finding import Finding
from service.domain.money import ZERO, exact, plain
from service.domain.texts.spending import Budget
from service.reports.row import Row
from service.words import put

UNREAD = ("ROW001", "ROW002", "ROW003")
"""Findings of rows whose cells could not be read: those rows are questions, not entries."""


def listed(reading: Reading, rows: Iterable[Row], budget: Budget | None = None) -> dict[str, Any]:
    """Every non-empty row of a workbook, in exactly one of rows, asked, skipped, or a refused tab."""
    everything = sorted(rows, key=lambda row: _order(reading, row))
    read = [row for row in everything if _question(row) is None]
    return {
        "entries": len(read),
        "hours": exact(sum((row.work.entry.worked for row in read), ZERO)),
        "rows": [_row(row) for row in read],
        "asked": [_asked(row, question) for row in everything if (question := _question(row)) is not None],
        "skipped": [skipped._asdict() | {"reason": put(skipped.reason)} for skipped in reading.skipped],
        "refused": [refused._asdict() | {"message": put(refused.message)} for refused in reading.refused],
        "tabs": [_tab(tab) for tab in reading.tabs],
        "claude": _budget(budget) if budget else None,
    }


def drafted(
    draft: DraftInvoice,
    state: str,
    number: str = "",
    quickbooks_id: str = "",
    why: str = "",
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """A draft invoice with its lines and the rows behind each; amounts are texts with their exact decimals."""
    return {
        "sow": draft.sow,
        "client": draft.client,
        "currency": draft.currency,
        "period": draft.period_text,
        "lines": [_line(line) for line in draft.lines if line not in draft.adjustments],
        "subtotal": plain(draft.subtotal),
        "adjustments": [_line(line) for line in draft.adjustments],
        "total": plain(draft.total),
        "doc_number": number or None,
        "quickbooks_id": quickbooks_id or None,
        "state": state,
        "part": draft.part or None,
        "purchase_order": draft.order or None,
        "notes": list(map(put, draft.notes)),
        "findings": [_finding(finding) for finding in findings],
        **({"message": why} if why else {}),
    }


def _budget(budget: Budget) -> dict[str, Any]:
    """What reading has cost in the running month, in US dollars."""
    return {
        "month": budget.month,
        "limit": plain(budget.limit),
        "spent": plain(budget.spent),
        "requests": budget.requests,
        "lines": [{**line._asdict(), "money": plain(line.money)} for line in budget.lines],
    }


def _tab(tab: Understood) -> dict[str, Any]:
    """How a tab was read: its header, its columns, and what was settled or decided for them."""
    return {
        "tab": tab.tab,
        "header_row": tab.header_row or None,
        "program": tab.program or None,
        "columns": dict(tab.columns),
        "settled": dict(tab.settled),
        "decided": dict(tab.decided),
        "read_only": put(tab.why_read_only) or None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "description": put(line.description),
        "date": str(line.day),
        "quantity": None if line.quantity is None else exact(line.quantity),
        "unit_price": None if line.unit_price is None else plain(line.unit_price),
        "amount": plain(line.amount),
        "entries": list(dict.fromkeys(row for share in line.shares if (row := row_of(share.claim)))),
        "kind": line.kind,
        "steps": list(map(put, line.steps)),
    }


def _row(row: Row) -> dict[str, Any]:
    work, entry = row.work, row.work.entry
    said = row.description
    return {
        "tab": entry.tab,
        "row": entry.row,
        "id": entry.id,
        "date": str(entry.date) if entry.date else None,
        "person": work.person.name if work.person else entry.person,
        "client": work.client.name if work.client else entry.client,
        "project": work.project.name if work.project else entry.project,
        "sow": work.sow.id if work.sow else None,
        "description": entry.description,
        "hours": exact(entry.worked),
        "category": work.category.code if work.category else None,
        "category_source": "person" if work.chosen else said.source if said else None,
        "confidence": str(said.confidence) if said else None,
        "billable_hours": exact(row.bill.billed),
        "amount": plain(row.bill.total),
        "currency": row.bill.currency or None,
        "status": row.status.value,
        "findings": [_finding(finding) for finding in row.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "level": str(finding.level),
        "message": put(finding.message),
        "suggestion": put(finding.suggestion),
        "layer": finding.layer,
        "clause": finding.clause or None,
        "numbers": {name: exact(figure) for name, figure in finding.numbers},
        "at_stake": plain(finding.stake),
        "risk": finding.risk.value,
        "answer": put(finding.answer) or None,
    }


def _question(row: Row) -> Finding | None:
    """The finding that makes a row a question: a cell that could not be read, or that names several people."""
    several = any(problem.column == "person" for problem in row.work.entry.problems)
    asked = (*UNREAD, "ROW005") if several else UNREAD
    return next((finding for finding in row.findings if finding.code in asked), None)


def _asked(row: Row, question: Finding) -> dict[str, Any]:
    entry = row.work.entry
    return {"tab": entry.tab, "row": entry.row, "code": question.code, "message": put(question.message)}


def _order(reading: Reading, row: Row) -> tuple[int, int]:
    """Tabs in the order in which they stand, rows as the sheet shows them."""
    tabs = [tab.tab for tab in reading.tabs]
    entry = row.work.entry
    return (tabs.index(entry.tab) if entry.tab in tabs else len(tabs), entry.row)
