"""A terminal for tests: a command in, what it printed and its exit status out; and workbooks to name in it."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from service.__main__ import main

SOWS = Path(__file__).parents[1] / "sows"

SHEETS: dict[str, str] = {
    "Hours": """
        Hours of October | | | | |
        Date       | Who          | Client         | Project          | Hours       | Notes
        2026-10-05 | Callum Breck | Brackenridge   | Taproom shop     | 4           | Age gate: cookie implemented
        2026-10-06 | Sunniva Aske | Brackenridge   | Taproom shop     | 3.5         | Visual design of the age gate
        2026-10-07 | Tobias Renn  | Harbour & Pine | Spring catalogue | 2 and a bit | HTML template for the spreads
        | | | | |
        2026-10-08 | Tobias Renn  | Harbour & Pine | Spring catalogue | 0:50        | Wrong page numbers corrected
        2026-10-09 | Calum Brek   | Harbour & Pine | Spring catalogue | 1           | Call with the buying team
        2026-10-20 | Hana Kovalik | Tidewick       | Internal         | 1           | Weekly with the partners
        Total      |              |                |                  | 10.5        |
        """,
    "Shopping": """
        Thing | Price
        Milk  | 2
        """,
}
"""Rows as the sheet numbers them: 1 a title, 2 the header, 5 a question, 6 blank, 10 a total; and a tab of no hours."""

FILLED = {"Hours": {1, 2, 3, 4, 5, 7, 8, 9, 10}, "Shopping": {1, 2}}


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output."""
        return json.loads(self.out)


class Terminal:
    """Commands run in this process, in a folder and with a ledger of their own."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[str]) -> None:
        self.folder, self._screen = folder, screen

    def run(self, *words: str | Path) -> Said:
        """One command; a usage error leaves by SystemExit as it would at a terminal."""
        self._screen.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        return Said(status, *self._screen.readouterr())

    def xlsx(self, name: str = "month.xlsx") -> Path:
        """All tabs as an Excel workbook, with dates and numbers where people type them."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, drawn in SHEETS.items():
            tab = book.create_sheet(title)
            for row in rows_of(drawn):
                tab.append([typed(cell) for cell in row])
        book.save(self.folder / name)
        return self.folder / name

    def csv(self, name: str = "month.csv", title: str = "Hours") -> Path:
        """One tab as delimited text."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows_of(SHEETS[title]))
        return path

    def approved(self, *rows: int) -> Path:
        """The month, reviewed, with ticks in these rows."""
        path = self.folder / "approved.xlsx"
        self.run("check", self.xlsx(), "--out", path)
        book = load_workbook(path)
        tab = book["Hours"]
        column = [cell.value for cell in tab[2]].index("Approve") + 1
        for row in rows:
            tab.cell(row, column).value = True
        book.save(path)
        return path


def rows_of(drawn: str) -> list[list[str]]:
    """The cells of a drawn tab."""
    return [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]


def typed(cell: str) -> str | float | date | None:
    """A cell as a spreadsheet program holds it."""
    try:
        return float(cell)
    except ValueError:
        return date.fromisoformat(cell) if cell[:4].isdecimal() else cell or None
