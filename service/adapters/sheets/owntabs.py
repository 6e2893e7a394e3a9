"""The tabs of our own: made when they are first needed, then written only where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from service.adapters.cells.grid import Tab, letters, place_name
from service.adapters.mailto import mailto
from service.adapters.sheets.edits import CHECKBOX, entered
from service.adapters.sheets.pictures import drawn
from service.adapters.sheets.standing import plain
from service.adapters.tabs.block import tab_note, title_for
from service.adapters.tabs.columns import our_tabs
from service.adapters.tabs.timesheets import Workbook, title_of_ours
from service.domain.hours.reading import Report, Value

JSON = dict[str, Any]
Row = Sequence[Value]

FIRST_ID = 1_790_413_000
"""Our tabs have ids of our choice: a request that is repeated then fails instead of making a second tab."""

ROOM = 200
A_FEW_WORDS = 20
"""Characters that an answer has room for before it runs over the cells beside it."""

NARROWEST, WIDEST, PIXELS_A_CHARACTER = 80, 420, 7
FIELDS = "userEnteredValue,userEnteredFormat(textFormat,numberFormat,backgroundColorStyle),dataValidation"
ANSWER_HERE = {"rgbColor": {"red": 1.0, "green": 0.98, "blue": 0.84}}
"""Where people are to write."""

SHEETS = "https://docs.google.com/spreadsheets/d"
FIGURES = {"type": "NUMBER", "pattern": "#,##0.00"}


def id_of(title: str) -> int:
    """The id under which a tab of ours is made."""
    return FIRST_ID + our_tabs().index(title) if title in our_tabs() else FIRST_ID - 1


def own_title(tab: Tab) -> str:
    """The title by which reports call a tab of ours, whatever people call it; empty for other tabs."""
    return next((title for title in our_tabs() if id_of(title) == tab.id), title_of_ours(tab))


class OwnTab:
    """One report on its way into the spreadsheet."""

    def __init__(self, report: Report, known: Workbook) -> None:
        self.report, self.tab, self._book = report, known.own.get(report.title), known.reading.book
        self._titles = known.titles
        self._places = {title: found.tab.id for title, found in known.found.items()}
        self._old = [[cell.value for cell in row] for row in self.tab.rows] if self.tab else []
        self._width = max((len(row) for row in (*report.rows, *self._old)), default=1)
        self._now: dict[tuple[int, int], Value] = {}

    @property
    def id(self) -> int:
        """The id of the tab, there already or to be made."""
        return self.tab.id if self.tab else id_of(self.report.title)

    def ranges(self) -> list[str]:
        """What to look at again before writing: the boxes that people may have ticked meanwhile."""
        if self.tab is None or not self._old or not any(isinstance(v, bool) for row in self._old for v in row):
            return []
        return [f"{place_name(self.tab.title)}!A1:{letters(self._width_there - 1)}{len(self._old)}"]

    @property
    def _width_there(self) -> int:
        return max(1, *(len(row) for row in self._old))

    def look(self, answers: Iterator[list[list[Any]]]) -> None:
        """Take the values of these ranges."""
        if self.ranges():
            for column, values in enumerate(next(answers, [])):
                self._now.update({(row, column): plain(value) for row, value in enumerate(values)})

    def requests(self) -> list[JSON]:
        """What brings the tab to its new state; nothing where it is in it."""
        rows = self._changed_rows()
        made = self.tab is None or not self._old
        if not rows and not made:
            return []
        before, after = (self._made(), self._dressed()) if made else (self._room(), self._grown())
        return [*before, *self._written(rows), *after, *drawn(self.id, self.report, self.tab)]

    def _changed_rows(self) -> list[int]:
        rows = range(max(len(self.report.rows), len(self._old)))
        return [row for row in rows if self._values(self.report.rows, row) != self._values(self._old, row)]

    def _values(self, rows: Sequence[Row], row: int) -> list[Value]:
        """A row as it is compared: as wide as any, and nothing is None."""
        values = rows[row] if row < len(rows) else ()
        return [plain(values[column]) if column < len(values) else None for column in range(self._width)]

    def _made(self) -> Iterator[JSON]:
        if self.tab is not None:  # an empty tab that bears the name
            yield from self._room()
            properties: JSON = {"sheetId": self.id, "gridProperties": {"frozenRowCount": 1}}
            yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}
            return
        grid = {"rowCount": len(self.report.rows) + ROOM, "columnCount": max(8, self._needed), "frozenRowCount": 1}
        properties = {"sheetId": self.id, "title": self.title, "gridProperties": grid}
        if self.report.title == our_tabs()[0]:
            properties["index"] = 0
        yield {"addSheet": {"properties": properties}}

    @property
    def _needed(self) -> int:
        """Columns for all values, and one more for a chart to begin in."""
        return self._width + (self.report.chart is not None)

    @property
    def title(self) -> str:
        """What the tab is called in the spreadsheet: what people made of its name, or the name it is to get."""
        return self.tab.title if self.tab else title_for(self.report.title, self._titles)

    def _room(self) -> Iterator[JSON]:
        assert self.tab is not None
        for dimension, has, needs in (
            ("ROWS", self.tab.height, len(self.report.rows)),
            ("COLUMNS", self.tab.width, self._needed),
        ):
            if needs > has:
                yield {"appendDimension": {"sheetId": self.id, "dimension": dimension, "length": needs - has}}

    def _written(self, rows: list[int]) -> Iterator[JSON]:
        for _, block in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
            together = [row for _, row in block]
            start = {"sheetId": self.id, "rowIndex": together[0], "columnIndex": 0}
            values = [{"values": self._cells(row)} for row in together]
            yield {"updateCells": {"start": start, "fields": FIELDS, "rows": values}}

    def _cells(self, row: int) -> list[JSON]:
        return [self._cell(row, column, value) for column, value in enumerate(self._with_ticks(row))]

    def _with_ticks(self, row: int) -> list[Value]:
        """The new values of a row; what a person ticked or wrote meanwhile stays while its row speaks of the same."""
        new, old = self._values(self.report.rows, row), self._values(self._old, row)
        theirs = {at for at, value in enumerate(new) if isinstance(value, bool) or (row, at) in self.report.answers}
        if not self._now or any(new[at] != old[at] for at in range(self._width) if at not in theirs):
            return new
        return [
            self._now.get((row, column)) if column in theirs and self._now.get((row, column)) != old[column] else value
            for column, value in enumerate(new)
        ]

    def contents(self) -> list[list[JSON | None]]:
        """What the cells are to hold, row by row, as Google tells it: values, and formulas that draw."""
        rows = (enumerate(self._with_ticks(row)) for row in range(len(self.report.rows)))
        return [
            [self._entered(row, column, value).get("userEnteredValue") for column, value in values]
            for row, values in enumerate(rows)
        ]

    def _entered(self, row: int, column: int, value: Value) -> JSON:
        """What goes into a cell, without how it looks and where it leads."""
        drawn = self.report.formulas.get((row, column))
        return {"userEnteredValue": {"formulaValue": drawn}} if drawn else entered(value)

    def _cell(self, row: int, column: int, value: Value) -> JSON:
        told = self._entered(row, column, value)
        look: JSON = {"bold": True} if row in self.report.headings else {}
        if address := self._address(row, column):
            look["link"] = {"uri": address}
        shape: JSON = {"textFormat": look} if look else {}
        if isinstance(value, Decimal) and column in self.report.figures:
            shape["numberFormat"] = FIGURES
        if (row, column) in self.report.answers:
            shape["backgroundColorStyle"] = ANSWER_HERE
        if shape:
            told["userEnteredFormat"] = shape
        if isinstance(value, bool):
            told["dataValidation"] = CHECKBOX
        return told

    def _address(self, row: int, column: int) -> str:
        """Where a cell leads: an address, or the row of a timesheet in this spreadsheet."""
        if (row, column) in self.report.places:
            return self._within(self.report.places[row, column])
        if (row, column) in self.report.mails:
            here = self._everywhere((self.report.title, row + 1))
            return mailto(self.report.mails[row, column], self._everywhere, here)
        return self.report.links.get((row, column), "")

    def _within(self, place: tuple[str, int]) -> str:
        """The address of a row as it holds inside this spreadsheet; blank where the tab is not there."""
        tab, number = place
        gid = self.id if tab == self.report.title else self._places.get(tab)
        return "" if gid is None else f"#gid={gid}&range=A{number}"

    def _everywhere(self, place: tuple[str, int]) -> str:
        """The address of a row as it holds in a mail."""
        return f"{SHEETS}/{self._book}/edit{self._within(place)}"

    def _dressed(self) -> Iterator[JSON]:
        """The note that says whose tab this is, and columns as wide as what they hold."""
        start = {"sheetId": self.id, "rowIndex": 0, "columnIndex": 0}
        cell = {"note": tab_note(self.report.title)}
        yield {"updateCells": {"start": start, "fields": "note", "rows": [{"values": [cell]}]}}
        yield from self._wide(self._widths(self.report.rows))

    def _grown(self) -> Iterator[JSON]:
        """More room where a column holds more than ever; otherwise widths are left as people set them."""
        before = self._widths(self._old)
        yield from self._wide({at: wide for at, wide in self._widths(self.report.rows).items() if wide > before[at]})

    def _wide(self, widths: Mapping[int, int]) -> Iterator[JSON]:
        for column, pixels in widths.items():
            across = {"sheetId": self.id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
            properties = {"pixelSize": pixels}
            yield {"updateDimensionProperties": {"range": across, "properties": properties, "fields": "pixelSize"}}

    def _widths(self, rows: Sequence[Row]) -> Mapping[int, int]:
        longest = [0] * self._width
        for _, column in self.report.answers:
            longest[column] = A_FEW_WORDS
        for row in rows:
            for column, value in enumerate(row[: counted(row)]):
                longest[column] = max(longest[column], len(str("" if value is None else plain(value))))
        return {
            column: min(WIDEST, max(NARROWEST, length * PIXELS_A_CHARACTER + 16))
            for column, length in enumerate(longest)
        }


def counted(row: Row) -> int:
    """How many cells of a row ask for room: a sentence alone, or behind one other cell, runs over what is beside it."""
    filled = [at for at, value in enumerate(row) if value not in (None, "")]
    return filled[-1] if 0 < len(filled) < 3 else len(row)
