"""Cells become the fewest requests, whose rows are JSON already."""

from decimal import Decimal
from typing import Any

import orjson
import pytest

from service.adapters.sheets.edits import CHECKBOX, Put, updates

BARE, NOTED, RULED = "userEnteredValue", "userEnteredValue,note", "userEnteredValue,dataValidation"


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def number(value: float) -> dict[str, Any]:
    return {"userEnteredValue": {"numberValue": value}}


def yes(value: bool) -> dict[str, Any]:
    return {"userEnteredValue": {"boolValue": value}}


WRITTEN: list[tuple[str, list[Put], list[tuple[int, int, str, list[list[Any]]]]]] = [
    # what, the cells, and the requests: row, column, mask, cells
    ("side by side", [Put(1, 3, "a"), Put(1, 4, "b")], [(1, 3, BARE, [[text("a"), text("b")]])]),
    ("one above the other", [Put(1, 3, "a"), Put(2, 3, "a")], [(1, 3, BARE, [[text("a")], [text("a")]])]),
    ("a row between them", [Put(1, 3, "a"), Put(3, 3, "a")],
     [(1, 3, BARE, [[text("a")]]), (3, 3, BARE, [[text("a")]])]),
    ("a column between them", [Put(1, 3, "a"), Put(1, 5, "b")],
     [(1, 3, BARE, [[text("a")]]), (1, 5, BARE, [[text("b")]])]),
    ("a mask of its own", [Put(1, 3, "a"), Put(1, 4, "b", note="n")],
     [(1, 3, BARE, [[text("a")]]), (1, 4, NOTED, [[{**text("b"), "note": "n"}]])]),
    ("a note that goes", [Put(1, 3, "a", note="")], [(1, 3, NOTED, [[text("a")]])]),
    ("a box", [Put(1, 3, False, box=True)], [(1, 3, RULED, [[{**yes(False), "dataValidation": CHECKBOX}]])]),
    ("a box that goes", [Put(1, 3, None, box=False)], [(1, 3, RULED, [[{}]])]),
    ("nothing", [Put(1, 3, None), Put(1, 4, "")], [(1, 3, BARE, [[{}, {}]])]),
    ("one and yes, nought and no", [Put(1, 3, Decimal(1)), Put(1, 4, True), Put(1, 5, Decimal(0)), Put(1, 6, False)],
     [(1, 3, BARE, [[number(1), yes(True), number(0), yes(False)]])]),
    ("numbers", [Put(1, 3, Decimal("2.50")), Put(1, 4, Decimal("1E+2"))], [(1, 3, BARE, [[number(2.5), number(100)]])]),
    ("what looks like a formula or JSON", [Put(1, 3, "=A1"), Put(1, 4, 'say "hi"\n')],
     [(1, 3, BARE, [[text("=A1"), text('say "hi"\n')]])]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "puts", "expected"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_cells_are_written_by_the_fewest_requests(what: str, puts: list[Put], expected: list[Any]) -> None:
    told = [one["updateCells"] for one in orjson.loads(orjson.dumps(list(updates(7, puts))))]
    assert all(one["start"]["sheetId"] == 7 for one in told), what
    assert [
        (one["start"]["rowIndex"], one["start"]["columnIndex"], one["fields"], [row["values"] for row in one["rows"]])
        for one in told
    ] == expected
