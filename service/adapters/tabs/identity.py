"""Entries get their ids: the one in the row, the one by which the row was known before, or a fresh one."""

from collections.abc import Iterable, Sequence

from service.adapters.tabs.context import Context
from service.adapters.tabs.rowids import Known, RowIds, key_of, mint, recognised
from service.domain.hours.entry import Entry


def known_of(entry: Entry) -> Known:
    """What is remembered of a row."""
    hours = "" if entry.hours is None else f"{entry.hours.normalize():f}"
    names = [" ".join(name.casefold().split()) for name in (entry.person, entry.project)]
    return Known(entry.id, key_of([*names, entry.date, hours]), " ".join(entry.description.split()))


def named(entry: Entry, row_id: str) -> Entry:
    """The entry with its id; a year has tens of thousands, so it is made without a look at each field."""
    return tuple.__new__(Entry, (row_id, *entry[1:]))


class Identities:
    """The ids of one reading."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ids = RowIds(context.fresh)
        self.duplicates: dict[tuple[str, int], str] = {}
        """Rows that carry an id seen above, with that id."""

    def give(self, entries: Sequence[Entry], written: Sequence[str]) -> list[Entry]:
        """The entries with their ids, in their order."""
        if not any(written) and self._context.fresh is mint and not self._remembers:
            return list(map(named, entries, self._ids.fresh(len(entries))))
        strangers = {place: known_of(entries[place]) for place, text in enumerate(written) if not text}
        before = self._before(strangers.values(), set(written)) if self._remembers else []
        recalled = recognised(strangers, before) if before else {}
        found = []
        for place, entry in enumerate(entries):
            text = written[place] or recalled.get(place, "")
            known = strangers.get(place)
            row_id = self._ids.take(text, f"{known.key}\x1f{known.text}" if known else "")
            if written[place] and row_id != text:
                self.duplicates[entry.tab, entry.row] = text
            found.append(entry if entry.id == row_id else named(entry, row_id))
        return found

    @property
    def _remembers(self) -> bool:
        return self._context.recall.remembers

    def _before(self, rows: Iterable[Known], here: set[str]) -> list[Known]:
        """Rows of earlier readings like these whose ids stand nowhere in the workbook now."""
        keys = {row.key for row in rows}
        return [known for known in self._context.recall.rows_like(keys) if known.row_id not in here] if keys else []
