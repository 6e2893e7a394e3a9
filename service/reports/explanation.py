"""One row explained: what was read, what the text says, each finding, and how the amount came about."""

from collections.abc import Iterable
from typing import Any

from service.domain.history import Event
from service.domain.money import exact, money
from service.reports.row import Row

HAPPENED = {
    "yes": "Approved by {who}",
    "withdrawn": "Tick taken away by {who}",
    "refused": "Tick of {who} not accepted. {why}",
    "voided": "Approval of {who} ended. {why}",
    "ended": "Approval ended. {why}",
    "cleared": "Box emptied. {why}",
    "billed": "On invoice {why}",
    "freed": "Off the invoice. {why}",
}
"""What the history of a row says of each kind of event."""


def row_at(rows: Iterable[Row], tab: str, number: int) -> Row | None:
    """The row of a tab, None where no entry stands there."""
    return next((row for row in rows if (row.work.entry.tab, row.work.entry.row) == (tab, number)), None)


def history(events: Iterable[Event]) -> list[list[str]]:
    """When and what, for each event."""
    return [
        [f"{one.at:%-d %b %Y, %H:%M}", HAPPENED[one.what].format(who=one.who or "an approver", why=one.why).strip()]
        for one in events
    ]


def explanation(row: Row | None, tab: str, number: int) -> dict[str, Any]:
    """What the sidebar shows for a row of a tab."""
    if row is None:
        return {
            "title": f"{tab}, row {number}",
            "facts": [["Not an entry", "This row holds no hours: a heading, a total, or nothing at all."]],
            "findings": [],
            "steps": [],
        }
    return {
        "title": row.work.entry.place,
        "facts": [[label, text] for label, text in _facts(row) if text],
        "findings": [
            {
                "code": finding.code,
                "name": finding.title,
                "level": str(finding.level),
                "message": finding.message,
                "suggestion": finding.suggestion,
                "answer": finding.answer,
                "clause": ": ".join(filter(None, (finding.clause, finding.about))),
            }
            for finding in row.findings
        ],
        "steps": list(row.bill.told),
    }


def _facts(row: Row) -> list[tuple[str, str]]:
    work, entry, said = row.work, row.work.entry, row.description
    for_now = " (offline, not read by Claude yet)" if said and said.is_for_now else ""
    described = (
        f"{said.category.value}, {round(said.confidence * 100)} % sure{for_now}"
        if said
        else f"Not described. {row.unread}"
    )
    approval = row.approval
    return [
        ("Status", row.status.value),
        ("Date", str(entry.date or "")),
        (
            "Person",
            f"{work.person.name}, {(work.role or 'no role').replace('_', ' ')}" if work.person else entry.person,
        ),
        ("Client", work.client.name if work.client else entry.client),
        ("Project", work.project.name if work.project else entry.project),
        ("SOW", f"{work.sow.id}, {work.sow.title}" if work.sow else ""),
        ("Text", entry.description),
        ("Hours", exact(entry.worked)),
        ("Category", f"{work.category.value}, chosen by a person" if work.chosen and work.category else described),
        ("Clearer text", said.wording if said else ""),
        (
            "Billed",
            f"{exact(row.bill.billed)} h, {money(row.bill.total, row.bill.currency)}" if row.bill.currency else "",
        ),
        ("Approved by", approval.who or "an approver" if approval and approval.kind == "yes" else ""),
        ("Tick", approval.why if approval else ""),
        ("Invoice", row.invoice),
    ]
