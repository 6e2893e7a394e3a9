"""EXP: expenses among the hours."""

from collections.abc import Iterator

from service.domain.hours.timesheet import Timesheet
from service.domain.judging.finding import Flag
from service.domain.phrase import joined
from service.domain.terms.check import Level
from service.rules.reach import own_client
from service.rules.rule import Ask, rule


@rule("EXP001", "expense-outside-terms", Level.ACKNOWLEDGE, reach=own_client)
def expense_outside_terms(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row carries an expense that its SOW does not pay for as it stands: kind, unit, limit, receipt or approval.

    date       | person | project      | hours | expense | text                | finding
    2026-09-03 | Ines   | Booking site |       | 31.00   | Parking             | EXP001
    2026-09-03 | Ines   | Booking site | 2.00  |         | Fare import         |
    2026-09-04 | Petra  | Kiosk        |       | 12.00   | Parking at the port |
    2026-09-04 | Petra  | Kiosk        |       | 31.00   | Parking overnight   | EXP001
    2026-09-04 | Petra  | Kiosk        |       | 35.28   | Port and back 84 km |
    2026-09-07 | Petra  | Kiosk        |       | 20.00   | Mileage to the port | EXP001
    2026-09-07 | Petra  | Kiosk        |       | 9.00    | Flowers             | EXP001
    2026-09-08 | Petra  | Kiosk        |       | 24.00   | Parking for a week  | EXP001
    """
    rows = sheet.columns()
    for work in rows.holding(rows.expenses):
        expense = sheet.bills[work.id].expense
        if expense is not None and expense.doubts:
            what = joined(" ", [doubt.message for doubt in expense.doubts])
            remedy = joined(" ", dict.fromkeys(doubt.remedy for doubt in expense.doubts))
            yield Flag(work.id, what, remedy, max(doubt.money for doubt in expense.doubts))
