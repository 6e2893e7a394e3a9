"""Approved rows become draft invoices: one a SOW and month, lines grouped as the SOW asks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.bill import Bill
from service.domain.invoice import DraftInvoice, Line, Share, shared
from service.domain.money import ZERO, exact, step_of
from service.domain.period import Period, month_of
from service.domain.sow import Sow
from service.domain.timesheet import Timesheet, Work


class Approved(NamedTuple):
    """A row that may be billed: its work, its bill, and the fingerprint that was approved."""

    work: Work
    bill: Bill
    fingerprint: str


def drafts(sheet: Timesheet, ready: Mapping[str, str], claimed: Collection[str] = ()) -> list[DraftInvoice]:
    """Draft invoices from the rows in `ready` (row id to fingerprint); `claimed` names the fees billed already."""
    groups: dict[tuple[str, date], list[Approved]] = defaultdict(list)
    for work in sheet:
        if work.id in ready and work.sow is not None and work.id not in sheet.facts.billed:
            month = month_of(work.entry.day).first or work.entry.day
            groups[work.sow.id, month].append(Approved(work, sheet.bills[work.id], ready[work.id]))
    sows = {sow.id: sow for sow in sheet.facts.sows}
    made = [_draft(sows[sow], month_of(day), rows, sheet, claimed) for (sow, day), rows in sorted(groups.items())]
    return [draft for draft in made if draft.lines]


def _draft(
    sow: Sow, month: Period, rows: Sequence[Approved], sheet: Timesheet, claimed: Collection[str]
) -> DraftInvoice:
    agency, today = sheet.facts.agency, sheet.facts.today
    client = agency.client_of(sow.client)
    last = month.last or today
    lines = [*_fee_line(sow, month, rows, claimed), *_work_lines(sow, month, rows)]
    return DraftInvoice(
        sow=sow.id,
        client=sow.client,
        customer=(client.quickbooks_customer or client.name) if client else sow.client,
        currency=sow.currency,
        period=month,
        day=min(last, today),
        lines=_with_riders(lines, rows),
        terms=sow.invoicing.terms,
        tax_code=sow.invoicing.tax_code,
    )


def _work_lines(sow: Sow, month: Period, rows: Sequence[Approved]) -> Iterable[Line]:
    groups: dict[tuple[object, ...], list[Approved]] = defaultdict(list)
    for row in rows:
        if row.bill.billed and row.bill.rate is not None:
            groups[_group(sow, row)].append(row)
    texts = Counter(_text(sow, month, members) for members in groups.values())
    for members in sorted(groups.values(), key=lambda rows: (_text(sow, month, rows), _first_day(rows))):
        text = _text(sow, month, members)
        yield _line(f"{text}{_days(members)}" if texts[text] > 1 else text, sow, month, members)


def _first_day(rows: Sequence[Approved]) -> date:
    return min(row.work.entry.day for row in rows)


def _days(rows: Sequence[Approved]) -> str:
    """From when to when rows were worked: tells lines apart that read alike, before and after a new rate."""
    days = sorted(row.work.entry.day for row in rows)
    return f" ({days[0]:%d %b})" if days[0] == days[-1] else f" ({days[0]:%d %b} to {days[-1]:%d %b})"


def _with_riders(lines: Sequence[Line], rows: Sequence[Approved]) -> tuple[Line, ...]:
    """Lines, the first of which also carries the rows that come to nothing: they are billed too, at 0."""
    carried = {share.claim for line in lines for share in line.shares}
    riders = [_share(row) for row in rows if row.work.id not in carried]
    if not lines or not riders:
        return tuple(lines)
    return (replace(lines[0], shares=(*lines[0].shares, *riders)), *lines[1:])


def _group(sow: Sow, row: Approved) -> tuple[object, ...]:
    """What makes rows one line: what the SOW groups by, and always the rate, so that figures multiply."""
    work = row.work
    parts: dict[str, object] = {
        "project": work.project.name if work.project else "",
        "role": work.role or "",
        "person": work.person.name if work.person else "",
        "date": work.entry.day,
        "entry": work.id,
    }
    overage = bool(row.bill.overage)
    return (*(parts[key] for key in sow.invoicing.group_by), work.role or "", row.bill.rate, overage)


def _line(text: str, sow: Sow, month: Period, rows: Sequence[Approved]) -> Line:
    first = rows[0]
    rate = first.bill.rate or ZERO
    quantity = sum((row.bill.billed for row in rows), ZERO)
    item = sow.invoicing.item_for(first.work.role or "")
    line = Line(text, quantity, rate, item, month.last or first.work.entry.day, (), step=step_of(sow.currency))
    amounts = shared(line.amount, [row.bill.billed * rate for row in rows], line.step)
    return replace(line, shares=tuple(_share(row, amount) for row, amount in zip(rows, amounts, strict=True)))


def _share(row: Approved, amount: Decimal = ZERO) -> Share:
    return Share(row.work.id, row.fingerprint, row.bill.billed, amount, row.bill.in_fee)


def _text(sow: Sow, month: Period, rows: Sequence[Approved]) -> str:
    """What the client reads: project, role, and what else the SOW groups by; the month, or the row's own day."""
    work = rows[0].work
    parts = []
    if "project" in sow.invoicing.group_by and work.project:
        parts.append(work.project.name)
    if work.role:
        parts.append(work.role.replace("_", " ").capitalize())
    if "person" in sow.invoicing.group_by and work.person:
        parts.append(work.person.name)
    if rows[0].bill.overage and sow.retainer:
        parts.append(f"past the hours of {sow.retainer.name}")
    if "entry" in sow.invoicing.group_by:
        return f"{work.entry.day:%d %b %Y} · {' · '.join(parts)}: {work.entry.description}"
    if "date" in sow.invoicing.group_by:
        return f"{work.entry.day:%d %b %Y} · {' · '.join(parts)}"
    return f"{' · '.join([*parts, f'{month.first:%B %Y}'])}"


def _fee_line(sow: Sow, month: Period, rows: Sequence[Approved], claimed: Collection[str]) -> Iterable[Line]:
    """The retainer's fee, once a month; the rows it covers ride along at nothing."""
    if sow.retainer is None:
        return
    covered = [row for row in rows if row.bill.in_fee]
    claim = f"fee/{sow.id}/retainer/{month.first:%Y-%m}"
    riders = tuple(_share(row) for row in covered if not row.bill.billed)
    hours = sum((row.bill.in_fee for row in covered), ZERO)
    text = f"{sow.retainer.name} · {month.first:%B %Y} ({exact(hours)} of {exact(sow.retainer.hours or ZERO)} h used)"
    item = sow.invoicing.item_for("retainer")
    if claim not in claimed:
        fee = Share(claim, claim, Decimal(1), sow.retainer.fee or ZERO)
        yield Line(text, Decimal(1), sow.retainer.fee or ZERO, item, month.last or date.max, (fee, *riders))
    elif riders:
        yield Line(f"{text}, in the fee", Decimal(1), ZERO, item, month.last or date.max, riders)
