"""Entries of a tracker drawn as a table: id, date, person, project, description, hours, and what else a test needs."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

from service.domain.hours.logged import Kept, Logged, Told

OCTOBER = {"since": date(2026, 10, 1), "until": date(2026, 10, 31)}


def entry(line: str) -> Logged:
    """One drawn entry; its client is always the same."""
    row_id, day, person, project, text, hours, *more = [part.strip() for part in line.split("|")]
    start, end, billable = (*more, "", "", "")[:3]
    return Logged(
        row_id, date.fromisoformat(f"2026-{day}"), person, "Corner Bakery", project, "", text, Decimal(hours),
        time.fromisoformat(start) if start else None, time.fromisoformat(end) if end else None,
        {"yes": True, "no": False}.get(billable),
    )  # fmt: skip


def entries(drawing: str) -> tuple[Logged, ...]:
    """Drawn entries, one a line."""
    return tuple(entry(line) for line in drawing.strip().splitlines() if line.strip())


def told(drawing: str, whole: bool = True, **more: object) -> Told:
    """What a tracker tells of October."""
    return Told("Harvest", entries(drawing), whole=whole, **{**OCTOBER, **more})  # type: ignore[arg-type]  # whatever a test needs to say


def kept(drawing: str, wrote: str = "") -> list[Kept]:
    """Rows as they stand; `wrote` draws those that said something else when the import wrote them."""
    before = {one.id: one for one in entries(wrote)}
    return list(_kept(entries(drawing), before))


def _kept(rows: tuple[Logged, ...], before: dict[str, Logged]) -> Iterator[Kept]:
    for number, row in enumerate(rows, 2):
        yield Kept(number, row.id, before.get(row.id, row).version, "", row)
