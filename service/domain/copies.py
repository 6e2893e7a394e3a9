"""Rows that were copied with their Row ID: which of them is the one that the ledger knows."""

from collections.abc import Mapping
from dataclasses import replace

from service.domain.approval import Billed, code_billed
from service.domain.entry import Entry
from service.domain.reading import Reading


def rightful(reading: Reading, billed: Mapping[str, Billed]) -> Reading:
    """The reading with each invoiced id at the row that says what was billed, though a changed copy stands above it."""
    if not reading.duplicates:
        return reading
    holders = {entry.id: entry for entry in reading.entries}
    for entry in reading.entries:
        old = reading.duplicates.get((entry.tab, entry.row), "")
        if old not in billed:
            continue
        original = entry._replace(id=old)
        if code_billed(holders[old], billed[old]) is None and code_billed(original, billed[old]) is not None:
            holders[entry.id], holders[old] = holders[old]._replace(id=entry.id), original
    return replace(reading, entries=tuple(sorted(holders.values(), key=_place)))


def _place(entry: Entry) -> tuple[str, int]:
    return entry.tab, entry.row
