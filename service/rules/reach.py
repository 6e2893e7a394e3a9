"""How far a rule looks: rows under one key are judged together, and nothing beside them changes what is said of them.

A reach is what makes judging after an edit cheap: only the rows that share a key with what was edited are judged again.
"""

from collections.abc import Callable, Hashable

from service.domain.entry import normal
from service.domain.timesheet import Work

Reach = Callable[[Work], Hashable | None]
"""The key of a row; None where the rule can say nothing of it."""


def own_row(work: Work) -> Hashable:
    """The row alone."""
    return work.entry.id


def person_day(work: Work) -> Hashable | None:
    """All that one person did on one day, in whatever tab."""
    entry = work.entry
    if entry.date is None:
        return None
    return (work.person.id if work.person else normal(entry.person)), entry.date


def project_day(work: Work) -> Hashable | None:
    """All that was done on one project on one day."""
    return (work.project.id, work.entry.date) if work.project and work.entry.date else None


def own_project(work: Work) -> Hashable | None:
    """All that was done on one project."""
    return work.project.id if work.project else None


def own_client(work: Work) -> Hashable:
    """All that was done for one client: no price depends on more than that."""
    return work.client.id if work.client else ""


def whole_sheet(work: Work) -> Hashable:
    """Every row, or facts that belong to no row."""
    del work
    return True
