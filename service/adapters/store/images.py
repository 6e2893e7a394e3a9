"""What spreadsheets looked like before we wrote in them, and which of them are left at rest since somebody undid it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update

from service.adapters.store.ledger import Ledger, chunks
from service.adapters.store.outbox import Outbox
from service.adapters.store.tables import sheet as registered_sheet
from service.adapters.store.watch_tables import sheet_write

w = sheet_write.c
KEPT = 200
"""Writes of a spreadsheet whose images are kept: an undo reaches back to the last run, not to last year."""

SENT, DONE, UNDONE, TAKEN = "sent", "done", "undone", "taken"
"""Without an answer, answered, undone; taken is a run whose drafts were taken back, and the sheet shows that."""


class Image(NamedTuple):
    """One write: what it was for (blank where it only followed another), and what it touched as it stood before."""

    number: int
    what: str
    at: datetime
    before: Mapping[str, Any]


class Images(Ledger, Outbox):
    """Before-images by spreadsheet."""

    def keep_image(self, sheet: str, what: str, before: Mapping[str, Any], at: datetime) -> int:
        """Keep what a write is about to touch, before it is sent; its number."""
        row = {"sheet": sheet, "what": what, "sent_at": at, "before_json": json.dumps(before), "outcome": SENT}
        with self.engine.begin() as connection:
            number: int = connection.execute(insert(sheet_write).values(**row).returning(w.id)).scalar_one()
            newest = select(w.id).where(w.sheet == sheet).order_by(w.id.desc()).offset(KEPT)
            if old := list(connection.scalars(newest)):
                connection.execute(delete(sheet_write).where(w.id.in_(old)))
        return number

    def settle_image(self, number: int) -> None:
        """Note that the write was answered."""
        with self.engine.begin() as connection:
            connection.execute(update(sheet_write).where(w.id == number).values(outcome=DONE))

    def last_run(self, sheet: str) -> list[Image]:
        """The writes of the last run that nobody has undone, and what followed it; the newest first."""
        query = select(sheet_write).where(w.sheet == sheet).order_by(w.id.desc())
        found: list[Image] = []
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                if row.outcome in (UNDONE, TAKEN):
                    continue
                found.append(Image(row.id, row.what, row.sent_at, json.loads(row.before_json)))
                if row.what:
                    return found
        return []

    def undo_images(self, images: Sequence[Image], outcome: str = UNDONE) -> None:
        """Note that these writes are undone: the spreadsheet is at rest until somebody asks for something."""
        with self.engine.begin() as connection:
            for some in chunks([str(one.number) for one in images]):
                numbers = [int(one) for one in some]
                connection.execute(update(sheet_write).where(w.id.in_(numbers)).values(outcome=outcome))

    def is_at_rest(self, sheet: str) -> bool:
        """Whether nobody has asked for anything in a spreadsheet since its last run was undone."""
        newest = select(w.outcome).where(w.sheet == sheet, w.what != "").order_by(w.id.desc()).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(newest).scalar_one_or_none() == UNDONE

    def retire(self, sheet: str) -> None:
        """Forget that a spreadsheet was set up, and how to undo what was done in it; what was billed stays known."""
        with self.engine.begin() as connection:
            connection.execute(delete(registered_sheet).where(registered_sheet.c.spreadsheet_id == sheet))
            connection.execute(update(sheet_write).where(w.sheet == sheet).values(outcome=UNDONE))

    def registered(self) -> list[str]:
        """Spreadsheets that somebody with rights has set up, but for those at rest."""
        return [name for name in super().registered() if not self.is_at_rest(name)]

    def unshown(self) -> list[str]:
        """Spreadsheets that do not show yet what the ledger says, but for those at rest."""
        return [name for name in super().unshown() if not self.is_at_rest(name)]


class Album:
    """The images of one run in a spreadsheet: its first write begins it, the others follow; blank only follows."""

    def __init__(self, store: Images, sheet: str, what: str, began: datetime) -> None:
        self._store, self._sheet, self._what, self._began = store, sheet, what, began

    def keep_image(self, before: dict[str, Any]) -> int:
        """Keep an image before its write is sent."""
        number = self._store.keep_image(self._sheet, self._what, before, self._began)
        self._what = ""
        return number

    def settle_image(self, number: int) -> None:
        """Note that the write was answered."""
        self._store.settle_image(number)
