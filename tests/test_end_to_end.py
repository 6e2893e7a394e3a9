"""A month end in the browser: the page, the real script, the real service, real drafts in the books."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.office import MANAGER, Office, Papers
from tests.page.sheet import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 30_000
"""Milliseconds: an edit makes the whole way to the service and back, on a machine that may be busy."""

HEADERS = ["Date", "Who", "Client", "Project", "Hours", "Notes"]
HOURS = """
2026-10-05 | Callum Breck     | Brackenridge    | Taproom shop     | 4    | Age gate: thirty-day cookie implemented
2026-10-06 | Sunniva Aske     | Brackenridge    | Taproom shop     | 3.5  | Visual design of the age gate
2026-10-07 | Maren Oduya      | Trailhead Trust | Donor campaign   | 5    | Giving strategy: target groups
2026-10-08 | Sunniva Aske     | Trailhead Trust | Donor campaign   | 3.5  | Moodboard for the year-end appeal
2026-10-08 | Tobias Renn      | Harbour & Pine  | Spring catalogue | 4    | HTML template for catalogue spreads
2026-10-09 | Femi Adeyinka    | Harbour & Pine  | Spring catalogue | 2    | Product texts for the dining range
2026-10-12 | Tobias Renn      | Harbour & Pine  | Spring catalogue | 2    | Fixes and updates
2026-10-13 | Calum Brek       | Harbour & Pine  | Spring catalogue | 1    | Call with the buying team on stock data
2026-10-15 | Dario Pellecchia | Brackenridge    | Taproom shop     | 10.5 | Icon set for delivery and pick-up
2026-10-16 | Hana Kovalik     | Trailhead Trust | Trail map        | 1.5  | Milestone plan for the beta test
2026-10-19 | Callum Breck     | Brackenridge    | Taproom shop     | 2    | Tax rates by state wired into the checkout
2026-10-20 | Hana Kovalik     | Tidewick Studio | Internal         | 1    | Weekly with the partners
"""
VAGUE, MISSPELT, LONG, OWN = 8, 9, 10, 13
"""Rows of the sheet: a text that says nothing, a person nobody knows, a very long entry, the agency's own time."""

TOTALS = {"BRK-3": "2,424.00", "HP-2": "874.00", "TT-5": "1,155.00"}
"""4 x 145 + 3.5 x 110 + 10.5 x 110 + 2 x 152; 4 x 115 + 2 x 92 + 2 x 115; 5 x 128 + 3.5 x 100 + 1.5 x 110."""

CUSTOMERS = {"BRK-3": "Brackenridge Brewing Co.", "HP-2": "Harbour & Pine Furniture LLC", "TT-5": "Trailhead Trust"}
FLAGS, REASON, APPROVE, STATUS, INVOICE = "J", "L", "M", "N", "O"
GENERATE, RESULT = "C", "K"
"""Columns of the Review tab."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A small agency with a dozen rows."""
    workbook = tmp_path / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in line.split("|")] for line in HOURS.strip().splitlines()]
        csv.writer(file).writerows([HEADERS, *rows])
    with closing(Office(tmp_path, Papers(workbook))) as made:
        yield made


class MonthEnd:
    """The manager at the sheet, with a picture of each step."""

    def __init__(self, page: Page, office: Office, album: Path) -> None:
        self.page, self.office, self.album = page, office, album
        self.sheet = Sheet(page, office, None)
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    def picture(self, name: str) -> None:
        """What can be seen now."""
        self.page.screenshot(path=self.album / f"{name}.png")

    def cell(self, column: str, row: int) -> Locator:
        """A cell of the tab in view."""
        return self.sheet.cell(f"{column}{row}")

    def tick(self, *addresses: str) -> None:
        """Select each block and press the space bar, then let the service answer."""
        for address in addresses:
            self.sheet.go(address)
            self.page.keyboard.press("Space")
            self.sheet.idle()

    def row_of(self, sow: str) -> int:
        """The row of a SOW in the Review tab."""
        return next(number for number, row in enumerate(self.office.values("Review"), 1) if row[:1] == [sow])


@pytest.fixture
def month_end(page: Page, office: Office, tmp_path: Path) -> Iterator[MonthEnd]:
    """The page is open, and the manager has set the sheet up from the menu."""
    made = MonthEnd(page, office, tmp_path)
    made.sheet.open(MANAGER)
    made.sheet.pick("setUpThisSheet")
    expect(made.sheet.dialog.locator("body")).to_contain_text("12 entries, 40.00 h. 3 flagged.")
    made.sheet.dialog.get_by_role("button", name="Close").click()
    made.sheet.find("tab-October").click()
    yield made
    expect.set_options(timeout=5_000)


def test_a_month_end_goes_from_the_sheet_to_the_books(month_end: MonthEnd) -> None:
    sees_what_is_flagged(month_end)
    puts_a_text_right(month_end)
    gives_a_reason(month_end)
    approves(month_end)
    generates_one_from_the_review_tab(month_end)
    generates_the_rest_from_the_menu(month_end)
    finds_the_invoices_in_the_books(month_end)
    finds_their_numbers_in_the_sheet(month_end)


