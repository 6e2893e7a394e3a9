"""One row explained: what was read, what the text says, each finding, and how the amount came about."""

from collections.abc import Iterable
from typing import Any

from service.domain.invoicing.history import Event
from service.domain.money import exact, money
from service.names import category_name, rule_title, status_name
from service.reports.row import Row
from service.words import put, say

HAPPENED = {"billed": "onInvoice"}
"""Events that the words know by another key than the ledger."""


def row_at(rows: Iterable[Row], tab: str, number: int) -> Row | None:
    """The row of a tab, None where no entry stands there."""
    return next((row for row in rows if (row.work.entry.tab, row.work.entry.row) == (tab, number)), None)


def history(events: Iterable[Event]) -> list[list[str]]:
    """When and what, for each event."""
    return [
        [f"{one.at:%-d %b %Y, %H:%M}", _happened(one)]
        for one in events
    ]


def _happened(one: Event) -> str:
    key = HAPPENED.get(one.what, one.what)
    return say(f"explain.{key}", who=one.who or say("row.anApprover"), why=one.why).strip()


def explanation(row: Row | None, tab: str, number: int) -> dict[str, Any]:
    """What the sidebar shows for a row of a tab."""
    if row is None:
        return {
            "title": say("row.place", tab=tab, row=number),
            "facts": [[say("explain.notAnEntry"), say("explain.holdsNoHours")]],
            "findings": [],
            "steps": [],
        }
    return {
        "title": row.place,
        "facts": [[label, text] for label, text in _facts(row) if text],
        "findings": [
            {
                "code": finding.code,
                "name": rule_title(finding.code, finding.name),
                "level": str(finding.level),
                "message": put(finding.message),
                "suggestion": put(finding.suggestion),
                "answer": put(finding.answer),
                "clause": ": ".join(filter(None, (finding.clause, put(finding.about)))),
            }
            for finding in row.findings
        ],
        "steps": list(map(put, row.bill.told)),
    }


def _facts(row: Row) -> list[tuple[str, str]]:
    work, entry, said = row.work, row.work.entry, row.description
    approval = row.approval
    billed = f"{exact(row.bill.billed)} h, {money(row.bill.total, row.bill.currency)}" if row.bill.currency else ""
    approver = approval.who or say("row.anApprover") if approval and approval.kind == "yes" else ""
    facts = {
        "status": status_name(row.status),
        "date": str(entry.date or ""),
        "person": _person(row),
        "client": work.client.name if work.client else entry.client,
        "project": work.project.name if work.project else entry.project,
        "sow": f"{work.sow.id}, {work.sow.title}" if work.sow else "",
        "text": entry.description,
        "hours": exact(entry.worked),
        "category": _category(row),
        "wording": said.wording if said else "",
        "billed": billed,
        "approvedBy": approver,
        "tickSays": approval.why if approval else "",
        "invoice": row.invoice,
    }
    return [(say(f"explain.{key}"), text) for key, text in facts.items()]


def _person(row: Row) -> str:
    work = row.work
    if work.person is None:
        return work.entry.person
    role = (work.role or say("explain.noRole")).replace("_", " ")
    return say("explain.ofARole", person=work.person.name, role=role)


def _category(row: Row) -> str:
    work, said = row.work, row.description
    if work.chosen and work.category:
        return say("explain.chosen", category=category_name(work.category))
    if said is None:
        return say("row.notDescribed", why=row.unread)
    key = "explain.sureForNow" if said.is_for_now else "explain.sure"
    return say(key, category=category_name(said.category), percent=round(said.confidence * 100))
