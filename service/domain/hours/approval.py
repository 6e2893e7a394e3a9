"""A named person's yes to exactly this content, and what the ledger knows of a row."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.entry import Entry, fingerprint
from service.domain.phrase import Phrase, phrase


class Imprint(NamedTuple):
    """What a row displayed when it was ticked, by a name that does not tell the words."""

    columns: tuple[int, ...]
    """Which columns were looked at, from 1."""
    name: str

    def is_of(self, displayed: Sequence[str]) -> bool:
        """Whether a row that displays these texts, from the first column on, still displays what was ticked."""
        seen = (displayed[column - 1] if column <= len(displayed) else "" for column in self.columns)
        return imprint_of(seen) == self.name


def imprint_of(texts: Iterable[str]) -> str:
    """The name of what some cells display; the script in the sheet works it out in the same way."""
    return hashlib.sha256("\x1f".join(texts).encode(errors="replace")).hexdigest()[:16]


class LeftOut(NamedTuple):
    """Why nothing came of an approval when invoices were last asked for."""

    why: str
    at: datetime


class Approval(NamedTuple):
    """What somebody said about a row as it stood, or what became of it; the newest word on a row counts."""

    row_id: str
    fingerprint: str
    who: str
    """An e-mail address, in lower case; blank where nobody knows."""
    how: str
    """tick (the sheet's trigger), sweep (found ticked), or file (a tick in a workbook file)."""
    at: datetime
    kind: str = "yes"
    """yes; withdrawn (unticked by a person); refused (a tick taken back); voided (the row was changed afterwards);
    ended (its invoice is dead, and the box still has to be cleared); cleared (it was: only a new tick counts)."""
    why: str = ""
    """For ticks that do not count: the sentence that the sheet shows."""
    terms: str = ""
    """The SOW and the price of an hour that it was approved at."""
    left_out: LeftOut | None = None
    """Stays with this word: whatever is said about the row next begins afresh."""

    def seen_from(self, zone: tzinfo | None) -> "Approval":
        """The same word with its times as the clocks of a zone show them."""
        left = self.left_out and self.left_out._replace(at=self.left_out.at.astimezone(zone))
        return self._replace(at=self.at.astimezone(zone), left_out=left)

    @property
    def clears_the_box(self) -> bool:
        """Whether a tick that still stands in the sheet is to be taken back."""
        return self.kind in ("refused", "voided", "ended", "cleared")

    def holds_for(self, content: str, terms: str) -> bool:
        """Whether this is a yes to exactly this content at these terms."""
        return self.kind == "yes" and self.is_about(content, terms)

    def is_about(self, content: str, terms: str) -> bool:
        """Whether this was said about exactly this content at these terms."""
        return (self.fingerprint, self.terms) == (content, terms)


BEING_DRAFTED = phrase("an invoice that is being drafted")


class Billed(NamedTuple):
    """A row that an invoice holds: its figures are frozen as they were billed."""

    row_id: str
    fingerprint: str
    sow: str
    hours: Decimal
    amount: Decimal
    state: str
    """prepared, creating, created, done: where its export stands."""
    number: str = ""
    url: str = ""
    flag: str = ""
    """What a person should look at in QuickBooks."""
    in_fee: Decimal = Decimal(0)
    """Hours that the retainer's fee has paid for."""
    rounded: Decimal | None = None
    """Hours after rounding, as they stood; None where nobody kept them."""
    free: Decimal = Decimal(0)
    """Hours of the retainer's free band."""
    drawn: Decimal | None = None
    """Hours drawn from the retainer, weights counted; None where they are those in the fee."""
    carried: Decimal = Decimal(0)
    """Hours that were left to a later window when the rest was billed."""
    expense: Decimal | None = None
    """What of the money is the row's expense; None where nobody kept it."""
    expense_kind: str = ""

    @property
    def invoice(self) -> Phrase:
        """The invoice as a sentence names it."""
        return phrase("invoice {number}", number=self.number) if self.number else BEING_DRAFTED


def code_billed(entry: Entry, billed: Billed, guess: str = "") -> str | None:
    """The code of the category that a row was billed with; None where the row no longer says what was billed."""
    codes = (guess, "", *(category.code for category in Category))
    return next((code for code in codes if fingerprint(entry, billed.sow, code) == billed.fingerprint), None)
