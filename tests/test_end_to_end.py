"""A manager's month in the browser, from Set up this sheet to the drafts: the page, the real script, the real service.

In between she sorts, moves columns, edits a row that is approved, and takes runs back.
TICKMARK_PICTURES=1 makes the pictures of docs/month.md anew.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.month import runs
from tests.month_end import MonthEnd
from tests.office import MANAGER, Office, Papers
from tests.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 30_000
"""Milliseconds: an edit makes the whole way to the service and back, on a machine that may be busy."""

QUICK = 2.0
"""Seconds from a tick to its answer in the sheet."""

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
PLAIN, VAGUE, MISSPELT, LONG, OWN = "Age gate", "Fixes and", "Call with", "Icon set", "Weekly"
"""Rows by how their texts begin: nothing to say, a text that says nothing, a person nobody knows, a very long entry,
the agency's own time."""

CLEAR = "HTML template for the index of the catalogue"
TOTALS = {"BRK-3": "2,424.00", "HP-2": "874.00", "TT-5": "1,155.00"}
"""4 x 145 + 3.5 x 110 + 10.5 x 110 + 2 x 152; 4 x 115 + 2 x 92 + 2 x 115; 5 x 128 + 3.5 x 100 + 1.5 x 110."""

CUSTOMERS = {"BRK-3": "Brackenridge Brewing Co.", "HP-2": "Harbour & Pine Furniture LLC", "TT-5": "Trailhead Trust"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A small agency with a dozen rows."""
    workbook = tmp_path / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in line.split("|")] for line in HOURS.strip().splitlines()]
        csv.writer(file).writerows([HEADERS, *rows])
    with closing(Office(tmp_path, Papers(workbook))) as made:
        yield made


@pytest.fixture
def month_end(page: Page, office: Office) -> Iterator[MonthEnd]:
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield MonthEnd(page, office)
    expect.set_options(timeout=5_000)


def test_a_month_goes_from_the_set_up_to_the_books(month_end: MonthEnd) -> None:
    sets_up_and_thinks_better_of_it(month_end)
    month_end.sets_up()
    sees_what_is_flagged(month_end)
    sorts_and_moves_columns(month_end)
    puts_a_text_right(month_end)
    month_end.sheet.type(month_end.place("Reason", LONG), "Two days in one row; the client knows.")
    approves(month_end)
    edits_what_is_approved(month_end)
    generates_one_from_the_review_tab(month_end)
    takes_it_back(month_end)
    generates_all_from_the_menu(month_end)
    finds_the_invoices_in_the_books(month_end)
    finds_their_numbers_in_the_sheet(month_end)
    has_the_sheet_to_herself_again(month_end)


def sets_up_and_thinks_better_of_it(month_end: MonthEnd) -> None:
    before = month_end.grid()
    month_end.sheet.open(MANAGER)
    month_end.sets_up()
    assert month_end.grid() != before
    month_end.says_yes("undoLastRun", "Undo “Set up this sheet” of")
    expect(month_end.sheet.cell("G1")).to_have_text("")
    assert month_end.grid() == before, "cell for cell, with notes, formats and validations"


def sees_what_is_flagged(month_end: MonthEnd) -> None:
    expect(month_end.cell("Flags", VAGUE)).to_have_text("▲ TXT002 vague description")
    expect(month_end.cell("Status", MISSPELT)).to_have_text("Needs fix")
    expect(month_end.cell("Status", OWN)).to_have_text("Not billable")
    colours = {text: background(month_end, text) for text in (PLAIN, VAGUE, MISSPELT, LONG)}
    assert len({colours[PLAIN], colours[VAGUE], colours[MISSPELT]}) == 3, "two levels have colours of their own"
    assert colours[LONG] == colours[VAGUE]
    month_end.cell("Flags", MISSPELT).hover()
    expect(month_end.sheet.find("note")).to_contain_text("Nobody on the people list is called “Calum Brek”.")
    month_end.picture("month-2-flagged")


def background(month_end: MonthEnd, text: str) -> str:
    return str(month_end.cell("Flags", text).evaluate("cell => getComputedStyle(cell).backgroundColor"))


def sorts_and_moves_columns(month_end: MonthEnd) -> None:
    """Whatever she does to the order of rows and columns, each row keeps what was said of it."""
    flags, colours = month_end.shown("Flags"), {text: background(month_end, text) for text in (PLAIN, VAGUE, MISSPELT)}
    month_end.column_menu("Date", "sort-descending")
    month_end.column_menu("Hours", "move-right")
    month_end.column_menu("Reason", "move-left")
    month_end.sheet.go(month_end.place("Date", LONG))
    month_end.sheet.pick("checkSelectedRows")
    expect(month_end.sheet.toast).to_contain_text("1 entry, 10.50 h.")
    month_end.sheet.idle()
    assert month_end.shown("Flags") == flags
    assert {text: background(month_end, text) for text in colours} == colours
    assert month_end.rows()[0][:12] == [
        "Date", "Who", "Client", "Project", "Notes", "Hours",
        "Category", "Billable h", "Amount", "Flags", "Reason", "Suggestion",
    ]  # fmt: skip
    month_end.picture("month-3-sorted-and-moved")


def puts_a_text_right(month_end: MonthEnd) -> None:
    month_end.sheet.type(month_end.place("Notes", VAGUE), CLEAR)
    expect(month_end.cell("Flags", CLEAR)).to_have_text("")
    expect(month_end.cell("Status", CLEAR)).to_have_text("Needs approval")
    expect(month_end.cell("Flags", CLEAR)).to_have_attribute("data-note", "")
    assert background(month_end, CLEAR) == background(month_end, PLAIN)


def approves(month_end: MonthEnd) -> None:
    month_end.tick(month_end.place("Approve", MISSPELT))
    expect(month_end.sheet.toast).to_contain_text("Tick taken back: ROW005")
    expect(month_end.cell("Approve", MISSPELT).get_by_role("checkbox")).not_to_be_checked()
    assert min(month_end.answers_a_tick(text) for text in (PLAIN, "Moodboard")) < QUICK
    ticks_the_others(month_end)
    month_end.picture("month-4-approved")


def ticks_the_others(month_end: MonthEnd) -> None:
    """Every row that waits for a plain tick."""
    waiting = {text for text, status in month_end.shown("Status").items() if status == "Needs approval"}
    column = month_end.place("Approve", PLAIN).rstrip("0123456789")
    rows = [at for at, row in enumerate(month_end.rows(), 1) if waiting & set(map(str, row))]
    month_end.tick(*(f"{column}{first}:{column}{last}" for first, last in runs(rows)))
    assert {month_end.shown("Status")[text] for text in waiting} == {"Ready"}


def edits_what_is_approved(month_end: MonthEnd) -> None:
    """An edit takes the approval away, with a sentence; the row as it was needs a new tick all the same."""
    month_end.sheet.type(month_end.place("Hours", PLAIN), "4.5")
    expect(month_end.sheet.toast).to_contain_text("Tick taken back: the row was changed after it was approved.")
    expect(month_end.cell("Approve", PLAIN).get_by_role("checkbox")).not_to_be_checked()
    month_end.picture("month-5-changed")
    month_end.sheet.type(month_end.place("Hours", PLAIN), "4")
    ticks_the_others(month_end)


def generates_one_from_the_review_tab(month_end: MonthEnd) -> None:
    month_end.sheet.find("tab-Review").click()
    box = month_end.place("Generate", "BRK-3", "Review")
    month_end.tick(box)
    expect(month_end.sheet.toast).to_contain_text(f"1 invoice drafted in QuickBooks: BRK-3 {TOTALS['BRK-3']} USD.")
    expect(month_end.sheet.cell(box).get_by_role("checkbox")).not_to_be_checked()
    month_end.picture("month-6-review")
    assert len(month_end.office.invoices()) == 1


def takes_it_back(month_end: MonthEnd) -> None:
    """The draft goes, and with it the approvals that it rested on."""
    month_end.says_yes("undoLastRun", "The last run drafted 1 invoice in QuickBooks")
    expect(month_end.sheet.toast).to_contain_text("The rows are free again and need a new tick.")
    assert month_end.office.invoices() == []
    month_end.sheet.find("tab-October").click()
    ticks_the_others(month_end)


def generates_all_from_the_menu(month_end: MonthEnd) -> None:
    month_end.sheet.pick("generateInvoices")
    month_end.sheet.dialog.get_by_role("button", name="Create 3 invoices in QuickBooks").click()
    body = month_end.sheet.dialog.locator("body")
    for sow, customer in CUSTOMERS.items():
        expect(body).to_contain_text(f"{customer} · {sow} · invoice")
        expect(body).to_contain_text(TOTALS[sow])
    expect(body).to_contain_text("1 row needs more than a tick")
    month_end.picture("month-7-generated", 900)
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
    picture(books, "month-8-invoice", 900)
    books.close()


def finds_their_numbers_in_the_sheet(month_end: MonthEnd) -> None:
    numbers = {invoice["CustomerRef"]["name"]: invoice["DocNumber"] for invoice in month_end.office.invoices()}
    shown, states = month_end.shown("Invoice"), month_end.shown("Status")
    by_text = {row[4]: row[2] for row in month_end.rows()[1:]}
    names = {
        "Brackenridge": CUSTOMERS["BRK-3"],
        "Harbour & Pine": CUSTOMERS["HP-2"],
        "Trailhead Trust": CUSTOMERS["TT-5"],
    }
    billed = {text for text, number in shown.items() if number}
    assert all(shown[text] == numbers[names[by_text[text]]] and states[text] == "Drafted" for text in billed)
    assert {text for text in shown if text.startswith((MISSPELT, OWN))} == shown.keys() - billed
    month_end.sheet.go(month_end.place("Invoice", PLAIN))
    month_end.picture("month-9-drafted")


def has_the_sheet_to_herself_again(month_end: MonthEnd) -> None:
    month_end.says_yes("clearOurColumns", "Take Tickmark's columns away from October")
    expect(month_end.sheet.toast).to_contain_text("What was billed stays known")
    assert [cell for cell in month_end.rows()[0] if cell] == ["Date", "Who", "Client", "Project", "Notes", "Hours"]
