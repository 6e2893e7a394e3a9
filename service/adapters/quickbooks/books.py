"""The company's books: what a draft lacks there, the text that is sent, and what came of it."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from service.adapters.quickbooks.attaching import attached
from service.adapters.quickbooks.bodies import document, text_of
from service.adapters.quickbooks.calls import Calls, Connection, document_in
from service.adapters.quickbooks.changes import Changes, changes_since
from service.adapters.quickbooks.company import Company, company_of
from service.adapters.quickbooks.created import Created, created_from
from service.adapters.quickbooks.partners import Directory, Missing, each_missing
from service.adapters.quickbooks.queries import PAGE, Row, quoted, since
from service.adapters.quickbooks.remarks import CHANGED, MARKER
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.quickbooks.undoing import Undone, undone
from service.domain.bookkeeping import Remark
from service.domain.invoicing.enclosure import Paper
from service.domain.invoicing.invoice import DraftInvoice
from service.faults import Rejected, Unbuildable
from service.words import say

CLOCKS_DIFFER = timedelta(minutes=10)
NUMBER_TAKEN = "6140"
HOLDER = re.compile(r"\bTxnId=(\d+)")
"""How a refusal names the document that has the number; the words around it are translated."""


class Books:
    """One company for one piece of work: names are asked for once and kept while this object lives."""

    def __init__(
        self,
        settings: QuickBooksSettings,
        connection: Connection,
        timeout: tuple[int, int] | None = None,
        page: int = PAGE,
    ) -> None:
        self._settings = settings
        self._calls = Calls(settings.url, connection, timeout, page)

    @property
    def realm(self) -> str:
        """The company's id at Intuit."""
        return self._calls.realm

    @property
    def doc_type(self) -> str:
        """Invoice or Estimate: what a draft becomes here."""
        return self._settings.doc_type

    def check(self, drafts: Sequence[DraftInvoice]) -> list[Missing]:
        """What the drafts name and QuickBooks does not have, each with a sentence (QBO001)."""
        return list(each_missing(self.directory, drafts))

    def body(self, draft: DraftInvoice, marker: str) -> str:
        """The exact JSON text that will be sent; Unbuildable names the line or the partner that stands in the way."""
        self.directory.learn([draft])
        partners, missing = self.directory.partners(draft)
        if missing:
            raise Unbuildable(missing[0].message)
        return text_of(document(draft, marker.removeprefix("key="), partners, self._company, self.doc_type))

    def customer_of(self, body: str) -> str:
        """The id of the customer that a body bills."""
        return str(json.loads(body)["CustomerRef"]["value"])

    def create(self, body: str, request_id: str, may_go: Callable[[], bool] | None = None) -> Created:
        """Send a stored body. The same id again gives the same document; OutcomeUnknown means: go and look.

        `may_go` is asked when nothing but the body is left to be sent. Raises TooLate where it says no.
        """
        try:
            answer = self._calls.write(self.doc_type, body, request_id, may_go)
        except Rejected as refused:
            # Whoever holds our number may be the very document that we made before an answer was lost.
            if NUMBER_TAKEN not in refused.codes or (ours := self._with_our_number(refused, body)) is None:
                raise
            return ours
        return self._made(document_in(answer, self.doc_type), body)

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Created | None:
        """The document with our marker, made for the customer since ten minutes before `since`; None: there is none.

        It is looked for on our side, page after page, because a private note cannot be asked for. With `body`
        what was found is compared with what was sent. A search that fails is a fault, never None.
        """
        wanted = marker.removeprefix("key=")
        ours = [row for row in self._made_since(customer_id, since - CLOCKS_DIFFER) if wanted in _markers(row)]
        if not ours:
            return None
        found = self._made(ours[0], body)
        if len(ours) > 1:
            ids = ", ".join(str(row["Id"]) for row in ours)
            more = Remark(CHANGED, say("books.twice", ids=ids), say("books.deleteAllButOne"))
            found = found._replace(twice=True, remarks=(*found.remarks, more))
        return found

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> Created | None:
        """The document as it stands now, compared with `body` where given; None where QuickBooks has it no more."""
        row = self._calls.document(doc_type or self.doc_type, document_id)
        return None if row is None else self._made(row, body, doc_type)

    def changes(self, since: datetime) -> Changes:
        """Invoices and estimates that changed since a moment, whoever made them."""
        return changes_since(self._calls, self._settings, since)

    def undo(self, document_id: str, doc_type: str = "", way: str = "delete") -> Undone:
        """Take back a document that nobody has sent, paid or changed: `delete` it, or `void` it and keep its number."""
        return undone(self._calls, doc_type or self.doc_type, document_id, way)

    def attach(self, document_id: str, paper: Paper, doc_type: str = "") -> str:
        """Hang a file on a document, once; given is its id there."""
        return attached(self._calls, doc_type or self.doc_type, document_id, paper)

    @cached_property
    def directory(self) -> Directory:
        """The company's names."""
        return Directory(self._calls.ask, self._company, self.doc_type)

    @cached_property
    def _company(self) -> Company:
        preferences = self._calls.get("preferences")
        info = self._calls.get(f"companyinfo/{self.realm}")
        return company_of(preferences.get("Preferences") or {}, info.get("CompanyInfo") or {})

    def _made_since(self, customer_id: str, moment: datetime) -> list[Row]:
        condition = f"CustomerRef = {quoted(customer_id)} AND {since('MetaData.CreateTime', moment)}"
        return self._calls.ask(self.doc_type, condition)

    def _with_our_number(self, refused: Rejected, body: str) -> Created | None:
        """The document that has the number, where it carries our marker too: the number alone proves nothing."""
        wanted = MARKER.findall(str(json.loads(body)["PrivateNote"]))
        for document_id in HOLDER.findall(" ".join(refused.details)):
            row = self._calls.document(self.doc_type, document_id)
            if row is not None and set(wanted) & set(_markers(row)):
                return self._made(row, body)
        return None

    def _made(self, row: Row, body: str, doc_type: str = "") -> Created:
        sent: dict[str, Any] | None = json.loads(body, parse_float=Decimal) if body else None
        return created_from(row, self._settings, sent, doc_type)


def _markers(row: Row) -> list[str]:
    return MARKER.findall(str(row.get("PrivateNote") or ""))
