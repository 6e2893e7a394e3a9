"""A1 notation: how a range is written, in a request and in an answer."""

from __future__ import annotations

import re
from typing import NamedTuple

from sandbox.google.blocks import Block

_CELLS = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?")
_ROW_COLUMN = re.compile(r"R(\d+)C(\d+)(?::R(\d+)C(\d+))?", re.IGNORECASE)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Rr]|[Cc]|TRUE|FALSE", re.IGNORECASE)


class Corners(NamedTuple):
    """A range as written: sides that are not written are None, ends are not included."""

    top: int | None
    left: int | None
    bottom: int | None
    right: int | None

    def on(self, rows: int, columns: int) -> Block:
        """The range on a grid of that size, without a look at whether it fits."""
        return Block(
            self.top or 0,
            self.left or 0,
            rows if self.bottom is None else self.bottom,
            columns if self.right is None else self.right,
        )


WHOLE = Corners(None, None, None, None)


def column_name(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def split(text: str) -> tuple[str | None, str, bool]:
    """(tab title, cells, whether the title was quoted); a text without "!" may be either."""
    if text.startswith("'"):
        end = _closing_quote(text)
        if end < 0:
            return None, text, False
        title, rest = text[1:end].replace("''", "'"), text[end + 1 :]
        return title, rest.removeprefix("!"), True
    title, found, cells = text.rpartition("!")
    return (title, cells, False) if found else (None, text, False)


def _closing_quote(text: str) -> int:
    at = 1
    while (at := text.find("'", at)) >= 0:
        if text[at + 1 : at + 2] != "'":
            return at
        at += 2
    return -1


def corners(cells: str) -> Corners | None:
    """The range that cells such as `A1:B2`, `A:C`, `2:4`, `B3:B` or `R1C1` name; None when they name none."""
    if found := _ROW_COLUMN.fullmatch(cells):
        top, left, bottom, right = (int(part) if part else None for part in found.groups())
        return _ordered((top, left), (bottom or top, right or left))
    found = _CELLS.fullmatch(cells)
    if not found or not cells or cells.startswith(":"):
        return None
    column, row, column2, row2 = found.groups()
    if "0" in (row, row2):
        return None
    first = (int(row) if row else None, column_index(column) + 1 if column else None)
    if ":" not in cells:
        return _ordered(first, first) if column and row else None
    second = (int(row2) if row2 else None, column_index(column2) + 1 if column2 else None)
    return _ordered(first, second) if second != (None, None) else None


def _ordered(first: tuple[int | None, int | None], second: tuple[int | None, int | None]) -> Corners:
    rows = _span(first[0], second[0])
    columns = _span(first[1], second[1])
    return Corners(rows[0], columns[0], rows[1], columns[1])


def _span(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """From two numbers that count from 1, in any order; one missing end leaves that end open."""
    if one is None and other is None:
        return None, None
    if one is None or other is None:
        return (one or other or 1) - 1, None
    return min(one, other) - 1, max(one, other)


def quoted(title: str) -> str:
    """A tab's title as it stands before the "!": in quotes only where it needs them."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    """A cell as people call it: (0, 0) is A1."""
    return f"{column_name(column)}{row + 1}"


def written(title: str, block: Block) -> str:
    """The canonical text of a block: both corners, one where they are the same."""
    first = cell_name(block.top, block.left)
    if block.height <= 1 and block.width <= 1:
        return f"{quoted(title)}!{first}"
    return f"{quoted(title)}!{first}:{cell_name(block.bottom - 1, block.right - 1)}"
