"""QBO: what QuickBooks needs before it can take an invoice."""

from collections.abc import Iterator

from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("QBO001", "quickbooks-mapping-missing", Level.BLOCK, fixed=True)
def quickbooks_mapping_missing(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """A customer, item, term or tax code of the SOW has no partner in QuickBooks.

    date       | person | project | hours | text          | finding
    2026-09-03 | Petra  | Lockers | 2.00  | Locker labels | QBO001
    2026-09-03 | Petra  | Kiosk   | 2.00  | Kiosk icons   |
    """
    for work in sheet.open():
        missing = sheet.facts.missing_partners.get(work.sow.id) if work.sow else None
        if missing and work.meant_for_billing:
            yield Flag(work.id, missing, "Add it in QuickBooks, or correct the name in the SOW.", sheet.stake(work))
