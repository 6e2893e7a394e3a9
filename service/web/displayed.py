"""What the script says of rows whose boxes were touched: how they looked at that moment."""

from collections.abc import Mapping
from typing import Any

from flask import abort

from service.domain.hours.approval import Imprint

WIDEST = 18_278
"""Columns that a spreadsheet can have."""
MOST = 1000
"""Columns that are looked at."""
UNCLEAR = "seen has to say which columns were looked at, and what the rows displayed by their Row IDs."


def displayed(body: Mapping[str, Any]) -> dict[str, Imprint]:
    """By Row ID, what a row displayed when its box was touched; of rows that are not told nobody knows who did it."""
    seen = body.get("seen")
    if seen is None:
        return {}
    columns, rows = (seen.get("columns"), seen.get("rows")) if isinstance(seen, dict) else (None, None)
    if not isinstance(columns, list) or not isinstance(rows, dict):
        abort(400, UNCLEAR)
    if len(columns) > MOST or not all(map(_is_column, columns)):
        abort(400, UNCLEAR)
    return {row: Imprint(tuple(columns), str(name)) for row, name in rows.items()}


def _is_column(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number <= WIDEST
