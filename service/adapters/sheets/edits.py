"""Cells to be written, as the fewest requests: neighbours that are written alike go together."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from service.adapters.tabs.block import choices
from service.domain.hours.reading import Value

JSON = dict[str, Any]

CHECKBOX: JSON = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}

VALUE = "userEnteredValue"


def categories() -> JSON:
    """The kinds of work that may be chosen in a cell."""
    values = [{"userEnteredValue": choice} for choice in choices()]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": True, "showCustomUi": True}


TEXT = b'{"userEnteredValue":{"stringValue":%b}}'


class Put(NamedTuple):
    """One cell to be written, at a row and a column from 0. What is None is left as it stands."""

    row: int
    column: int
    value: Value
    note: str | None = None
    box: bool | None = None
    """True makes the cell a checkbox, False takes the box away."""
    rule: JSON | None = None
    """What may be entered in it, where that is no box."""

    @property
    def mask(self) -> str:
        """The fields that are written; a field that is named and not given is cleared."""
        notes = ",note" if self.note is not None else ""
        return f"{VALUE}{notes}{',dataValidation' if self.rules else ''}"

    @property
    def told(self) -> bytes:
        """The cell as a request holds it."""
        told: JSON = entered(self.value)
        if self.note:
            told["note"] = self.note
        if allowed := CHECKBOX if self.box else self.rule:
            told["dataValidation"] = allowed
        return orjson.dumps(told)

    @property
    def rules(self) -> bool:
        """Whether it says what may be entered."""
        return self.box is not None or self.rule is not None


class Words(dict[Value, bytes]):
    """Cells that hold a value and nothing else, as JSON: a sheet says few things very often.

    Yes and no are looked up nowhere, since True is 1 there.
    """

    def __missing__(self, value: Value) -> bytes:
        """The words for a value, made when it is first met."""
        is_text = isinstance(value, str) and value != ""
        self[value] = told = TEXT % orjson.dumps(value) if is_text else orjson.dumps(entered(value))
        return told


class Block(NamedTuple):
    """Runs of cells in rows that follow each other, all beginning in one column, equally long and with one mask."""

    row: int
    column: int
    mask: str
    lines: list[bytes]


def entered(value: Value) -> JSON:
    """A value as it is entered: a text is never a formula, and nothing clears the cell."""
    if isinstance(value, bool):
        return {VALUE: {"boolValue": value}}
    if isinstance(value, Decimal):
        return {VALUE: {"numberValue": int(value) if value == value.to_integral_value() else float(value)}}
    return {VALUE: {"stringValue": value}} if value else {}


def updates(sheet_id: int, puts: Iterable[Put]) -> Iterator[JSON]:
    """The requests that write these cells of one tab, fewest where the cells come in the order in which they stand.

    Their rows are ready-made JSON: a first review writes hundreds of thousands of cells, and a few objects for each
    would take many times as long as all the rest.
    """
    for block in sorted(blocks(puts), key=lambda one: (one.column, one.mask, one.row)):
        start = {"sheetId": sheet_id, "rowIndex": block.row, "columnIndex": block.column}
        rows = b'[{"values":[%b]}]' % b']},{"values":['.join(block.lines)
        yield {"updateCells": {"start": start, "fields": block.mask, "rows": orjson.Fragment(rows)}}


def blocks(puts: Iterable[Put]) -> list[Block]:
    """Cells that can be written together, together."""
    found: list[Block] = []
    last: dict[tuple[int, int, str], Block] = {}
    for row, column, mask, cells in runs(puts):
        shape = (column, len(cells), mask)
        block = last.get(shape)
        if block is None or block.row + len(block.lines) != row:
            block = last[shape] = Block(row, column, mask, [])
            found.append(block)
        block.lines.append(b",".join(cells))
    return found


def runs(puts: Iterable[Put]) -> Iterator[tuple[int, int, str, list[bytes]]]:
    """Neighbours in a row that are written with one mask: where they begin, the mask, and the cells."""
    words = Words()
    at, begins, right, mask = -1, -1, -1, VALUE
    cells: list[bytes] = []
    for put in puts:
        row, column, value, note, box, rule = put
        is_bare = note is None and box is None and rule is None
        its_mask = VALUE if is_bare else put.mask
        if row != at or column != right or its_mask != mask:
            if cells:
                yield at, begins, mask, cells
            at, begins, mask, cells = row, column, its_mask, []
        told = words[value] if is_bare and value.__class__ is not bool else put.told
        cells.append(told)
        right = column + 1
    if cells:
        yield at, begins, mask, cells
