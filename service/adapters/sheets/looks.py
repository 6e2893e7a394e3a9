"""How the cells of a tab of ours look, and where they lead."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.adapters.mailto import mailto
from service.adapters.sheets.edits import CHECKBOX, entered
from service.domain.hours.reading import Report, Value

JSON = dict[str, Any]

FIELDS = "userEnteredValue,userEnteredFormat(textFormat,numberFormat,backgroundColorStyle),dataValidation"
LINKED = "userEnteredValue,userEnteredFormat.textFormat"
"""What is written of a cell that leads somewhere, where the rest of it stays as it is."""

ANSWER_HERE = {"rgbColor": {"red": 1.0, "green": 0.98, "blue": 0.84}}
"""Where people are to write."""

SHEETS = "https://docs.google.com/spreadsheets/d"
FIGURES = {"type": "NUMBER", "pattern": "#,##0.00"}


class Looks:
    """The cells of one report, each as Google is told it."""

    def __init__(self, report: Report, sheet_id: int, book: str, tabs: Mapping[str, int]) -> None:
        self._report, self._id, self._book, self._tabs = report, sheet_id, book, tabs

    def entered(self, row: int, column: int, value: Value) -> JSON:
        """What goes into a cell, without how it looks and where it leads."""
        drawn = self._report.formulas.get((row, column))
        return {"userEnteredValue": {"formulaValue": drawn}} if drawn else entered(value)

    def linked(self, row: int, column: int, value: Value) -> JSON:
        """A cell with its letters and where it leads."""
        told, letters = self.entered(row, column, value), self._letters(row, column, value)
        return {**told, "userEnteredFormat": {"textFormat": letters}} if letters else told

    def cell(self, row: int, column: int, value: Value) -> JSON:
        """All of a cell."""
        told = self.linked(row, column, value)
        shape: JSON = told.get("userEnteredFormat", {})
        if isinstance(value, Decimal) and column in self._report.figures:
            shape["numberFormat"] = FIGURES
        if (row, column) in self._report.answers:
            shape["backgroundColorStyle"] = ANSWER_HERE
        if shape:
            told["userEnteredFormat"] = shape
        if isinstance(value, bool):
            told["dataValidation"] = CHECKBOX
        return told

    def _letters(self, row: int, column: int, value: Value) -> JSON:
        is_said = value is not None or (row, column) in self._report.answers
        letters: JSON = {"bold": True} if is_said and row in self._report.headings else {}
        if address := self._address(row, column):
            letters["link"] = {"uri": address}
        return letters

    def _address(self, row: int, column: int) -> str:
        """Where a cell leads: an address, or the row of a timesheet in this spreadsheet."""
        if (row, column) in self._report.places:
            return self._within(self._report.places[row, column])
        if (row, column) in self._report.mails:
            return mailto(self._report.mails[row, column], self._everywhere, self._whole)
        return self._report.links.get((row, column), "")

    def _within(self, place: tuple[str, int]) -> str:
        """The address of a row as it holds inside this spreadsheet; blank where the tab is not there."""
        tab, number = place
        gid = self._id if tab == self._report.title else self._tabs.get(tab)
        return "" if gid is None else f"#gid={gid}&range=A{number}"

    def _everywhere(self, place: tuple[str, int]) -> str:
        """The address of a row as it holds in a mail."""
        return f"{SHEETS}/{self._book}/edit{self._within(place)}"

    @property
    def _whole(self) -> str:
        """The address of this tab in a mail: its lines have moved by the time somebody reads it."""
        return f"{SHEETS}/{self._book}/edit#gid={self._id}"
