"""Work one person did on one day, as one row says it."""

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from service.domain.pricetag import PriceTag


class Problem(NamedTuple):
    """A cell that could not be read: which column, what stands there, and what to do about it."""

    column: str
    text: str
    message: str


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

    @property
    def place(self) -> str:
        """Where the row is, for a sentence."""
        return f"{self.tab}, row {self.row}"

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


_WORDS = re.compile(r"[^\W_]+")
_BARE = {place: chr(place).lower() if chr(place).isalnum() else " " for place in range(128)}
"""The same for plain letters, which nearly all texts have and which are told apart several times as fast."""


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """A text as it is compared with others: composed, lower case, punctuation and spaces made one."""
    return " ".join(words(text))


_PARTING = "\x1f"
"""What parts texts that are looked at together; it stands for nothing in a text of its own."""
_LINES = {**_BARE, ord(_PARTING): _PARTING}


def bared(texts: Sequence[str]) -> list[str]:
    """The words of each of many texts, parted by spaces; plain ones are bared together, which is many times as fast."""
    odd = {place: text for place, text in enumerate(texts) if not text.isascii() or _PARTING in text}
    plain = ["" if place in odd else text for place, text in enumerate(texts)] if odd else texts
    bare = _PARTING.join(plain).translate(_LINES).split(_PARTING) if texts else []
    for place, text in odd.items():
        bare[place] = normal(text)
    return bare


def words(text: str) -> list[str]:
    """The words of a text, in lower case and without punctuation."""
    if text.isascii():
        return text.translate(_BARE).split()
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(entry: Entry, sow: str, category: str) -> str:
    """SHA-256 over what is billed: a change of any of it is a change of what was approved."""
    billed = [
        entry.person, str(entry.date), entry.client, entry.project, sow, category,
        f"{entry.worked.normalize():f}", entry.description, str(entry.billable),
        *([f"{entry.expense.normalize():f}"] if entry.expense else []),
    ]  # fmt: skip
    text = json.dumps([unicodedata.normalize("NFC", item.strip()) for item in billed], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
