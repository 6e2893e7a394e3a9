"""The month in three pages that a bookkeeper can read: what was logged, what was found, what was billed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from service.domain.judging.finding import Finding
from service.domain.judging.verdict import Status
from service.domain.money import ZERO, exact
from service.domain.terms.check import Level
from service.reports.row import Row, sentence
from service.review import Review

Place = tuple[str, int, str]
"""Tab, row and code: where a problem stands."""

LEVELS = (
    (Level.BLOCK, "Has to be put right before it can be billed"),
    (Level.ACKNOWLEDGE, "Can be billed once somebody writes down why"),
    (Level.WARN, "Worth a look; can be billed as it stands"),
    (Level.INFO, "Good to know"),
)


def logged(seen: Review) -> Iterator[str]:
    """What people wrote: hours by tab, by project and by person, and the rows that are no work."""
    rows = in_order(seen)
    yield "OCTOBER 2026 AT TIDEWICK STUDIO: WHAT WAS LOGGED"
    yield ""
    yield f"{len(rows)} entries, {_hours(rows)} hours."
    yield from _table("By tab", rows, lambda row: row.work.entry.tab)
    yield from _table("By client and project", sorted(rows, key=_project), _project)
    yield from _table("By person", sorted(rows, key=_person), _person)
    yield from _table("By kind of work", sorted(rows, key=_kind), _kind)
    yield from ["", "Rows that are nobody's work", ""]
    yield from (f"  {one.tab}, row {one.row}: {one.reason}" for one in seen.reading.skipped)


def _table(title: str, rows: Sequence[Row], key: Callable[[Row], str]) -> Iterator[str]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    yield from ["", f"{title:<48}{'entries':>9}{'hours':>10}", ""]
    for name, members in groups.items():
        yield f"  {name:<46}{len(members):>9}{_hours(members):>10}"


def _person(row: Row) -> str:
    return row.work.person.name if row.work.person else "(not known)"


def _kind(row: Row) -> str:
    return row.work.category.value if row.work.category else "(not read)"


def _project(row: Row) -> str:
    client = row.work.client.name if row.work.client else f"“{row.work.entry.client}”"
    return f"{client}: {row.work.project.name if row.work.project else f'“{row.work.entry.project}”'}"


def _hours(rows: Iterable[Row]) -> str:
    return f"{sum((row.work.entry.worked for row in rows), ZERO):,.2f}"


def found(seen: Review, planted: Sequence[Place]) -> Iterator[str]:
    """What the rules say, gravest first, and at the end what nobody had planted."""
    flagged = [row for row in seen.rows if row.loud]
    yield "OCTOBER 2026 AT TIDEWICK STUDIO: WHAT WAS FOUND"
    yield ""
    yield f"{len(seen.rows)} entries, {len(flagged)} flagged, {len(seen.rows) - len(flagged)} clean."
    for level, title in LEVELS:
        hits = [(row, finding) for row in in_order(seen) for finding in row.findings if finding.level is level]
        yield from ["", f"{title} ({len(hits)})", ""]
        for row, finding in hits:
            yield from _told(row, finding)
    yield from ["", f"Planted in the sample: {len(planted)}. Found and not planted:", ""]
    for row, finding in unplanted(seen, planted):
        yield f"  {row.work.entry.place}: {finding.code} ({finding.level}) on “{row.work.entry.description}”"


def _told(row: Row, finding: Finding) -> Iterator[str]:
    entry = row.work.entry
    who = " · ".join(part for part in (str(entry.date or "no day"), entry.person or "nobody", _project(row)) if part)
    hours = f"{exact(entry.hours)} h" if entry.hours is not None else "no hours"
    yield f"  {entry.place} · {who} · {hours}"
    yield f"      “{entry.description}”"
    yield f"      {sentence(finding)}"


def in_order(seen: Review) -> list[Row]:
    """Rows as they stand in the sheet, tab after tab."""
    tabs = [tab.tab for tab in seen.reading.tabs]
    return sorted(seen.rows, key=lambda row: (tabs.index(row.work.entry.tab), row.work.entry.row))


def unplanted(seen: Review, planted: Sequence[Place]) -> list[tuple[Row, Finding]]:
    """Findings that nobody had planted."""
    everything = [(row, finding) for row in in_order(seen) for finding in row.findings]
    return [one for one in everything if place_of(*one) not in planted]


def place_of(row: Row, finding: Finding) -> Place:
    """Where a finding stands."""
    return row.work.entry.tab, row.work.entry.row, finding.code


def billed(
    approved: Review, seen: Review, invoices: Sequence[dict[str, Any]], held: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """Every invoice as it stands in the books, where all hours went, and what stays behind."""
    yield "OCTOBER 2026 AT TIDEWICK STUDIO: WHAT WAS BILLED"
    for invoice in invoices:
        yield from ["", *_invoice(invoice)]
    total = sum((_number(invoice["TotalAmt"]) for invoice in invoices), ZERO)
    yield from ["", f"{len(invoices)} invoices, {total:,.2f} USD. None was e-mailed, none can be paid online yet."]
    yield from ["", f"{'Where the hours went':<48}{'entries':>9}{'hours':>10}", ""]
    yield from _ways(approved.rows, seen.rows)
    yield from ["", f"Not billed ({len(held)})", ""]
    yield from (f"  {one['tab']}, row {one['row']}: {one['reason']}" for one in by_place(seen, held))


def by_place(seen: Review, held: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stays behind, as it stands in the sheet."""
    tabs = [tab.tab for tab in seen.reading.tabs]
    return sorted(held, key=lambda one: (tabs.index(one["tab"]), one["row"]))


