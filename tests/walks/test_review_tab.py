"""The Review tab says what it leaves out, beside what it sums up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.adapters.store.store import Store
from service.domain.hours.reading import Chart, Reading, Refused, Report
from service.domain.invoicing.export import Export
from service.reports.burning import CHART_ROWS, PERCENT, head
from service.reports.tabs import invoices_tab
from service.review import consider, plan, review
from tests.walks.desk import PaperSheet, desk_at

ROWS = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
"""


class WithReport(PaperSheet):
    """The same sheet with a tab that holds no timesheet."""

    def read(self) -> Reading:
        return replace(super().read(), refused=(Refused("Totals", "It holds sums, no entries."),))


def test_a_tab_that_is_not_read_is_named_in_review(store: Store) -> None:
    sheet = WithReport(ROWS)
    review(desk_at(store), sheet)
    assert "Not read: Totals. It holds sums, no entries." in str(sheet.tabs["Review"][2][0])
    review(desk_at(store), sheet)
    assert sheet.writes == 1


BURNING = """
    date       | person | project      | hours | text
    2026-09-01 | Ines   | Booking site | 9.00  | Fare table import
    2026-09-08 | Ines   | Booking site | 8.00  | Timetable screen
    2026-09-09 | Ines   | Crew app     | 15.00 | Roster import
"""


def report(store: Store, rows: str) -> Report:
    """The Review tab as it would be written."""
    (tab, *_) = plan(desk_at(store), consider(desk_at(store), PaperSheet(rows).read())).changes.reports
    return tab


def test_each_limit_is_told_with_what_is_used_the_fullest_first(store: Store) -> None:
    tab = report(store, BURNING)
    at = tab.rows.index(head())
    told = [row[:9] for row in tab.rows[at + 1 : tab.rows.index((), at)]]
    assert told == [
        ("PF-004: Crew care", "Penhallow Ferries", "h", 15, 20, 5, 75, None, "2026-09-01"),
        ("PF-003: 40 h a week for senior developer", "Penhallow Ferries", "h", 9, 40, 31, 23, None, "2026-08-31"),
        ("PF-003: 160 h a month", "Penhallow Ferries", "h", 32, 160, 128, 20, None, "2026-09-01"),
    ]
    assert tab.chart == Chart("Used of each limit, in percent", at + 1, at + 4, 0, PERCENT, 5, CHART_ROWS)
    assert {tab.rows[row] for row in range(5, 5 + CHART_ROWS)} == {()}, "it covers no cell"
    assert tab.formulas[at + 1, PERCENT + 1].startswith(f"=SPARKLINE(MIN(100;G{at + 2});")


def test_a_limit_by_the_week_is_told_in_its_fullest_week(store: Store) -> None:
    tab = report(store, "date | person | hours | text\n2026-09-01 | Owen | 3 | Import\n2026-09-08 | Owen | 9 | Import")
    (line,) = [row for row in tab.rows if row[:1] == ("PF-003: 12 h a week for owen",)]
    assert (line[3], line[6], line[8]) == (9, Decimal(75), "2026-09-07")


def test_a_decision_leads_to_its_row(store: Store) -> None:
    tab = report(store, "date | person | hours | text\n2026-09-01 | Ines | 3 | -")
    (top, (above, below)), (place, target) = tab.places.items()
    assert (tab.rows[top[0]], above) == (("Needs a decision: 1, about 1 row",), "Review")
    assert tab.rows[below - 1] == tab.rows[top[0]], "the first line leads to the list"
    assert (tab.rows[place[0]][0], target) == ("   September, row 2 · 3 h · 420.00 EUR", ("September", 2))


STANDING = [
    # how it was made, what is said of it since, how it stands
    ("Invoice", "", "open, not sent"),
    ("Invoice", "It has been e-mailed to the customer.", "changed there: see To look at"),
    ("Estimate", "", "pending estimate"),
]


@pytest.mark.parametrize(("doc_type", "flag", "standing"), STANDING)
def test_an_invoice_that_was_changed_is_not_said_to_be_as_it_was_made(doc_type: str, flag: str, standing: str) -> None:
    made = Export("k", "m", "q", "PF-003", "PF", "2026-09", "EUR", Decimal(500), number="TM-1")
    tab = invoices_tab([made._replace(doc_type=doc_type, flag=flag)], {})
    assert tab.rows[1][6:] == (standing, flag or None)
