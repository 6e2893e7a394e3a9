"""Rows that were copied with their Row ID: which of them is the one that the ledger knows."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.approval import Approval, Billed, code_billed
from service.domain.hours.entry import Entry, fingerprint
from service.domain.hours.reading import Reading

CODES = ("", *(category.code for category in Category))


class Known(NamedTuple):
    """What the ledger has heard of rows, by Row ID, and the SOWs they may lie under."""

    billed: Mapping[str, Billed]
    words: Mapping[str, Approval]
    sows: Collection[str]

    def says(self, entry: Entry, row_id: str) -> bool | None:
        """Whether a row says what was last heard under an id; None where nothing was."""
        if row_id in self.billed:
            return code_billed(entry, self.billed[row_id]) is not None
        word = self.words.get(row_id)
        if word is None:
            return None
        return any(fingerprint(entry, sow, code) == word.fingerprint for sow in ("", *self.sows) for code in CODES)


def rightful(reading: Reading, known: Known) -> Reading:
    """The reading with each known id at the row that says what the ledger has, whatever stands above it."""
    if not reading.duplicates:
        return reading
    holders = {entry.id: entry for entry in reading.entries}
    for entry in reading.entries:
        old = reading.duplicates.get((entry.tab, entry.row), "")
        if old not in holders:
            continue
        original = entry._replace(id=old)
        if known.says(holders[old], old) is False and known.says(original, old):
            holders[entry.id], holders[old] = holders[old]._replace(id=entry.id), original
    return replace(reading, entries=tuple(sorted(holders.values(), key=_place)))


def _place(entry: Entry) -> tuple[str, int]:
    return entry.tab, entry.row
