"""Lines that were pasted into one column: split where their separators stand, so that they can be read all the same."""

from collections.abc import Sequence
from dataclasses import replace

from service.adapters.cells.grid import EMPTY, Cell, Tab, is_blank
from service.adapters.tabs.delimited import SEPARATORS, split, steadiness

LOOKED_AT = 50


def unpasted(tab: Tab) -> Tab | None:
    """The tab with its lines split into cells; None where its rows have cells of their own."""
    lines = [line_of(row) for row in tab.rows]
    filled = [line for line in lines if line]
    if len(filled) < 2 or any(line is None for line in lines):
        return None
    sample = "\n".join(line for line in filled[:LOOKED_AT] if line)
    separator = max(SEPARATORS, key=lambda one: steadiness(sample, one))
    if steadiness(sample, separator) < 2 * min(len(filled), LOOKED_AT):
        return None
    rows = [cells_in(line or "", separator) for line in lines]
    return replace(tab, rows=rows, delimited=True)


def line_of(row: Sequence[Cell]) -> str | None:
    """The one text of a row, empty for a blank row; None for a row that is more than a line of text."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) > 1 or (filled and filled[0].kind != "text"):
        return None
    return str(filled[0].value).strip() if filled else ""


def cells_in(line: str, separator: str) -> list[Cell]:
    """The cells of a line; bars at both ends are its frame."""
    if separator == "|":
        line = line.removeprefix("|").removesuffix("|")
    parts = split(line, separator)[0] if line else []
    return [Cell("text", part.strip()) if part.strip() else EMPTY for part in parts]
