"""Approved rows, fees and expenses become draft invoices: lines first, then what changes their sum."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from service.domain.hours.timesheet import Timesheet
from service.domain.invoicing.account import Account, Made, account_of
from service.domain.invoicing.adjustments import adjusted
from service.domain.invoicing.batch import Approved, Batch, batches
from service.domain.invoicing.enclosure import Worked
from service.domain.invoicing.fees import fee_lines
from service.domain.invoicing.invoice import DraftInvoice, Line, Share
from service.domain.invoicing.labour import labour_lines
from service.domain.invoicing.orders import order_for, order_named
from service.domain.invoicing.outlays import outlay_lines
from service.domain.invoicing.volumes import corrected
from service.domain.money import ZERO, exact, half_up, plain
from service.domain.phrase import Phrase, Saying, phrase
from service.domain.pricing.correcting import Correction, corrections
from service.domain.terms.sow import Sow

NOTHING: Mapping[str, Decimal] = {}


def drafts(
    sheet: Timesheet, ready: Mapping[str, str], claimed: Mapping[str, Decimal] = NOTHING, made: Sequence[Made] = ()
) -> list[DraftInvoice]:
    """Draft invoices from the rows in `ready` (row id to fingerprint) and from what falls due beside them.

    `claimed` is what is billed already beside whole rows, with its money; `made` are the earlier invoices.
    """
    account, moved = account_of(claimed, made), corrections(sheet)
    found = []
    for batch in batches(sheet, ready, claimed):
        draft = _draft(batch, account, sheet, moved)
        if draft.lines:
            account = account.with_lines(draft.sow, draft.period, draft.lines)
            found.append(draft)
    return found


def _draft(batch: Batch, account: Account, sheet: Timesheet, moved: Sequence[Correction]) -> DraftInvoice:
    client = sheet.facts.agency.client_of(batch.sow.client)
    terms = batch.sow.invoicing
    lines = _with_riders([*fee_lines(batch, account), *labour_lines(batch), *outlay_lines(batch)], batch.rows)
    with_volume = corrected(batch, lines, account, moved)
    whole = adjusted(batch, with_volume.lines, account)
    return DraftInvoice(
        sow=batch.sow.id,
        client=batch.sow.client,
        customer=(client.quickbooks_customer or client.name) if client else batch.sow.client,
        currency=batch.sow.currency,
        period=batch.period,
        day=batch.last_day,
        lines=whole.lines,
        terms=terms.terms,
        tax_code=terms.tax_code,
        part=batch.part,
        order=_order(batch),
        notes=(*with_volume.notes, *whole.notes),
        quickbooks_class=terms.quickbooks_class,
        net_days=terms.net_days,
        memo=tuple(_memo(batch, sheet)),
        appendix=tuple(_appendix(batch)),
        appendix_promised="appendix" in terms.show,
    )


def _with_riders(lines: Sequence[Line], rows: Sequence[Approved]) -> list[Line]:
    """Lines, of which the first also carries what comes to nothing: rows, and hours that a fee has paid for."""
    known = {share.claim for line in lines for share in line.shares}
    covered = {share.claim for line in lines for share in line.shares if share.in_fee}
    riders = [
        Share(row.work.id, row.fingerprint, ZERO, ZERO, ZERO if row.work.id in covered else row.bill.in_fee)
        for row in rows
        if row.work.id not in known or (row.bill.in_fee and row.work.id not in covered)
    ]
    if not riders or not lines:
        return list(lines)
    return [lines[0].holding((*lines[0].shares, *riders), lines[0].steps), *lines[1:]]


def _order(batch: Batch) -> str:
    """The number of the purchase order that a draft names: the one in force on its last day of work."""
    if order_named(batch.sow, batch.part):
        return batch.part
    days = [piece.day for piece in batch.pieces]
    order = order_for(batch.sow, max(days, default=batch.last_day), batch.part)
    return order.number if order else ""


def _memo(batch: Batch, sheet: Timesheet) -> Iterator[Saying]:
    """Sentences under the lines: what the month used beside the average, and what is agreed for late payers."""
    terms: Sow = batch.sow
    if "burn" in terms.invoicing.show:
        yield _burn(batch, sheet)
    if terms.invoicing.late_fee:
        yield terms.invoicing.late_fee


def _burn(batch: Batch, sheet: Timesheet) -> Phrase:
    """Hours billed in this period, and on average in the months up to it that the workbook holds."""
    hours: dict[tuple[int, int], Decimal] = {}
    for work in sheet:
        if work.sow is None or work.sow.id != batch.sow.id or work.entry.date is None:
            continue
        if batch.period.last is None or work.entry.date <= batch.period.last:
            month = (work.entry.date.year, work.entry.date.month)
            hours[month] = hours.get(month, ZERO) + sheet.bills[work.id].billed
    here = sum((piece.part.hours for piece in batch.pieces), ZERO)
    average = half_up(sum(hours.values(), ZERO) / len(hours)) if hours else ZERO
    return phrase(
        "{here} h on this invoice; {average} h a month on average over {months} {months?month:months}.",
        here=exact(here), average=plain(average), months=len(hours),
    )  # fmt: skip


def _appendix(batch: Batch) -> Iterator[Worked]:
    """Every row as the client may read it: day, who where the SOW shows names, what, and its hours."""
    names = "names" in batch.sow.invoicing.show
    for row in batch.rows:
        work = row.work
        person = work.person.name if names and work.person else ""
        project = work.project.name if work.project else ""
        yield Worked(work.entry.day, person, project, work.entry.description, row.bill.billed + row.bill.in_fee)
