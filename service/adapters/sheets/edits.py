"""Cells to be written, as the fewest requests: neighbours that are written alike go together."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from service.adapters.tabs.block import CHOICES
from service.domain.hours.reading import Value

JSON = dict[str, Any]

CATEGORIES: JSON = {
    "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": choice} for choice in CHOICES]},
    "strict": True,
    "showCustomUi": True,
}
CHECKBOX: JSON = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}


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
        return f"userEnteredValue{notes}{',dataValidation' if self.rules else ''}"

    @property
    def data(self) -> JSON:
        """The cell as a request holds it."""
        told: JSON = entered(self.value)
        if self.note:
            told["note"] = self.note
        if allowed := CHECKBOX if self.box else self.rule:
            told["dataValidation"] = allowed
        return told

    @property
    def rules(self) -> bool:
        """Whether it says what may be entered."""
        return self.box is not None or self.rule is not None


class Run(NamedTuple):
    """Cells side by side in one row that are written with one mask."""

    row: int
    column: int
    mask: str
    cells: tuple[JSON, ...]

    @property
    def shape(self) -> tuple[int, int, str]:
        """What runs in neighbouring rows must share to be written together."""
        return self.column, len(self.cells), self.mask


def entered(value: Value) -> JSON:
    """A value as it is entered: a text is never a formula, and nothing clears the cell."""
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, Decimal):
        return {"userEnteredValue": {"numberValue": int(value) if value == value.to_integral_value() else float(value)}}
    return {"userEnteredValue": {"stringValue": value}} if value else {}


def updates(sheet_id: int, puts: Iterable[Put]) -> Iterator[JSON]:
    """The requests that write these cells of one tab."""
    runs = sorted(runs_of(sorted(puts, key=lambda put: put[:2])), key=lambda run: (run.shape, run.row))
    for shape, alike in groupby(runs, key=lambda run: run.shape):
        for block in unbroken(list(alike)):
            yield update(sheet_id, block[0].row, shape[0], shape[2], [run.cells for run in block])


def runs_of(puts: list[Put]) -> Iterator[Run]:
    """Neighbours in a row with the same mask, together."""
    start = 0
    for index in range(1, len(puts) + 1):
        one, before = puts[index] if index < len(puts) else None, puts[index - 1]
        if one is None or (one.row, one.column, one.mask) != (before.row, before.column + 1, before.mask):
            first = puts[start]
            yield Run(first.row, first.column, first.mask, tuple(put.data for put in puts[start:index]))
            start = index


def unbroken(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs in rows that follow each other."""
    for _, block in groupby(enumerate(runs), key=lambda item: item[1].row - item[0]):
        yield [run for _, run in block]


def update(sheet_id: int, row: int, column: int, mask: str, rows: Iterable[Iterable[JSON]]) -> JSON:
    """One updateCells request."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "fields": mask, "rows": [{"values": list(cells)} for cells in rows]}}
