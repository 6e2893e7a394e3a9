"""The tabs of our own: made when they are first needed, then written only where they differ."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from service.adapters.cells.grid import Tab, letters, place_name
from service.adapters.sheets.alignment import Shift, origins, shifted, shifts
from service.adapters.sheets.edits import VALUE
from service.adapters.sheets.looks import FIELDS, LINKED, Looks
from service.adapters.sheets.pictures import drawn
from service.adapters.sheets.standing import plain, spans
from service.adapters.sheets.widths import widened, widths
from service.adapters.tabs.block import tab_note, title_for
from service.adapters.tabs.columns import our_tabs
from service.adapters.tabs.timesheets import Workbook, title_of_ours
from service.domain.hours.reading import Report, Value

JSON = dict[str, Any]
Row = Sequence[Value]

FIRST_ID = 1_790_413_000
"""Our tabs have ids of our choice: a request that is repeated then fails instead of making a second tab."""

ROOM = 200
"""Rows to spare below the last line."""


def id_of(title: str) -> int:
    """The id under which a tab of ours is made."""
    return FIRST_ID + our_tabs().index(title) if title in our_tabs() else FIRST_ID - 1


def own_title(tab: Tab) -> str:
    """The title by which reports call a tab of ours, whatever people call it; empty for other tabs."""
    return next((title for title in our_tabs() if id_of(title) == tab.id), title_of_ours(tab))


class OwnTab:
    """One report on its way into the spreadsheet."""

    def __init__(self, report: Report, known: Workbook) -> None:
        self.report, self.tab = report, known.own.get(report.title)
        self._titles = known.titles
        places = {title: found.tab.id for title, found in known.found.items()}
        self._looks = Looks(report, self.id, known.reading.book, places)
        read = [[cell.value for cell in row] for row in self.tab.rows] if self.tab else []
        self._width = max((len(row) for row in (*report.rows, *read)), default=1)
        self._old, self._new = [self._line(row) for row in read], [self._line(row) for row in report.rows]
        self._now: dict[tuple[int, int], Value] = {}
        self._is_disturbed = False

    @property
    def id(self) -> int:
        """The id of the tab, there already or to be made."""
        return self.tab.id if self.tab else id_of(self.report.title)

    def _line(self, row: Row) -> list[Value]:
        """A row as it is compared: as wide as any, and nothing is None."""
        return [*map(plain, row), *[None] * (self._width - len(row))]

    def _watched(self) -> list[int]:
        """The columns in which people tick and write meanwhile, and the first one, by which lines are known again."""
        boxes = {column for line in self._old for column, value in enumerate(line) if isinstance(value, bool)}
        return sorted({0, *boxes, *(column for _, column in self.report.answers)}) if boxes else []

    def ranges(self) -> list[str]:
        """What to look at again before writing: the boxes that people may have ticked meanwhile."""
        title, last = place_name(self.tab.title) if self.tab else "", len(self._old)
        return [f"{title}!{letters(left)}1:{letters(right)}{last}" for left, right in spans(self._watched())]

    def look(self, answers: Iterator[list[list[Any]]]) -> None:
        """Take the values of these ranges."""
        for left, right in spans(self._watched()):
            told = next(answers, [])
            for column in range(left, right + 1):
                values = told[column - left] if column - left < len(told) else []
                padded = [*map(plain, values), *[None] * (len(self._old) - len(values))]
                self._now.update({(row, column): value for row, value in enumerate(padded)})
        self._is_disturbed = any(self._now.get((row, 0), line[0]) != line[0] for row, line in enumerate(self._old))

    def requests(self, afresh: bool = False) -> list[JSON]:
        """What brings the tab to its new state; nothing where it is in it.

        `afresh` writes every row where it belongs and moves none, so that it may be done twice and over anything.
        """
        if self.tab is None or not self._old:
            written = self._whole_rows(range(len(self._new)))
            return [*self._made(), *written, *self._dressed(), *drawn(self.id, self.report, self.tab)]
        if not self._differs():
            return []
        may_move = not afresh and self._may_move(self.tab)
        moves, written = (self._shifts, self._changed()) if may_move else ([], self._afresh())
        above = self.report.chart is not None and any(one.at < self.report.chart.last for one in moves)
        drawing = drawn(self.id, self.report, self.tab, above)
        return [*self._room(), *shifted(self.id, moves), *written, *self._grown(), *drawing]

    def _may_move(self, tab: Tab) -> bool:
        """Whether rows of it may come in and go: nobody else has moved any, and either state has room in it."""
        going = sum(one.going for one in self._shifts)
        return not self._is_disturbed and tab.height - going > max(len(self._old), len(self._new))

    @cached_property
    def _origins(self) -> list[int | None]:
        return origins(self._old, self._new)

    @cached_property
    def _shifts(self) -> list[Shift]:
        return shifts(self._origins, len(self._old)) if self._old else []

    def _differs(self) -> bool:
        return len(self._old) > len(self._new) or any(
            before is None or self._with_ticks(row) != self._stands(before)
            for row, before in enumerate(self._origins)
        )

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
        """Rows to spare, and columns for all that is said."""
        assert self.tab is not None
        rows, across = max(len(self._old), len(self._new)), {"sheetId": self.id, "dimension": "ROWS"}
        if rows >= self.tab.height:
            yield {"appendDimension": {**across, "length": rows + ROOM - self.tab.height}}
        if self._needed > self.tab.width:
            yield {"appendDimension": {**across, "dimension": "COLUMNS", "length": self._needed - self.tab.width}}

    def _whole_rows(self, rows: Sequence[int]) -> Iterator[JSON]:
        """Rows as they are to be, values and looks."""
        for first, last in spans(rows):
            cells = [{"values": self._cells(row)} for row in range(first, last + 1)]
            yield self._update(first, 0, FIELDS, cells)

    def _afresh(self) -> Iterator[JSON]:
        """Every row, and nothing below them."""
        yield from self._whole_rows(range(len(self._new)))
        across = {"startColumnIndex": 0, "endColumnIndex": self._width}
        below = {"sheetId": self.id, "startRowIndex": len(self._new), **across}
        yield {"updateCells": {"range": below, "fields": FIELDS, "rows": []}}

    def _update(self, row: int, column: int, fields: str, rows: list[JSON]) -> JSON:
        start = {"sheetId": self.id, "rowIndex": row, "columnIndex": column}
        return {"updateCells": {"start": start, "fields": fields, "rows": rows}}

    def _cells(self, row: int) -> list[JSON]:
        return [self._looks.cell(row, column, value) for column, value in enumerate(self._with_ticks(row))]

    def _changed(self) -> Iterator[JSON]:
        """Lines that are new or say something else, and of lines that count anew only the figures."""
        partly = {row: before for row, before in enumerate(self._origins) if before is not None and self._is_alike(row)}
        yield from self._whole_rows([row for row in range(len(self._new)) if row not in partly])
        for row, before in partly.items():
            yield from self._figures(row, self._stands(before))

    def _is_alike(self, row: int) -> bool:
        """Whether a line says the same in the same columns as the one that becomes it, so that it looks the same."""
        before = self._origins[row]
        return before is not None and list(map(sense, self._new[row])) == list(map(sense, self._old[before]))

    def _figures(self, row: int, stands: list[Value]) -> Iterator[JSON]:
        values = self._with_ticks(row)
        leading = {column for column in range(self._width) if self._leads_elsewhere(row, column)}
        other = [column for column in range(self._width) if values[column] != stands[column] and column not in leading]
        for left, right in spans(other):
            cells = [self._looks.entered(row, column, values[column]) for column in range(left, right + 1)]
            yield self._update(row, left, VALUE, [{"values": cells}])
        for column in sorted(leading):
            cell = self._looks.linked(row, column, values[column])
            yield self._update(row, column, LINKED, [{"values": [cell]}])

    def _leads_elsewhere(self, row: int, column: int) -> bool:
        """Whether a cell may lead elsewhere than it did: into this tab, or to a mail about lines that have changed."""
        if (row, column) in self.report.mails:
            return not self._is_section_kept(row)
        tab, _ = self.report.places.get((row, column), ("", 0))
        return tab == self.report.title and bool(self._shifts)

    def _is_section_kept(self, row: int) -> bool:
        """Whether a heading and the lines below it, down to the next heading, stand there already."""
        end = min((one for one in self.report.headings if one > row), default=len(self._new))
        before = self._origins[row] or 0
        behind = before + end - row
        if self._origins[row:end] != list(range(before, behind)) or self._new[row:end] != self._old[before:behind]:
            return False
        return behind == len(self._old) or (behind in self._origins and self._is_alike(self._origins.index(behind)))

    def _stands(self, before: int) -> list[Value]:
        """What stands in a line, with what people have ticked and written since it was read."""
        return [self._now.get((before, column), value) for column, value in enumerate(self._old[before])]

    def _with_ticks(self, row: int) -> list[Value]:
        """The new values of a row; what a person ticked or wrote meanwhile stays while its row speaks of the same.

        Words stay where the figures beside them are others by now; a tick was about those figures.
        """
        new, before = self._new[row], self._origins[row]
        if before is None or self._is_disturbed:
            return new
        old, now = self._old[before], self._stands(before)
        boxes = {at for at, value in enumerate(new) if isinstance(value, bool)}
        written = {at for at in range(self._width) if (row, at) in self.report.answers}
        counts_anew = any(new[at] != old[at] for at in range(self._width) if at not in boxes | written)
        theirs = written if counts_anew and self._is_alike(row) else set() if counts_anew else boxes | written
        return [now[at] if at in theirs and now[at] != old[at] else value for at, value in enumerate(new)]

    def contents(self) -> list[list[JSON | None]]:
        """What the cells are to hold, row by row, as Google tells it: values, and formulas that draw."""
        rows = (enumerate(self._with_ticks(row)) for row in range(len(self._new)))
        return [
            [self._looks.entered(row, column, value).get("userEnteredValue") for column, value in values]
            for row, values in enumerate(rows)
        ]

    def _dressed(self) -> Iterator[JSON]:
        """The note that says whose tab this is, and columns as wide as what they hold."""
        yield self._update(0, 0, "note", [{"values": [{"note": tab_note(self.report.title)}]}])
        yield from widened(self.id, widths(self.report, self.report.rows, self._width))

    def _grown(self) -> Iterator[JSON]:
        """More room where a column holds more than ever; otherwise widths are left as people set them."""
        before, after = (widths(self.report, rows, self._width) for rows in (self._old, self.report.rows))
        yield from widened(self.id, {at: wide for at, wide in after.items() if wide > before[at]})


def sense(value: Value) -> Value | type:
    """What a cell says: its words, or that it holds a number or a box."""
    return value if isinstance(value, str) else type(value)
