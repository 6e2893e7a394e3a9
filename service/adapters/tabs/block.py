"""Our block of columns as it looks: where it goes, its notes, widths, formats and colours."""

from collections.abc import Container, Mapping

from service.adapters.cells.grid import Tab, at, is_blank
from service.adapters.tabs.columns import Column, Layout, our_tabs
from service.domain.category import Category
from service.domain.judging.verdict import Status
from service.domain.terms.check import Level
from service.names import category_name, category_names, read_status, tab_names
from service.words import everywhere, languages, say

WIDTHS = {
    "category": 150, "billable_hours": 80, "amount": 90, "flags": 220, "suggestion": 260,
    "reason": 200, "approve": 70, "status": 120, "invoice": 90, "row_id": 110,
}  # fmt: skip
"""Pixels by column."""

FORMATS = {"billable_hours": "0.00", "amount": "#,##0.00"}

RED, AMBER, YELLOW, GREEN, BLUE = "F8D7D3", "FBE3C8", "FFF5CC", "DDEFDD", "DCE8F5"
BY_FLAG = ((Level.BLOCK.symbol, RED), (Level.ACKNOWLEDGE.symbol, AMBER), (Level.WARN.symbol, YELLOW))
BY_STATUS = ((Status.READY, GREEN), (Status.DRAFTED, BLUE))


def choices() -> tuple[str, ...]:
    """The categories that a person may choose from."""
    return tuple(map(category_name, Category))


def own_choices() -> frozenset[str]:
    """Categories that are called so in this language and in no other."""
    known, spoken = [category_names(category) for category in Category], len(languages())
    others = {name for names in known for name in names[1:]}
    return frozenset(names[0] for names in known if len(names) == spoken and names[0] not in others)


def status_names() -> tuple[str, ...]:
    """The words of statuses that have a colour, in each language."""
    return tuple(name for status, _ in BY_STATUS for name in everywhere(f"statuses.{status.value}"))


def colour(flags: str, status: str) -> str:
    """The colour of a row of ours: by its status where all is decided, else by its gravest flag; empty for none."""
    by_status = (tint for one, tint in BY_STATUS if read_status(status) is one)
    by_flag = (tint for symbol, tint in BY_FLAG if flags.startswith(symbol))
    return next(by_status, next(by_flag, ""))


def header_note(column: Column) -> str:
    """What people read when they point at one of our headers."""
    filled_by = say(f"filledBy.{column.filled_by}")
    return say("columns.note", mark=say("columns.mark"), meaning=column.meaning, who=filled_by)


def tab_note(title: str) -> str:
    """What people read when they point at the first cell of a tab of ours."""
    return say("columns.noteOfTab", mark=say("columns.mark"), title=tab_names(title)[0])


def is_our_note(note: str) -> bool:
    """Whether a note stands on a header or a tab of ours: it says so, in one language or another."""
    return any(mark in note for mark in everywhere("columns.mark"))


def is_marked(tab: Tab) -> bool:
    """Whether the first cell says that Tickmark made this tab."""
    return is_our_note(tab.cell(0, 0).note)


def title_for(title: str, taken: Container[str]) -> str:
    """What a tab of ours is called when it is made: a second name where a team has a tab of the first."""
    name = tab_names(title)[0]
    return second_title(name) if name in taken else name


def title_in(name: str) -> str:
    """The title by which reports call a tab of ours that bears this name; empty where none does."""
    return next((title for title in our_tabs() for one in tab_names(title) if name in (one, second_title(one))), "")


def second_title(name: str) -> str:
    """What a tab of ours is called where a team has one of that name already."""
    return f"{name} (Tickmark)"


def new_places(tab: Tab, layout: Layout) -> Mapping[str, int]:
    """Where the missing columns of ours go: right of everything that anybody uses, in the order of the schema.

    A table that reaches the edge would take new neighbours in, so beside one a column stays empty.
    """
    used = (
        i + 1 for row in tab.rows for i in range(len(row) - 1, -1, -1) if not is_blank(at(row, i)) or at(row, i).note
    )
    start = max([0, *used, *(block.right + 1 for block in tab.tables), *(block.right for block in tab.merges)])
    return {column.key: start + index for index, column in enumerate(layout.missing)}
