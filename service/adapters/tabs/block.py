"""Our block of columns as it looks: where it goes, its notes, widths, formats and colours."""

from collections.abc import Mapping

from service.adapters.cells.grid import Tab, at, is_blank
from service.adapters.tabs.columns import Column, Layout
from service.domain.category import Category
from service.domain.terms.check import Level
from service.words import say

MARK = "Written by Tickmark"
"""Notes that begin with this stand on our headers and on the first cell of our tabs: they are known by it."""

WIDTHS = {
    "category": 150, "billable_hours": 80, "amount": 90, "flags": 220, "suggestion": 260,
    "reason": 200, "approve": 70, "status": 120, "invoice": 90, "row_id": 110,
}  # fmt: skip
"""Pixels by column."""

FORMATS = {"billable_hours": "0.00", "amount": "#,##0.00"}
CHOICES = tuple(category.value for category in Category)

RED, AMBER, YELLOW, GREEN, BLUE = "F8D7D3", "FBE3C8", "FFF5CC", "DDEFDD", "DCE8F5"
BY_FLAG = ((Level.BLOCK.symbol, RED), (Level.ACKNOWLEDGE.symbol, AMBER), (Level.WARN.symbol, YELLOW))
BY_STATUS = (("Ready", GREEN), ("Drafted", BLUE))


def colour(flags: str, status: str) -> str:
    """The colour of a row of ours: by its status where all is decided, else by its gravest flag; empty for none."""
    by_status = (tint for word, tint in BY_STATUS if status == word)
    by_flag = (tint for symbol, tint in BY_FLAG if flags.startswith(symbol))
    return next(by_status, next(by_flag, ""))


def header_note(column: Column) -> str:
    """What people read when they point at one of our headers."""
    filled_by = say(f"filledBy.{column.filled_by}")
    return say("columns.note", mark=MARK, meaning=column.meaning, who=filled_by)


def tab_note(title: str) -> str:
    """What people read when they point at the first cell of a tab of ours."""
    return say("columns.noteOfTab", mark=MARK, title=title)


def is_marked(tab: Tab) -> bool:
    """Whether the first cell says that Tickmark made this tab."""
    return tab.cell(0, 0).note.startswith(MARK)


def second_title(title: str) -> str:
    """What a tab of ours is called where a team has one of that name already."""
    return f"{title} (Tickmark)"


def new_places(tab: Tab, layout: Layout) -> Mapping[str, int]:
    """Where the missing columns of ours go: right of everything that anybody uses, in the order of the schema.

    A table that reaches the edge would take new neighbours in, so beside one a column stays empty.
    """
    used = (
        i + 1 for row in tab.rows for i in range(len(row) - 1, -1, -1) if not is_blank(at(row, i)) or at(row, i).note
    )
    start = max([0, *used, *(block.right + 1 for block in tab.tables), *(block.right for block in tab.merges)])
    return {column.key: start + index for index, column in enumerate(layout.missing)}
