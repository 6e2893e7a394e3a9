"""Work one person did on one day, as one row says it."""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.pricetag import PriceTag
from service.domain.phrase import Phrase, Saying, phrase


class Problem(NamedTuple):
    """A cell that could not be read: which column, what stands there, what is wrong with it, and what to do."""

    column: str
    text: str
    message: Saying
    remedy: Saying = ""
    """Blank where what is usual for its column will do."""


class Entry(NamedTuple):
    """One row, read. Names are as written; what could not be read is None and stands among the problems."""

    id: str
    tab: str
    row: int
    """The row number as the sheet shows it, from 1."""
    date: dt.date | None = None
    person: str = ""
    client: str = ""
    project: str = ""
    task: str = ""
    description: str = ""
    hours: Decimal | None = None
    """Raw hours as logged, never rounded."""
    start: dt.time | None = None
    end: dt.time | None = None
    billable: bool | None = None
    """The team's own mark; None where the row says nothing and the SOW decides."""
    expense: Decimal | None = None
    category: str = ""
    """What stands in our Category cell, whoever wrote it."""
    reason: str = ""
    ticked: bool | None = None
    """The Approve box; None where there is none yet."""
    problems: tuple[Problem, ...] = ()
    tags: tuple[str, ...] = ()
    """Words that a tracker keeps beside the work: hints for a person, never a category of record."""
    price_tag: PriceTag | None = None
    """What the row says about its price; None where its tab has no such column or the cells are blank."""
    pause: Decimal | None = None
    """Hours between start and end in which nobody worked."""

    @property
    def place(self) -> Phrase:
        """Where the row is, for a sentence."""
        return phrase("{tab}, row {row}", tab=self.tab, row=self.row)

    @property
    def day(self) -> dt.date:
        """The date of a row whose date could be read. Raises ValueError for any other."""
        if self.date is None:
            raise ValueError(f"{self.place} has no readable date")
        return self.date

    @property
    def worked(self) -> Decimal:
        """The hours of the row; nothing where they could not be read."""
        return self.hours if self.hours is not None else Decimal(0)


def judging_order(entry: Entry, arrivals: Mapping[str, int]) -> tuple[dt.date, bool, dt.time, bool, int, str, int]:
    """Date, then start (rows without one come last), then the order in which rows came to us, new ones last.

    Where a row stands in its tab decides only among rows that are new, so that sorting a sheet changes no bill.
    """
    came = arrivals.get(entry.id)
    when = (entry.date or dt.date.max, entry.start is None, entry.start or dt.time.max)
    return (*when, came is None, came or 0, entry.tab, entry.row)


TELLING = json.JSONEncoder(ensure_ascii=False)
"""Made once: a review takes the fingerprint of every row."""


def fingerprint(entry: Entry, sow: str, category: str) -> str:
    """SHA-256 over what is billed: a change of any of it is a change of what was approved."""
    billed = [
        entry.person, str(entry.date), entry.client, entry.project, sow, category,
        f"{entry.worked.normalize():f}", entry.description, str(entry.billable),
        *([f"{entry.expense.normalize():f}"] if entry.expense else []),
    ]  # fmt: skip
    texts = [item.strip() if item.isascii() else unicodedata.normalize("NFC", item.strip()) for item in billed]
    return hashlib.sha256(TELLING.encode(texts).encode()).hexdigest()
