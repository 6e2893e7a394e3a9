"""EXP: expenses among the hours."""

from collections.abc import Iterator

from service.domain.check import Level
from service.domain.finding import Flag
from service.domain.money import plain
from service.domain.timesheet import Timesheet
from service.rules.rule import Ask, rule


@rule("EXP001", "expense-outside-terms", Level.ACKNOWLEDGE)
def expense_outside_terms(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The row carries an expense, and the SOW has no terms for expenses: it is not billed.

    date       | person | hours | expense | text        | finding
    2026-09-03 | Ines   |       | 31.00   | Parking     | EXP001
    2026-09-03 | Ines   | 2.00  |         | Fare import |
    """
    for work in sheet.open():
        if work.entry.expense and work.sow is not None:
            yield Flag(
                work.id,
                f"An expense of {plain(work.entry.expense)} is not billed: {work.sow.id} has no terms for expenses.",
                "Bill it by hand if the client agreed, and say so in Reason.",
                work.entry.expense,
            )