def sees_what_is_flagged(month_end: MonthEnd) -> None:
    expect(month_end.cell(FLAGS, VAGUE)).to_have_text("▲ TXT002 vague description")
    expect(month_end.cell(STATUS, MISSPELT)).to_have_text("Needs fix")
    expect(month_end.cell(STATUS, OWN)).to_have_text("Not billable")
    colours = {row: background(month_end, row) for row in (2, VAGUE, MISSPELT, LONG)}
    assert len({colours[2], colours[VAGUE], colours[MISSPELT]}) == 3, "two levels have colours of their own"
    assert colours[LONG] == colours[VAGUE]
    month_end.cell(FLAGS, MISSPELT).hover()
    expect(month_end.sheet.find("note")).to_contain_text("Nobody on the people list is called “Calum Brek”.")
    month_end.picture("1-flagged")


def background(month_end: MonthEnd, row: int) -> str:
    return str(month_end.cell(FLAGS, row).evaluate("cell => getComputedStyle(cell).backgroundColor"))


def puts_a_text_right(month_end: MonthEnd) -> None:
    month_end.sheet.type(f"F{VAGUE}", "HTML template for the index of the catalogue")
    expect(month_end.cell(FLAGS, VAGUE)).to_have_text("")
    expect(month_end.cell(STATUS, VAGUE)).to_have_text("Needs approval")
    expect(month_end.cell(FLAGS, VAGUE)).to_have_attribute("data-note", "")
    assert background(month_end, VAGUE) == background(month_end, 2)


def gives_a_reason(month_end: MonthEnd) -> None:
    month_end.sheet.type(f"{REASON}{LONG}", "Two days in one row; the client knows.")


def approves(month_end: MonthEnd) -> None:
    month_end.tick(f"{APPROVE}{MISSPELT}")
    expect(month_end.sheet.toast).to_contain_text("Tick taken back: ROW005")
    expect(month_end.cell(APPROVE, MISSPELT).get_by_role("checkbox")).not_to_be_checked()
    month_end.tick(f"{APPROVE}2:{APPROVE}8", f"{APPROVE}10:{APPROVE}12")
    expect(month_end.sheet.toast).to_have_text("3 rows approved.")
    for row in (2, VAGUE, LONG, 12):
        expect(month_end.cell(STATUS, row)).to_have_text("Ready")
    month_end.picture("2-approved")


def generates_one_from_the_review_tab(month_end: MonthEnd) -> None:
    month_end.sheet.find("tab-Review").click()
    row = month_end.row_of("BRK-3")
    month_end.tick(f"{GENERATE}{row}")
    expect(month_end.sheet.toast).to_contain_text(f"1 invoice drafted in QuickBooks: BRK-3 {TOTALS['BRK-3']} USD.")
    expect(month_end.cell(RESULT, row)).to_contain_text(TOTALS["BRK-3"])
    expect(month_end.cell(GENERATE, row).get_by_role("checkbox")).not_to_be_checked()
    month_end.picture("3-one-generated")
    assert len(month_end.office.invoices()) == 1


def generates_the_rest_from_the_menu(month_end: MonthEnd) -> None:
    month_end.sheet.pick("generateInvoices")
    month_end.sheet.dialog.get_by_role("button", name="Create 2 invoices in QuickBooks").click()
    body = month_end.sheet.dialog.locator("body")
    for sow in ("HP-2", "TT-5"):
        expect(body).to_contain_text(f"{CUSTOMERS[sow]} · {sow} · invoice")
        expect(body).to_contain_text(TOTALS[sow])
    expect(body).to_contain_text("1 row needs more than a tick")
    month_end.picture("4-the-rest-generated")
    month_end.sheet.dialog.get_by_role("button", name="Close").click()
    month_end.sheet.idle()


def finds_the_invoices_in_the_books(month_end: MonthEnd) -> None:
    books = month_end.page.context.new_page()
    books.goto(f"{month_end.office.root}/quickbooks/app/invoices")
    for sow, total in TOTALS.items():
        row = books.get_by_role("row").filter(has_text=CUSTOMERS[sow])
        expect(row).to_contain_text(f"${total}")
    expect(books.locator(".sum")).to_contain_text("3 in all · $4,453.00")
    books.get_by_role("row").filter(has_text=CUSTOMERS["BRK-3"]).get_by_role("link").click()
    expect(books.locator(".totals")).to_contain_text(f"${TOTALS['BRK-3']}")
    expect(books.locator(".lines")).to_contain_text("Senior developer · October 2026 (19 Oct)")
    expect(books.locator(".notes")).to_contain_text("Not sent")
    books.screenshot(path=month_end.album / "5-invoice.png")
    books.close()


def finds_their_numbers_in_the_sheet(month_end: MonthEnd) -> None:
    numbers = {invoice["CustomerRef"]["name"]: invoice["DocNumber"] for invoice in month_end.office.invoices()}
    month_end.sheet.find("tab-October").click()
    for row, sow in ((2, "BRK-3"), (LONG, "BRK-3"), (4, "TT-5"), (VAGUE, "HP-2")):
        expect(month_end.cell(INVOICE, row)).to_have_text(numbers[CUSTOMERS[sow]])
        expect(month_end.cell(STATUS, row)).to_have_text("Drafted")
    expect(month_end.cell(INVOICE, MISSPELT)).to_have_text("")
    month_end.sheet.go(f"{INVOICE}2")
    month_end.picture("6-drafted")
