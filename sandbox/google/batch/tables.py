"""Tables: a range with typed columns under one name."""

from __future__ import annotations

from sandbox.google.batch.cells import kept_rule
from sandbox.google.batch.kind import Kind, allowed, inside, target
from sandbox.google.batch.tabs import free_id
from sandbox.google.blocks import JSON, Block, grid_json, without_zero_sheet
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.formats import kept_format, lean
from sandbox.google.masks import names, required, written
from sandbox.google.tab import Tab


def _all(book: Book) -> list[JSON]:
    return [table for tab in book.tabs for table in tab.tables]


def _columns(tab: Tab, block: Block, wish: JSON) -> list[JSON]:
    """A property for each column; one that is not named takes its header or its place as a name."""
    given = {column.get("columnIndex") or 0: column for column in wish.get("columnProperties") or []}
    found = []
    for at in range(block.width):
        column = given.get(at, {})
        header = tab.cell(block.top, block.left + at).value
        name = column.get("columnName") or (header if isinstance(header, str) else f"Column {at + 1}")
        told = {**({"columnIndex": at} if at else {}), "columnName": name, **_typed(column)}
        found.append(told)
    return found


def _typed(column: JSON) -> JSON:
    kind = column.get("columnType")
    if kind == "DROPDOWN" and not column.get("dataValidationRule"):
        raise invalid("A column of type DROPDOWN must have a dataValidationRule.")
    told = {key: lean(column[key]) for key in ("columnType", "dataValidationRule") if column.get(key)}
    return {key: value for key, value in told.items() if value != "COLUMN_TYPE_UNSPECIFIED"}


def add_table(book: Book, told: JSON) -> JSON:
    """A table on a range that no other table touches; its header row takes the columns' names."""
    wish = inside(told, "table")
    tab, block = target(book, inside(wish, "range"))
    allowed(tab, block)
    _refuse(book, tab, block, wish)
    table: JSON = {
        "tableId": wish.get("tableId") or str(free_id(set())),
        "name": wish.get("name") or f"Table{len(_all(book)) + 1}",
        "range": grid_json(tab.id, block),
        **({"rowsProperties": kept_format(wish["rowsProperties"])} if wish.get("rowsProperties") else {}),
        "columnProperties": _columns(tab, block, wish),
    }
    tab.tables.append(table)
    _write(tab, block, table)
    return {"addTable": {"table": {**table, "range": without_zero_sheet(table["range"])}}}


def _refuse(book: Book, tab: Tab, block: Block, wish: JSON) -> None:
    for other in _all(book):
        if other["tableId"] == wish.get("tableId"):
            raise invalid(f"A table with the id {other['tableId']} already exists.")
        if wish.get("name") and other["name"].casefold() == wish["name"].casefold():
            raise invalid(f'A table with the name "{other["name"]}" already exists.')
    if any(tab.block(other["range"]).meets(block) for other in tab.tables):
        raise invalid("The range of a table cannot overlap with another table.")


def _write(tab: Tab, block: Block, table: JSON) -> None:
    """Headers into the first row, checkboxes and lists into the rows below."""
    header = {}
    for at, column in enumerate(table["columnProperties"]):
        header[block.left + at] = tab.cell(block.top, block.left + at)._replace(value=column["columnName"])
        rule = _rule(column)
        for row in range(block.top + 1, block.bottom) if rule else ():
            tab.put(row, {block.left + at: tab.cell(row, block.left + at)._replace(validation=rule)})
    tab.put(block.top, header)


def _rule(column: JSON) -> JSON | None:
    if column.get("columnType") == "BOOLEAN":
        return kept_rule({"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True})
    if column.get("columnType") == "DROPDOWN":
        return kept_rule({**column["dataValidationRule"], "showCustomUi": True})
    return None


def _found(book: Book, own: object) -> tuple[Tab, int]:
    for tab in book.tabs:
        for at, table in enumerate(tab.tables):
            if table["tableId"] == own:
                return tab, at
    raise invalid(f"No table with id: {own}")


def update_table(book: Book, told: JSON) -> JSON:
    """Another name, range or set of columns."""
    mask = required(told.get("fields"))
    wish = inside(told, "table")
    tab, at = _found(book, wish.get("tableId"))
    given = lean({key: value for key, value in wish.items() if key not in ("range", "columnProperties")})
    block = tab.block(tab.tables[at]["range"])
    if names(mask, "range") and wish.get("range"):
        block = target(book, wish["range"])[1]
        given["range"] = grid_json(tab.id, block)
    if names(mask, "columnProperties") or names(mask, "range"):
        source = wish if names(mask, "columnProperties") else tab.tables[at]
        given["columnProperties"] = _columns(tab, block, source)
    wide = {**mask, "columnProperties": {}} if "range" in mask else {**mask}
    if "columnProperties" in wide:
        wide["columnProperties"] = {}
    tab.tables[at] = {**written(tab.tables[at], given, wide), "tableId": tab.tables[at]["tableId"]}
    _write(tab, block, tab.tables[at])
    return {}


def delete_table(book: Book, told: JSON) -> JSON:
    """The table goes with its cells."""
    tab, at = _found(book, told.get("tableId"))
    block = tab.block(tab.tables[at]["range"])
    allowed(tab, block)
    for row, column, cell in list(tab.filled(block)):
        tab.put(row, {column: cell._replace(value=None, validation=None)})
    del tab.tables[at]
    return {}


KINDS: dict[str, Kind] = {"addTable": add_table, "updateTable": update_table, "deleteTable": delete_table}
