"""The books compared with the ledger: what was voided, deleted, changed, doubled, or is there unknown to us."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from service.domain.invoicing.export import IN_BOOKS, Export, State
from service.handover import Books, Made, kept_of
from service.record import Record
from service.words import say

INVOICE = "Invoice"


class Found(NamedTuple):
    """What a look through the books came to."""

    until: datetime
    documents: int = 0
    """Exports whose standing has changed."""
    strays: tuple[str, ...] = ()
    """Ids of documents with a marker of ours that no export knows."""


class Reconciliation:
    """Looks at documents, and puts the ledger right. Nothing is revived: a dead document ends its claims for good."""

    def __init__(self, record: Record, books: Books) -> None:
        self._record, self._books = record, books

    def changed_since(self, moment: datetime) -> Found:
        """Every document that changed: a hint for each, which is then read again."""
        told = self._books.changes(moment)
        touched, strays = 0, []
        for one in told.seen:
            export = self._record.export_of_document(self._books.realm, one.doc_type, one.id)
            if export is not None:
                touched += self.look(export)
            elif one.document is not None and one.document.marker:
                known = self._record.export_of_marker(one.document.marker)
                touched += known is not None and self._relative(known, one.doc_type, one.document)
                strays += [] if known is not None else [one.id]
        if not told.whole:
            touched += self.everything()
        return Found(told.until, touched, tuple(strays))

    def everything(self) -> int:
        """Every export that stands in the books, one by one: is it there once, with our total?"""
        return sum(self.look(export) for export in self._record.exports(*IN_BOOKS) if export.realm == self._books.realm)

    def look(self, export: Export) -> bool:
        """One export's document as it stands now; whether anything had to be noted."""
        if export.state not in IN_BOOKS or not export.quickbooks_id:
            return False
        record, now = self._record, self._record.now()
        made = self._books.fetch(export.quickbooks_id, export.body, export.doc_type)
        if made is None or made.standing.bills_nothing:
            return record.void(export, say("billing.voided"), now) is not None
        if made.became:
            return self._converted(export, made)
        flag = made.flagged or (say("impasse.other") if made.subtotal != export.total else "")
        if (made.sync_token, flag) == (export.sync_token, export.flag):
            return False
        return record.note_document(export, made.sync_token, flag, now) is not None

    def _converted(self, export: Export, estimate: Made) -> bool:
        """Follow an estimate that a person turned into an invoice: from now on that is what the claims hang on."""
        record, now = self._record, self._record.now()
        invoice = self._books.fetch(estimate.became, export.body, INVOICE)
        if invoice is None or invoice.standing.bills_nothing:
            return record.void(export, say("billing.voided"), now) is not None
        return record.follow(export, {"doc_type": INVOICE, **kept_of(invoice)}, invoice.flagged, now) is not None

    def _relative(self, export: Export, doc_type: str, made: Made) -> bool:
        """A document with the marker of an export that knows another one: what became of it, or one too many."""
        return self.look(export) if export.doc_type != doc_type else self._second(export, made)

    def _second(self, export: Export, made: Made) -> bool:
        """A live document with the marker of an export that knows another one, or none."""
        if made.standing.bills_nothing or export.is_open or export.state is State.PARKED:
            return False  # an open export asks for its marker by itself
        why = say("impasse.twice") if export.state in IN_BOOKS else say("impasse.ghost")
        return self._record.park(export, why, self._record.now()) is not None


def undo(record: Record, books: Books, exports: Sequence[Export]) -> dict[int, str]:
    """Take back documents that nobody has touched; claims end only where the re-read finds them gone.

    Given is why others were left alone.
    """
    left: dict[int, str] = {}
    for export in exports:
        if export.state not in IN_BOOKS or not export.quickbooks_id:
            left[export.id] = say("billing.notThere")
            continue
        came_to = books.undo(export.quickbooks_id, export.doc_type)
        if came_to.standing.bills_nothing:
            record.void(export, say("billing.undone"), record.now())
        else:
            left[export.id] = came_to.why
    return left


