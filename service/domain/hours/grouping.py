"""What rows are grouped by: of one row, and of whole columns, which is several times as fast."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from service.domain.hours.columns import Columns
from service.domain.hours.work import Work
from service.domain.spelling import normal

K = TypeVar("K")


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


def own_sow(work: Work) -> Hashable | None:
    """All that was done under one SOW, in whatever version."""
    return work.sow.id if work.sow else None


def sow_month(work: Work) -> Hashable | None:
    """All that was done under one SOW in one month."""
    day = work.entry.date
    return (work.sow.id, day.year, day.month) if work.sow and day else None


def own_client(work: Work) -> Hashable:
    """All that was done for one client: no price depends on more than that."""
    return work.client.id if work.client else ""


def place_of(work: Work) -> tuple[int, int, int]:
    """Where settings for a row come from: its client, SOW and project, told apart as the files hold them."""
    return id(work.client), id(work.sow), id(work.project)


def _person_days(rows: Columns) -> Iterable[Hashable | None]:
    who = [person.id if person else normal(name) for person, name in zip(rows.persons, rows.names, strict=True)]
    return _dated(who, rows)


def _project_days(rows: Columns) -> Iterable[Hashable | None]:
    return _dated(_own_projects(rows), rows)


def _dated(whose: Sequence[str | None], rows: Columns) -> Iterable[Hashable | None]:
    pairs = zip(whose, rows.dates, strict=True)
    return [pair if pair[0] is not None and pair[1] is not None else None for pair in pairs]


def _own_projects(rows: Columns) -> Sequence[str | None]:
    return [project.id if project else None for project in rows.projects]


def _own_clients(rows: Columns) -> Sequence[str]:
    return [client.id if client else "" for client in rows.clients]


KEYS: Mapping[object, Callable[[Columns], Iterable[Hashable | None]]] = {
    person_day: _person_days, project_day: _project_days, own_project: _own_projects, own_client: _own_clients,
}  # fmt: skip
"""The same keys of whole columns."""


def keys_of(rows: Columns, key: Callable[[Work], Hashable | None]) -> Sequence[Hashable | None]:
    """The key of each row."""
    return list(KEYS[key](rows) if key in KEYS else map(key, rows.works))


def grouped(works: Sequence[Work], keys: Iterable[K | None]) -> dict[K, list[Work]]:
    """Works by their keys, in the order in which they come; those without a key are left out."""
    groups: dict[K, list[Work]] = defaultdict(list)
    for work, key in zip(works, keys, strict=True):
        if key is not None:
            groups[key].append(work)
    return groups
