"""A tab whose columns have no names, recognised by what stands in them; what is found is a proposal, never a reading.

pandas counts here. It is loaded when such a tab turns up, and never for a tab whose header is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from service.adapters.cells.dates import is_day
from service.adapters.cells.grid import Cell, Tab, at, is_blank, letters
from service.adapters.cells.hours import hours_in, notation
from service.adapters.cells.plain import shown
from service.adapters.tabs.refusals import HEADLESS, asking
from service.domain.phrase import Phrase, joined, phrase

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT = 200
"""Rows that suffice to know a column by."""

ENOUGH = 0.6
SHOWN = 3
FEW_NAMES = 0.5
"""Share of distinct texts up to which a column may name people or projects."""


def proposal(tab: Tab, titled: str) -> Phrase | None:
    """The sentence that proposes columns for a tab without a header; None where it does not look like entries."""
    rows = [row for row in tab.rows[:LOOKED_AT] if sum(not is_blank(cell) for cell in row) > 1]
    if len(rows) < 2 or not has_date(rows):
        return None
    found = columns_in(rows)
    if not {"date", "hours"} <= found.keys():
        return None
    named = [phrase("column {letter} is {key}", letter=letters(place), key=key) for key, place in found.items()]
    choice = ";".join(f"{key}={letters(place)}" for key, place in found.items())
    first = " / ".join(", ".join(shown(cell)[:30] for cell in row if not is_blank(cell)) for row in rows[:SHOWN])
    said = HEADLESS.given(rows=f"“{first}”", proposal=joined(phrase(" and "), named))
    return asking(said, titled, f"header=none;{choice}")


def has_date(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first or second row holds a date: without one there is no need to look closer."""
    return any(kind_of_value(cell) == "date" for row in rows[:2] for cell in row)


def columns_in(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Columns by key, each the one that looks most like it."""
    import pandas as pd

    width = max(map(len, rows))
    kinds = pd.DataFrame([[kind_of_value(at(row, place)) for place in range(width)] for row in rows])
    texts = pd.DataFrame([[shown(at(row, place)) for place in range(width)] for row in rows])
    found: dict[str, int] = {}
    for key in ("date", "hours"):
        shares = (kinds == key).sum() / (kinds != "").sum().clip(lower=1)
        likely = shares[shares >= ENOUGH]
        if not likely.empty:
            found[key] = int(str(likely.idxmax()))
    found |= text_columns(kinds, texts, set(found.values()))
    return found


def text_columns(kinds: pd.DataFrame, texts: pd.DataFrame, taken: set[int]) -> dict[str, int]:
    """The column with the longest texts describes; one whose few names come again and again names a person."""
    wordy = [
        place for place in range(kinds.shape[1]) if place not in taken and (kinds[place] == "text").mean() >= ENOUGH
    ]
    if not wordy:
        return {}
    lengths = texts[wordy].apply(lambda column: column.str.len().mean())
    found = {"description": int(lengths.idxmax())}
    repeated = [int(place) for place in wordy if place != found["description"] and is_repeated(texts[place])]
    return {**found, "person": repeated[0]} if repeated else found


def is_repeated(column: pd.Series[str]) -> bool:
    """Whether the same few texts stand in a column again and again."""
    return bool(column.nunique() <= max(1, int(len(column) * FEW_NAMES)))


def kind_of_value(cell: Cell) -> str:
    """What one cell looks like: date, hours, text, or nothing."""
    if is_blank(cell):
        return ""
    if isinstance(cell.value, Decimal) and not is_day(cell):
        return "hours"
    if is_day(cell):
        return "date"
    return "hours" if isinstance(hours_in(str(cell.value).strip(), notation(())), Decimal) else "text"
