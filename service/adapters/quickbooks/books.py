"""The company's books: what a draft lacks there, the text that is sent, and what came of it."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol, TypeVar

from service.adapters.quickbooks.bodies import document, text_of
from service.adapters.quickbooks.client import Client, client_for
from service.adapters.quickbooks.company import Company, company_of
from service.adapters.quickbooks.created import MARKER, Created, created_from
from service.adapters.quickbooks.outcomes import RECONNECT, unknown
from service.adapters.quickbooks.partners import Directory, Missing, each_missing
from service.adapters.quickbooks.queries import PAGE, Row, every_row, quoted, since
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.quickbooks.tokens import Access
from service.domain.invoice import DraftInvoice
from service.faults import NeedsReconnect, Rejected, TokenRefused, Unbuildable

Result = TypeVar("Result")

LONGEST_REQUEST_ID = 50
NOT_FOUND = "610"
CLOCKS_DIFFER = timedelta(minutes=10)


class Connection(Protocol):
    """Where the access token comes from."""

    def access(self) -> Access:
        """A token that is good for now."""

    def renewed(self, refused: Access) -> Access:
        """Another token than the one that was refused."""


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
        self._connection = connection
        self._timeout = timeout
        self._page = page
        self._access: Access | None = None
        self._client: Client | None = None

    @property
    def realm(self) -> str:
        """The company's id at Intuit."""
        return str(self._signed_in().company_id)

    @property
    def doc_type(self) -> str:
        """Invoice or Estimate: what a draft becomes here."""
        return self._settings.doc_type

    def check(self, drafts: Sequence[DraftInvoice]) -> list[Missing]:
        """What the drafts name and QuickBooks does not have, each with a sentence (QBO001)."""
        return list(each_missing(self._directory, drafts))

    def body(self, draft: DraftInvoice, marker: str) -> str:
        """The exact JSON text that will be sent; Unbuildable names the line or the partner that stands in the way."""
        self._directory.learn([draft])
        partners, missing = self._directory.partners(draft)
        if missing:
            raise Unbuildable(missing[0].message)
        return text_of(document(draft, marker.removeprefix("key="), partners, self._company, self.doc_type))

    def customer_of(self, body: str) -> str:
        """The id of the customer that a body bills."""
        return str(json.loads(body)["CustomerRef"]["value"])

    def create(self, body: str, request_id: str) -> Created:
        """Send a stored body. The same id again gives the same document; OutcomeUnknown means: go and look."""
        if not 0 < len(request_id) <= LONGEST_REQUEST_ID:
            raise ValueError(f"A request id has 1 to {LONGEST_REQUEST_ID} characters, this one {len(request_id)}.")
        answer = self._call(lambda client: client.create_object(self.doc_type, body, request_id=request_id))
        return created_from(self._document(answer), self._settings, _sent(body))

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Created | None:
        """The document with our marker, made for the customer since ten minutes before `since`; None: there is none.

        It is looked for on our side, page after page, because a private note cannot be asked for. With `body`
        what was found is compared with what was sent. A search that fails is a fault, never None.
        """
        wanted = marker.removeprefix("key=")
        ours = [row for row in self._made_since(customer_id, since - CLOCKS_DIFFER) if wanted in _markers(row)]
        if not ours:
            return None
        found = created_from(ours[0], self._settings, _sent(body))
        if len(ours) > 1:
            ids = ", ".join(str(row["Id"]) for row in ours)
            found = found._replace(
                twice=True, flagged=f"{found.flagged} QuickBooks has it more than once (ids {ids}).".strip()
            )
        return found

    def fetch(self, document_id: str, body: str = "") -> Created | None:
        """The document as it stands now, compared with `body` where given; None where QuickBooks has it no more."""
        try:
            answer = self._call(lambda client: client.get_single_object(self.doc_type, document_id))
        except Rejected as refused:
            if NOT_FOUND in refused.codes:
                return None
            raise
        row = self._document(answer)
        return None if row.get("status") == "Deleted" else created_from(row, self._settings, _sent(body))

    def _made_since(self, customer_id: str, moment: datetime) -> list[Row]:
        condition = f"CustomerRef = {quoted(customer_id)} AND {since('MetaData.CreateTime', moment)}"
        return self._ask(self.doc_type, condition)

    def _ask(self, entity: str, condition: str) -> list[Row]:
        return self._call(lambda client: every_row(client, entity, condition, self._page))

    @cached_property
    def _company(self) -> Company:
        preferences = self._call(lambda client: client.get(f"{_root(client)}/preferences"))
        info = self._call(lambda client: client.get_single_object("CompanyInfo", client.company_id))
        return company_of(preferences.get("Preferences") or {}, info.get("CompanyInfo") or {})

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self._ask, self._company, self.doc_type)

    def _document(self, answer: dict[str, Any]) -> Row:
        row = answer.get(self.doc_type)
        if not isinstance(row, dict) or not row.get("Id"):
            raise unknown("gave an answer without the document in it")
        return row

    def _signed_in(self) -> Client:
        """The one client of this piece of work, so that its calls share a connection."""
        return self._client or self._sign_in(self._connection.access())

    def _sign_in(self, access: Access) -> Client:
        self._access = access
        self._client = client_for(self._settings.url, access.realm, access.token, self._timeout)
        return self._client

    def _call(self, act: Callable[[Client], Result]) -> Result:
        """Do it; where the token is refused, get another one and do it once more."""
        client = self._signed_in()
        try:
            return act(client)
        except TokenRefused:
            client = self._sign_in(self._connection.renewed(self._access or self._connection.access()))
        try:
            return act(client)
        except TokenRefused as again:
            raise NeedsReconnect(RECONNECT, again.codes, again.trace) from None


def _root(client: Client) -> str:
    return f"{client.base_url}/company/{client.company_id}"


def _markers(row: Row) -> list[str]:
    return MARKER.findall(str(row.get("PrivateNote") or ""))


def _sent(body: str) -> dict[str, Any] | None:
    return json.loads(body, parse_float=Decimal) if body else None
