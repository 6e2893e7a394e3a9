"""How wide the columns of a tab of ours are: as wide as what they hold, within reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.adapters.sheets.standing import plain
from service.domain.hours.reading import Report, Value

JSON = dict[str, Any]
Row = Sequence[Value]

A_FEW_WORDS = 20
"""Characters that an answer has room for before it runs over the cells beside it."""

NARROWEST, WIDEST, PIXELS_A_CHARACTER = 80, 420, 7


def widths(report: Report, rows: Sequence[Row], across: int) -> Mapping[int, int]:
    """Pixels of each of so many columns, where these rows stand in them."""
    longest = [0] * across
    for _, column in report.answers:
        longest[column] = A_FEW_WORDS
    for row in rows:
        for column, value in enumerate(row[: counted(row)]):
            longest[column] = max(longest[column], len(str("" if value is None else plain(value))))
    return {
        column: min(WIDEST, max(NARROWEST, length * PIXELS_A_CHARACTER + 16)) for column, length in enumerate(longest)
    }


def counted(row: Row) -> int:
    """How many cells of a row ask for room: a sentence alone, or behind one other cell, runs over what is beside it."""
    filled = [at for at, value in enumerate(row) if value not in (None, "")]
    return filled[-1] if 0 < len(filled) < 3 else len(row)


def widened(sheet_id: int, pixels: Mapping[int, int]) -> Iterator[JSON]:
    """The requests that make columns so wide."""
    for column, wide in pixels.items():
        across = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
        yield {"updateDimensionProperties": {"range": across, "properties": {"pixelSize": wide}, "fields": "pixelSize"}}
