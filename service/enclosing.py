"""The timesheet behind an invoice: laid by before the invoice is made, hung on it once it stands.

A paper that cannot be hung up never stops an invoice: it is said, and the next sweep tries again.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from service.domain.invoicing.enclosure import Paper
from service.domain.invoicing.export import IN_BOOKS, Export
from service.domain.invoicing.invoice import DraftInvoice
from service.faults import Fault
from service.words import say

log = logging.getLogger(__name__)


class Shelf(Protocol):
    """Where papers wait."""

    def keep_papers(self, marker: str, papers: Sequence[Paper]) -> None:
        """Lay papers by in place of those that still wait."""

    def papers(self, marker: str) -> Sequence[Paper]:
        """What still waits for an export."""

    def markers_with_papers(self) -> Sequence[str]:
        """Exports that still have papers waiting."""

    def note_paper(self, marker: str, name: str, attached_as: str, trouble: str) -> None:
        """Note that a paper is attached, or why it is not."""

    def drop_papers(self, marker: str) -> None:
        """Forget papers that are not needed any more."""

    def export_of_marker(self, marker: str) -> Export | None:
        """The export that a marker belongs to."""


class Attaching(Protocol):
    """Books that take files."""

    @property
    def realm(self) -> str: ...

    def attach(self, document_id: str, paper: Paper, doc_type: str = "") -> str:
        """Hang a paper on a document, once; given is its id there."""


@dataclass(frozen=True)
class Enclosing:
    """Whoever sees to it that a timesheet reaches its invoice."""

    print: Callable[[DraftInvoice], Sequence[Paper]]
    shelf: Shelf
    books: Attaching

    def lay_by(self, marker: str, draft: DraftInvoice) -> None:
        """Make the papers of a draft now: its rows may change before the invoice stands."""
        self.shelf.keep_papers(marker, self.print(draft))

    def hand_in(self, export: Export) -> str:
        """Attach what waits for an export that stands in the books; given is the sentence where it did not work."""
        if export.state not in IN_BOOKS or not export.quickbooks_id or export.realm != self.books.realm:
            return ""
        for paper in self.shelf.papers(export.marker):
            try:
                attached_as = self.books.attach(export.quickbooks_id, paper, export.doc_type)
            except Fault as fault:
                log.warning("a timesheet could not be attached to document %s", export.quickbooks_id)
                said = say("billing.noTimesheet", number=export.number or export.quickbooks_id, why=fault)
                self.shelf.note_paper(export.marker, paper.name, "", said)
                return said
            self.shelf.note_paper(export.marker, paper.name, attached_as, "")
        return ""

    def catch_up(self) -> list[str]:
        """Attach what earlier attempts left; what is said for those that still do not work."""
        said = []
        for marker in self.shelf.markers_with_papers():
            export = self.shelf.export_of_marker(marker)
            if export is None or (not export.is_open and export.state not in IN_BOOKS):
                self.shelf.drop_papers(marker)
            elif trouble := self.hand_in(export):
                said.append(trouble)
        return said
