"""How far a rule looks: rows under one key are judged together, and nothing beside them changes what is said of them.

A reach is what makes judging after an edit cheap: only the rows that share a key with what was edited are judged again.
"""

from collections.abc import Callable, Hashable

from service.domain.hours.grouping import own_client, own_project, own_sow, person_day, project_day, sow_month
from service.domain.hours.timesheet import Work

__all__ = [
    "Reach", "own_client", "own_project", "own_row", "own_sow", "person_day", "project_day", "sow_month",
    "whole_sheet",
]  # fmt: skip

Reach = Callable[[Work], Hashable | None]
"""The key of a row; None where the rule can say nothing of it."""


def own_row(work: Work) -> Hashable:
    """The row alone."""
    return work.entry.id


def whole_sheet(work: Work) -> Hashable:
    """Every row, or facts that belong to no row."""
    del work
    return True
