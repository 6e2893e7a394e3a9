"""What the sheet says after a write: whether each row that was written is the row that was meant."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from service.adapters.cells.grid import place_name
from service.adapters.sheets.answer import cell_of
from service.adapters.sheets.edits import Put
from service.adapters.sheets.standing import Source, Standing, plain, spans
from service.domain.hours.reading import Shown, Value

FIELDS = (
    "spreadsheetId,replies,updatedSpreadsheet(sheets(properties(sheetId),"
    "data(startRow,startColumn,rowData(values(effectiveValue)))))"
)

Meant = tuple[Put, str]
Values = Mapping[tuple[int, int], Value]


def ranges(standing: Standing, meant: Sequence[Meant]) -> list[str]:
    """What to read back of a tab: the ids of the rows, and beside ids that were stamped the team's own cells."""
    rows = [put.row + 1 for put, _ in meant]
    columns = [] if "row_id" in standing.fresh else [standing.places["row_id"]]
    if standing.has_strangers:
        columns += standing.sources
    header = f"{place_name(standing.tab.title)}!{standing.header}:{standing.header}"
    return [header, *(standing.span(left, right, min(rows), max(rows)) for left, right in spans(sorted(set(columns))))]


def values_in(answer: Mapping[str, Any], sheet_id: int) -> dict[tuple[int, int], Value]:
    """The values read back of a tab, by row and column from 0."""
    found: dict[tuple[int, int], Value] = {}
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
        if sheet.get("properties", {}).get("sheetId", 0) == sheet_id:
            for block in sheet.get("data", ()):
                found.update(values_of(block))
    return found


def values_of(block: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], Value]]:
    """The values of one block that was read back."""
    top, left = block.get("startRow", 0), block.get("startColumn", 0)
    for row, cells in enumerate(block.get("rowData", ()), top):
        for column, cell in enumerate(cells.get("values", ()), left):
            yield (row, column), plain(cell_of(cell).value)


def astray(standing: Standing, meant: Sequence[Meant], now: Values) -> Iterator[tuple[str, list[Put]]]:
    """Rows that were hit in place of others: the id that was meant, and what puts the cells back."""
    if any(now.get((standing.header - 1, place)) != standing.headers[place] for place in standing.layout.ours.values()):
        yield from astray_columns(standing, meant, now)
        return
    for (row, row_id), group in groupby(meant, key=lambda one: (one[0].row + 1, one[1])):
        puts = [put for put, _ in group]
        place = standing.places["row_id"]
        if any(put.column == place for put in puts):
            source: Source = tuple(now.get((row - 1, column)) for column in standing.sources)
            if source != standing.source(row):
                yield row_id, standing.put_back(puts, row, standing.row_with(source))
        elif (found := now.get((row - 1, place))) != row_id:
            yield row_id, standing.put_back(puts, row, standing.row_of(str(found or "")))


def astray_columns(standing: Standing, meant: Sequence[Meant], now: Values) -> Iterator[tuple[str, list[Put]]]:
    """Every row, where columns were inserted, deleted or moved: each cell gets back what its column had there."""
    origin = origins(
        standing.headers, {column: text for (row, column), text in now.items() if row == standing.header - 1}
    )
    for put, row_id in meant:
        source = origin.get(put.column)
        stood = Shown() if source is None else standing.stood(source, put.row + 1)
        note = None if put.note is None else stood.note
        box = None if put.box is None else isinstance(stood.value, bool)
        yield row_id, [put._replace(value=stood.value, note=note, box=box)]


def origins(before: Sequence[Value], after: Mapping[int, Value]) -> dict[int, int]:
    """Where each column stood before, told by its header; columns of one name keep their order among themselves."""
    found: dict[int, int] = {}
    for text in {text for text in after.values() if text}:
        now = sorted(column for column, other in after.items() if other == text)
        then = [column for column, other in enumerate(before) if other == text]
        if len(now) == len(then):
            found.update(zip(now, then, strict=True))
    return found
