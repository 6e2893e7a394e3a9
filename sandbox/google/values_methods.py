"""The values methods: get, update, append, clear and their batches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.google.appending import table_in
from sandbox.google.blocks import JSON, ROWS, Block
from sandbox.google.book import Book
from sandbox.google.errors import ApiError, invalid
from sandbox.google.notation import Corners, written
from sandbox.google.reading import Rendering, value_range
from sandbox.google.tab import Tab
from sandbox.google.writing import Written, clear, lists_of, turned, write

Query = Mapping[str, Any]


def rendering_of(query: Query, prefix: str = "") -> Rendering:
    """The rendering a read asks for, or a write for its response."""
    values, dates = (
        ("responseValueRenderOption", "responseDateTimeRenderOption")
        if prefix
        else (
            "valueRenderOption",
            "dateTimeRenderOption",
        )
    )
    return Rendering(query.get(values) or "FORMATTED_VALUE", query.get(dates) or "SERIAL_NUMBER")


def major_of(query: Query) -> str:
    """Rows unless columns are asked for."""
    return "COLUMNS" if query.get("majorDimension") == "COLUMNS" else ROWS


def option_of(query: Query) -> str:
    """How input is taken; a write has to say it."""
    option = query.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    return str(option)


def get(book: Book, text: str, query: Query) -> JSON:
    """One range."""
    tab, block = book.area(text)
    return value_range(book, tab, block, major_of(query), rendering_of(query))


def batch_get(book: Book, ranges: list[str], query: Query) -> JSON:
    """Several ranges in one call."""
    told: JSON = {"spreadsheetId": book.id}
    found = [get(book, text, query) for text in ranges]
    return {**told, "valueRanges": found} if found else told


def update(book: Book, text: str, body: JSON, query: Query, who: str) -> JSON:
    """Write one range."""
    values = lists_of(body.get("values"), "data.values")
    _same_range(text, body)
    try:
        done = write(book, book.corners(text), values, major_of(body), option_of(query), who)
    except ApiError as problem:
        raise _named(problem, 0) from problem
    return _with_values(book, done, body, query)


def _same_range(text: str, body: JSON) -> None:
    inner = body.get("range")
    if inner and inner != text:
        raise invalid(f"Requested writing within range [{text}], but the body names range [{inner}]")


def _named(problem: ApiError, index: int) -> ApiError:
    """A refusal that names the entry, where it is about protection."""
    if problem.message.startswith("You are trying to edit a protected"):
        return invalid(f"Invalid data[{index}]: {problem.message}")
    return problem


def _with_values(book: Book, done: Written, body: JSON, query: Query) -> JSON:
    told = done.told(book.id)
    if query.get("includeValuesInResponse"):
        told["updatedData"] = value_range(book, done.tab, done.block, major_of(body), rendering_of(query, "response"))
    return told


def batch_update(book: Book, body: JSON, who: str) -> JSON:
    """Write several ranges, all or none."""
    option = option_of(body)
    done = []
    told = []
    for index, one in enumerate(body.get("data") or []):
        values = lists_of(one.get("values"), f"data[{index}].values")
        try:
            done.append(write(book, book.corners(one.get("range") or ""), values, major_of(one), option, who))
        except ApiError as problem:
            raise invalid(f"Invalid data[{index}]: {problem.message}") from problem
        told.append((done[-1], one))
    book.results.clear()
    return {**totals(book, done), "responses": [_with_values(book, one, data, body) for one, data in told]}


def totals(book: Book, done: list[Written]) -> JSON:
    """The sums of several writes: distinct rows and columns of each tab, but cells as they were written."""
    counts = {
        "totalUpdatedRows": len({(one.tab.id, row) for one in done for row, _ in one.cells}),
        "totalUpdatedColumns": len({(one.tab.id, column) for one in done for _, column in one.cells}),
        "totalUpdatedCells": sum(len(one.cells) for one in done),
        "totalUpdatedSheets": len({one.tab.id for one in done if one.cells}),
    }
    return {"spreadsheetId": book.id, **{key: count for key, count in counts.items() if count}}


def append(book: Book, text: str, body: JSON, query: Query, who: str) -> JSON:
    """Write below the last table of a range, or into its first cell where it holds none; the grid grows."""
    values = lists_of(body.get("values"), "data.values")
    option = option_of(query)
    tab, block = book.area(text)
    if major_of(body) != ROWS:
        values = turned(values)
    table = table_in(tab, block)
    row, column = (block.top, block.left) if table is None else (table.bottom, table.left)
    height, width = len(values), max(map(len, values), default=0)
    if query.get("insertDataOption") == "INSERT_ROWS" and table is not None and row < tab.row_count:
        from sandbox.google.lines import insert

        insert(book, tab, ROWS, row, height, inherit=True)
    tab.resize(max(tab.row_count, row + height), max(tab.column_count, column + width))
    place = Corners(row, column, row + max(height, 1), column + max(width, 1))
    told: JSON = {"spreadsheetId": book.id}
    if table is not None:
        told["tableRange"] = written(tab.title, table)
    done = write(book, (tab, place), values, ROWS, option, who)
    return {**told, "updates": _with_values(book, done, body, query)}


def clear_range(book: Book, text: str, who: str) -> str:
    """Clear one range; the answer names it."""
    tab, block = book.area(text)
    clear(tab, block, who)
    return written(tab.title, block)


def clear_blocks(blocks: list[tuple[Tab, Block]], who: str) -> list[str]:
    """Clear several blocks; the answer names them."""
    for tab, block in blocks:
        clear(tab, block, who)
    return [written(tab.title, block) for tab, block in blocks]
