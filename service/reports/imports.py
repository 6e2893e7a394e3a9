"""What an import came to, for people."""

from collections.abc import Iterator, Sequence

from service.domain.hours.comparison import Imported
from service.domain.hours.logged import Kept, Logged

LONGEST = 60
SHOWN = 10


def told_import(made: Imported, tab: str) -> list[str]:
    """The summary: how many rows of each kind, then each that a person should look at."""
    found = made.found
    counts = (
        (len(found.new), "new"),
        (len(found.edited), "brought up to date"),
        (len(found.same) + len(found.settled), "as they were"),
        (len(found.clashing), "changed on both sides"),
        (len(found.gone), f"gone from {found.source}"),
        (len(found.asked), "left to you"),
    )
    told = ", ".join(f"{number} {what}" for number, what in counts if number) or "nothing was logged"
    return [f"{found.source} into {tab}: {told}.", *_looked_at(made)]


def _looked_at(made: Imported) -> Iterator[str]:
    found = made.found
    source = found.source
    yield from _rows(f"No longer in {source} for this day; the row stays, so decide what becomes of it", found.gone)
    clashing = [row for row, _ in found.clashing]
    yield from _rows(f"Changed in {source} and in the sheet; nothing was overwritten", clashing)
    if found.missing:
        yield from _rows("Not in this file, which may be a part of the whole; the row stays", found.missing)
    for entry, rows in found.asked:
        yield f"  Not added: “{said(entry)}” may be {places(rows)}. Edit or add it by hand."
    if made.waiting:
        yield f"  Changed while we wrote, so left for the next import: {places_of(made.waiting)}."
    yield from (f"  {sentence}" for sentence in found.left)


def _rows(why: str, rows: Sequence[Kept]) -> Iterator[str]:
    if rows:
        yield f"  {why}:"
        yield from (f"    row {row.row}: {said(row.now)}" for row in rows[:SHOWN])
        if len(rows) > SHOWN:
            yield f"    and {len(rows) - SHOWN} more"


def said(entry: Logged) -> str:
    """An entry in a few words."""
    worked = "" if entry.hours is None else f"{round(entry.hours, 2)} h"
    text = " · ".join(filter(None, (str(entry.date or ""), entry.person, worked, entry.description)))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def places(rows: Sequence[Kept]) -> str:
    """Rows by their numbers."""
    return places_of([row.row for row in rows])


def places_of(rows: Sequence[int]) -> str:
    """Rows in words: row 4 or row 7."""
    return " or ".join(f"row {row}" for row in rows)
