"""The manager at her sheet in the browser, as a story needs her."""

from __future__ import annotations

from typing import Any

import requests
from openpyxl.utils import get_column_letter
from playwright.sync_api import Locator, Page, expect

from tests.office import DELAY, Office
from tests.page.sheet import Sheet
from tests.pictures import picture

SERVICE = "values:batchGet|:batchUpdate"
"""What only the service calls; its first read looks like one of the script's."""


class MonthEnd:
    """The manager at the sheet. Cells are found by header and text, wherever they stand by now."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page, self.office = page, office
        self.sheet = Sheet(page, office, None)

    def rows(self, tab: str = "October") -> list[list[Any]]:
        """What stands in a tab."""
        return self.office.values(tab)

    def place(self, header: str, text: str, tab: str = "October") -> str:
        """The address of a cell: under this header, in the row where some cell begins like this."""
        rows = self.rows(tab)
        head = next(row for row in rows if header in row)
        row = next(at for at, row in enumerate(rows, 1) if any(str(cell).startswith(text) for cell in row))
        return f"{get_column_letter(head.index(header) + 1)}{row}"

    def cell(self, header: str, text: str, tab: str = "October") -> Locator:
        """A cell in view."""
        return self.sheet.cell(self.place(header, text, tab))

    def shown(self, header: str) -> dict[str, Any]:
        """A column of ours, by the texts beside it."""
        head, *rows = self.rows()
        text, column = head.index("Notes"), head.index(header)
        return {row[text]: row[column] for row in rows}

    def tick(self, *places: str) -> None:
        """Select each block and press the space bar, then let the service answer."""
        for place in places:
            self.sheet.go(place)
            self.page.keyboard.press("Space")
            self.sheet.idle()

    def grid(self) -> Any:
        """The whole spreadsheet: values, notes, formats, validations, marks, protections, colours, widths."""
        url = f"{self.office.root}/v4/spreadsheets/{self.office.id}"
        asked = requests.get(url, params={"fields": "sheets"}, headers={"Authorization": "Bearer x"}, timeout=30)
        return asked.json()

    def sets_up(self) -> None:
        """The dialog of the menu, read and closed."""
        self.sheet.pick("setUpThisSheet")
        expect(self.sheet.dialog.locator("body")).to_contain_text("12 entries, 40.00 h. 3 flagged.")
        self.picture("month-1-set-up", 900)
        self.sheet.dialog.get_by_role("button", name="Close").click()
        self.sheet.find("tab-October").click()

    def picture(self, name: str, height: int = 560) -> None:
        """What can be seen of the page now, without a message from before."""
        self.page.evaluate("document.querySelector('[data-testid=toast]')?.remove()")
        picture(self.page, name, height)

    def says_yes(self, function: str, words: str) -> None:
        """Pick a menu item, read the question, and answer it."""
        self.sheet.pick(function)
        expect(self.sheet.find("question-text")).to_contain_text(words)
        self.sheet.find("question-YES").click()
        self.sheet.idle()

    def column_menu(self, header: str, item: str) -> None:
        """An item of the menu of a column."""
        letter = get_column_letter(self.rows()[0].index(header) + 1)
        self.sheet.find(f"column-{letter}").hover()
        self.sheet.find(f"column-menu-{letter}").click()
        self.sheet.find(f"{item}-{letter}").click()
        self.sheet.idle()

    def answers_a_tick(self, text: str) -> float:
        """The seconds from a tick to its answer: what the service works, and what Google usually takes for its calls.

        The clock on the wall would tell how busy the machine is. The page, the stand-ins and what the script reads
        count for nothing: in life they run where the sheet lies, and their time is in Google's.
        """
        box, answer = self.place("Approve", text), self.cell("Status", text)
        slow = {"service": "sheets", "path": SERVICE, "kind": "slow", "seconds": DELAY, "times": 1000}
        self.office.said("/__faults", slow)
        before, worked = self.office.said_so_far(), self.office.worked
        self.tick(box)
        expect(answer).to_have_text("Ready")
        requests.delete(f"{self.office.root}/__faults", timeout=30).raise_for_status()
        calls = [call for call in self.office.calls("sheets", before) if call.get("fault")]
        assert len(calls) >= 2, "it looked and it wrote"
        return self.office.worked - worked + DELAY * (len(calls) + 1)
