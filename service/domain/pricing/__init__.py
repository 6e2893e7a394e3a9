"""From logged hours to an amount, in the order of the contract, each step leaving its sentence on the row.

Paid for at all? Cut by the clock, rounded, under the caps on hours, out of the retainer, priced, under the caps on
money. What a narrow limit takes out never reaches a wider one, and money is rounded once, at the end.
"""

from collections.abc import Collection

from service.domain.hours.bill import Bill
from service.domain.hours.timesheet import Timesheet
from service.domain.pricing.till import run


def price(sheet: Timesheet, stopped: Collection[str] = ()) -> dict[str, Bill]:
    """A bill for every row; rows in `stopped` (unreadable, or a duplicate) come to nothing and use no cap.

    Rows that wait in other spreadsheets get one as well: they take of every limit what is theirs.
    """
    return run(sheet, stopped)[0]
