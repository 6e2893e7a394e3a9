"""What spreadsheets.get answers, as tabs of typed cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import orjson

from service.adapters.cells.grid import EMPTY, Block, Cell, Guard, Tab, figure, kind_of
from service.adapters.sheets.envelope import Data, Envelope, Row, Sheet
from service.words import everywhere

JSON = Mapping[str, Any]
T = TypeVar("T")

FIELDS = (
    "properties(title,locale),"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount,frozenRowCount)),merges,tables(range),"
    "protectedRanges(protectedRangeId,range,description,warningOnly,editors),charts(chartId,spec),"
    "conditionalFormats(booleanRule(condition(values(userEnteredValue)))),"
    "data(columnMetadata(developerMetadata(metadataKey,metadataValue)),"
    "rowData(values(effectiveValue,effectiveFormat(numberFormat),note))))"
)
"""All that a reading needs, and nothing else: the mask decides how long Google works and how much it sends."""

DISPLAYED = FIELDS.replace("effectiveValue,", "effectiveValue,formattedValue,")
"""The same, with what people see of each cell."""

COLUMN_KEY = "tickmark.col"
"""The developer metadata that marks a column of ours; its value is the column's key."""

"""What the protection of Approve is called."""

ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
KINDS = {"DATE": "date", "TIME": "time", "DATE_TIME": "datetime"}


def tabs_of(answer: Envelope, account: str, displayed: bool = False) -> Iterator[Tab]:
    """The tabs that hold cells, in their order; `account` is ours and never counts among editors.

    With `displayed`, what people see of each row is kept beside its values.
    """
    cells, texts = Cells(), Texts()
    for sheet in answer.sheets:
        if sheet.properties.get("sheetType", "GRID") == "GRID":
            yield tab_of(sheet, account, cells, texts if displayed else None)


def tab_of(sheet: Sheet, account: str, cells: "Cells", texts: "Texts | None" = None) -> Tab:
    """One tab."""
    properties, grid = sheet.properties, sheet.properties.get("gridProperties", {})
    data = sheet.data[0] if sheet.data else Data()
    rows = shown(data.rows)
    return Tab(
        properties["title"],
        read(rows, cells),
        displayed=read(rows, texts) if texts is not None else (),
        id=properties.get("sheetId", 0),
        width=grid.get("columnCount", 0),
        height=grid.get("rowCount", 0),
        hidden=properties.get("hidden", False),
        frozen=grid.get("frozenRowCount", 0),
        merges=tuple(map(block_of, sheet.merges)),
        tables=tuple(block_of(table["range"]) for table in sheet.tables if "range" in table),
        marks=marks_of(data.columns),
        guards=guards_of(sheet.protected_ranges, grid, account),
        colours=colours_of(sheet.conditional_formats),
        charts={chart["chartId"]: chart.get("spec", {}) for chart in sheet.charts},
    )


def shown(told: Sequence[Row]) -> Sequence[Row]:
    """The rows down to the last one that shows anything: where a column has a format, Google tells it to the end."""
    end = len(told)
    while end and not any(
        b'"effectiveValue":' in cell or b'"note":' in cell for cell in map(bytes, told[end - 1].values)
    ):
        end -= 1
    return told[:end]


def read(rows: Iterable[Row], words: "Known[T]") -> list[tuple[T, ...]]:
    """Each row by its cells; what is the same bytes is the same thing."""
    known = words.__getitem__
    return [tuple(map(known, map(bytes, row.values))) for row in rows]


class Known(dict[bytes, T]):
    """What cells say, by their bytes."""


class Cells(Known[Cell]):
    """Cells as they are read."""

    def __missing__(self, told: bytes) -> Cell:
        """A cell that is met for the first time."""
        self[told] = cell = cell_of(orjson.loads(told))
        return cell


class Texts(Known[str]):
    """Cells as people see them."""

    def __missing__(self, told: bytes) -> str:
        """A cell that is met for the first time."""
        self[told] = text = str(orjson.loads(told).get("formattedValue", ""))
        return text


def cell_of(data: JSON) -> Cell:
    """One cell, by the kind of its value and by its number format."""
    note = data.get("note", "")
    effective = data.get("effectiveValue")
    if not effective:
        return Cell(note=note) if note else EMPTY
    ((name, value),) = effective.items()
    if name == "stringValue":
        return Cell("text", value, note) if value or note else EMPTY
    if name == "numberValue":
        form = data.get("effectiveFormat", {}).get("numberFormat")
        return number(value, form["type"], form.get("pattern", ""), note) if form else number(value, "", "", note)
    if name == "boolValue":
        return Cell("bool", value, note)
    return Cell("error", ERRORS.get(value.get("type"), "#ERROR!"), note)


@lru_cache(maxsize=8192)
def number(value: float, form: str, pattern: str, note: str) -> Cell:
    """A number; the same days and hours stand in a sheet again and again."""
    return Cell(kind_by_format(form, pattern), figure(value), note)


def kind_by_format(form: str, pattern: str) -> str:
    """What a number is: for Google's three formats of time the pattern says more than the type."""
    if form not in KINDS:
        return "number"
    by_pattern = kind_of(pattern) if pattern else "number"
    return KINDS[form] if by_pattern == "number" else by_pattern


def block_of(grid: JSON) -> Block:
    """A range of a tab; without an end it reaches as far as the tab."""
    far = 10**9
    return Block(
        grid.get("startRowIndex", 0),
        grid.get("endRowIndex", far),
        grid.get("startColumnIndex", 0),
        grid.get("endColumnIndex", far),
    )


def colours_of(rules: Sequence[JSON]) -> frozenset[str]:
    """The formulas of rules that colour cells."""
    conditions = (rule.get("booleanRule", {}).get("condition", {}) for rule in rules)
    return frozenset(value.get("userEnteredValue", "") for one in conditions for value in one.get("values", ()))


def marks_of(columns: Sequence[JSON]) -> dict[str, int]:
    """Our columns by key; a copied column carries its mark along, and the first one counts."""
    found: dict[str, int] = {}
    for place, column in enumerate(columns):
        for mark in column.get("developerMetadata", ()):
            if mark.get("metadataKey") == COLUMN_KEY:
                found.setdefault(mark.get("metadataValue", ""), place)
    return found


def guards_of(ranges: Sequence[JSON], grid: JSON, account: str) -> dict[int, Guard]:
    """Columns that only some may edit. Where two protections meet, whoever both let in may edit."""
    found: dict[int, Guard] = {}
    for one in ranges:
        block, editors = block_of(one.get("range", {})), editors_of(one, account)
        if editors is None or block.bottom < grid.get("rowCount", 0):
            continue
        for place in range(block.left, min(block.right, grid.get("columnCount", 0))):
            known = found.get(place)
            both = editors if known is None else tuple(who for who in editors if who in known.editors)
            ours = one.get("description") in everywhere("columns.guarded")
            found[place] = Guard(one.get("protectedRangeId", 0), both, ours)
    return found


def editors_of(protection: JSON, account: str) -> tuple[str, ...] | None:
    """Who may edit a protected range beside ourselves; None where it only warns or a whole domain may."""
    editors = protection.get("editors", {})
    if protection.get("warningOnly") or editors.get("domainUsersCanEdit"):
        return None
    listed = (*editors.get("users", ()), *editors.get("groups", ()))
    return tuple(who.casefold() for who in listed if who.casefold() != account.casefold())
