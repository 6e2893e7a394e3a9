"""QBO: what QuickBooks needs before it can take an invoice, and what it says of those it has."""

from collections.abc import Callable, Iterator

from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag, Risk
from service.domain.phrase import phrase
from service.domain.terms.check import Level, Terms
from service.rules.rule import rule

Ask = Callable[[Work], Terms]


@rule("QBO001", "quickbooks-mapping-missing", Level.BLOCK, fixed=True)
def quickbooks_mapping_missing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A customer, item, term, class or tax code of the SOW has no partner in QuickBooks.

    `python -m service quickbooks map` lists them all, with the names that come nearest.

    date       | person | project | hours | text          | finding
    2026-09-03 | Petra  | Lockers | 2.00  | Locker labels | QBO001
    2026-09-03 | Petra  | Kiosk   | 2.00  | Kiosk icons   |
    """
    for work in sheet.open() if sheet.facts.missing_partners else ():
        missing = sheet.facts.missing_partners.get(work.sow.id) if work.sow else None
        if missing and work.meant_for_billing:
            fix = phrase("Add it in QuickBooks, or correct the name in the SOW.")
            yield Flag(work.id, missing, fix, sheet.stake(work), risk=Risk.UNBILLED)


@rule("QBO002", "unbuildable-line", Level.BLOCK, fixed=True)
def unbuildable_line(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A line cannot be built, so its whole invoice is not: no line is ever left out.

    date       | person | hours | text         | quickbooks   | finding
    2026-09-03 | Ines   | 2.00  | Seat map     | line 7 of 40 | QBO002
    2026-09-03 | Ines   | 2.00  | Booking form |              |
    """
    return _remarked(sheet, "QBO002", Risk.UNBILLED)


@rule("QBO003", "document-number-taken", Level.BLOCK)
def document_number_taken(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """An invoice that Tickmark did not make has the number.

    date       | person | hours | text         | quickbooks   | finding
    2026-09-03 | Ines   | 2.00  | Seat map     | number taken | QBO003
    2026-09-03 | Ines   | 2.00  | Booking form |              |
    """
    return _remarked(sheet, "QBO003", Risk.UNBILLED)


@rule("QBO004", "unknown-push-outcome", Level.BLOCK)
def unknown_push_outcome(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """No clear answer came: QuickBooks is asked before anything is sent again, and the rows stay claimed meanwhile.

    date       | person | hours | text         | quickbooks | finding
    2026-09-03 | Ines   | 2.00  | Seat map     | no answer  | QBO004
    2026-09-03 | Ines   | 2.00  | Booking form |            |
    """
    return _remarked(sheet, "QBO004", Risk.NONE)


@rule("QBO005", "total-differs-in-quickbooks", Level.ACKNOWLEDGE)
def total_differs_in_quickbooks(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """QuickBooks' total before tax is not ours.

    date       | person | hours | text         | billed  | quickbooks | finding
    2026-09-03 | Ines   | 2.00  | Seat map     | LR-1044 | 8,113.74   | QBO005
    2026-09-03 | Ines   | 2.00  | Booking form | LR-1045 |            |
    """
    return _remarked(sheet, "QBO005", Risk.WRONG)


@rule("QBO006", "invoice-changed-in-quickbooks", Level.WARN)
def invoice_changed_in_quickbooks(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The invoice was edited, voided, deleted, sent or paid since; its rows come free only by a person's new yes.

    date       | person | hours | text         | billed  | quickbooks | finding
    2026-09-03 | Ines   | 2.00  | Seat map     | LR-1044 | lowered    | QBO006
    2026-09-03 | Ines   | 2.00  | Booking form | LR-1045 |            |
    """
    return _remarked(sheet, "QBO006", Risk.WRONG)


def _remarked(sheet: Timesheet, code: str, risk: Risk) -> Iterator[Flag]:
    """What was remarked on rows under one code."""
    for work in sheet if sheet.facts.remarks else ():
        for remark in sheet.facts.remarks.get(work.id, ()):
            if remark.code == code:
                yield Flag(work.id, remark.message, remark.suggestion, sheet.stake(work), risk=risk)
