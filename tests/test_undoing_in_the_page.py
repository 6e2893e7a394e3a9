"""Undo last run, Clear our columns and Check selected rows only, from the menu of the page down to the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.office import MANAGER, Office, Papers
from tests.page.sheet import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 30_000
HOURS = """
Date       | Who          | Client          | Project          | Hours | Notes
2026-10-12 | Tobias Renn  | Harbour & Pine  | Spring catalogue | 2     | Fixes and updates
2026-10-05 | Callum Breck | Brackenridge    | Taproom shop     | 4     | Age gate: thirty-day cookie implemented
2026-10-08 | Sunniva Aske | Trailhead Trust | Donor campaign   | 3.5   | Moodboard for the year-end appeal
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    workbook = tmp_path / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in HOURS.strip().splitlines())
    with closing(Office(tmp_path, Papers(workbook))) as made:
        yield made


def grid(office: Office) -> Any:
    """The whole spreadsheet: values, notes, formats, validations, marks, protections, colours, widths."""
    url = f"{office.root}/v4/spreadsheets/{office.id}"
    return requests.get(url, params={"fields": "sheets"}, headers={"Authorization": "Bearer x"}, timeout=30).json()


def says_yes(sheet: Sheet, function: str, words: str) -> None:
    """Pick a menu item, read the question, and answer it."""
    sheet.pick(function)
    expect(sheet.find("question-text")).to_contain_text(words)
    sheet.find("question-YES").click()
    sheet.idle()


def test_what_the_menu_did_the_menu_takes_back(page: Page, office: Office) -> None:
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    sheet = Sheet(page, office, None)
    before = grid(office)
    sheet.open(MANAGER)
    sheet.pick("setUpThisSheet")
    expect(sheet.dialog.locator("body")).to_contain_text("3 entries")
    sheet.dialog.get_by_role("button", name="Close").click()
    sheet.find("tab-October").click()
    set_up = grid(office)
    sheet.type("F2", "HTML template for catalogue spreads")
    sheet.go("A2")
    sheet.pick("checkSelectedRows")
    expect(sheet.toast).to_contain_text("1 entry, 2.00 h.")
    sheet.idle()
    says_yes(sheet, "undoLastRun", "Undo “Set up this sheet” of")
    expect(sheet.cell("G1")).to_have_text("")
    sheet.type("F2", "Fixes and updates")
    assert grid(office) == before
    assert set_up != before
    sheet.pick("setUpThisSheet")
    expect(sheet.dialog.locator("body")).to_contain_text("3 entries")
    sheet.dialog.get_by_role("button", name="Close").click()
    says_yes(sheet, "clearOurColumns", "Take Tickmark's columns away from October")
    expect(sheet.toast).to_contain_text("What was billed stays known")
    assert office.values("October")[0] == ["Date", "Who", "Client", "Project", "Hours", "Notes"]
    expect.set_options(timeout=5_000)