def _invoice(invoice: dict[str, Any]) -> Iterator[str]:
    terms = invoice["SalesTermRef"]["name"]
    yield f"Invoice {invoice['DocNumber']} to {invoice['CustomerRef']['name']}, {_sow(invoice)}"
    yield f"  dated {invoice['TxnDate']}, {terms}: due {invoice['DueDate']}, e-mail status {invoice['EmailStatus']}"
    for line in invoice["Line"]:
        if line["DetailType"] == "SalesItemLineDetail":
            yield _line(line)
    yield f"  {'total':>35}{_number(invoice['TotalAmt']):>12,.2f}  {invoice['CurrencyRef']['value']}"


def _line(line: dict[str, Any]) -> str:
    detail = line["SalesItemLineDetail"]
    quantity, price = _number(detail["Qty"]), _number(detail["UnitPrice"])
    figures = f"{quantity:>9,.2f} x {price:>10,.2f} = {_number(line['Amount']):>10,.2f}"
    return f"  {figures}  {line['Description']} [{detail['ItemRef']['name']}]"


def _sow(invoice: dict[str, Any]) -> str:
    return str(invoice["PrivateNote"]).partition("(")[2].partition(")")[0]


def _number(figure: float) -> Decimal:
    return Decimal(str(figure))


def _ways(approved: Sequence[Row], rows: Sequence[Row]) -> Iterator[str]:
    """Each logged hour once, by what became of its row; then what contract terms made of those that were billed."""
    for status in Status:
        own = [row for row in rows if row.status is status]
        if own:
            yield f"  {f'logged in rows that are now “{status.value}”':<46}{len(own):>9}{_hours(own):>10}"
    bills = [row.bill for row in approved if row.status is Status.READY]
    worked = sum((row.work.entry.worked for row in approved if row.status is Status.READY), ZERO)
    parts = (
        ("added by rounding", sum((bill.rounded for bill in bills), ZERO) - worked),
        ("covered by a retainer's fee", -sum((bill.in_fee for bill in bills), ZERO)),
        ("written down at a cap", -sum((bill.written_down for bill in bills), ZERO)),
        ("invoiced at a rate", sum((bill.billed for bill in bills), ZERO)),
    )
    yield from ["", f"{'From the drafted hours to the invoices':<57}{'hours':>10}", ""]
    yield from (f"  {name:<55}{hours:>10,.2f}" for name, hours in (("logged", worked), *parts))
