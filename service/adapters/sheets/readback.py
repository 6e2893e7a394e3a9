"""What the sheet says after a write: whether each row that was written is the row that was meant."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from service.adapters.sheets.answer import cell_of
from service.adapters.sheets.edits import Put
from service.adapters.sheets.standing import Source, Standing, plain, spans
from service.domain.reading import Value

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
    return [standing.span(left, right, min(rows), max(rows)) for left, right in spans(sorted(set(columns)))]


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
    for (row, row_id), group in groupby(meant, key=lambda one: (one[0].row + 1, one[1])):
        puts = [put for put, _ in group]
        place = standing.places["row_id"]
        if any(put.column == place for put in puts):
            source: Source = tuple(now.get((row - 1, column)) for column in standing.sources)
            if source != standing.source(row):
                yield row_id, standing.put_back(puts, row, standing.row_with(source))
        elif (found := now.get((row - 1, place))) != row_id:
            yield row_id, standing.put_back(puts, row, standing.row_of(str(found or "")))
