"""What one click may do with a row: a clearer text, another project, another category, each into its own cell."""

from decimal import Decimal

import pytest

from service.domain.category import Category
from service.domain.hours.bill import Bill
from service.domain.hours.description import Description
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Work
from service.domain.judging.verdict import Status
from service.reports.offers import offers
from service.reports.row import Row
from tests.rules.months import facts_of

HEADERS = {"description": "Notes", "project": "Job", "category": "Category"}
OFFERED = [
    # what the text was found to say, invoice, what is offered as (header, value)
    (Description(Category.DEV, 0.8, wording="Built the fare table"), "", [("Notes", "Built the fare table")]),
    (Description(Category.DEV, 0.8, wording="stuff"), "", []),
    (Description(Category.DEV, 0.8, project_hint="Port"), "", [("Job", "Port")]),
    (Description(Category.DEV, 0.5, Category.QA), "", [("Category", Category.QA.value)]),
    (Description(Category.DEV, 0.95, Category.QA), "", []),
    (Description(Category.DEV, 0.5, Category.QA, wording="Built it"), "TM-1", []),
    (None, "", []),
]


@pytest.mark.parametrize(("said", "invoice", "expected"), OFFERED)
def test_what_is_offered(said: Description | None, invoice: str, expected: list[tuple[str, str]]) -> None:
    entry = Entry("r_1", "Sept", 4, description="stuff", hours=Decimal(2))
    row = Row(Work(entry), Status.NEEDS_FIX, Bill(), (), said, invoice=invoice)
    offered = offers(row, HEADERS, 3, facts_of([]).agency)
    assert [(one["header"], one["value"]) for one in offered] == expected
    assert {(one["rowId"], one["headerRow"]) for one in offered} <= {("r_1", 3)}
