"""Calls to one company for one piece of work: signed in, and once more where the token has just ended."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from service.adapters.quickbooks.client import Client, Letter, client_for
from service.adapters.quickbooks.outcomes import unknown
from service.adapters.quickbooks.queries import PAGE, Row, every_row
from service.adapters.quickbooks.tokens import Access
from service.faults import NeedsReconnect, Rejected, TokenRefused
from service.words import say

Result = TypeVar("Result")

NOT_FOUND = "610"
LONGEST_REQUEST_ID = 50


class Connection(Protocol):
    """Where the access token comes from."""

    def access(self) -> Access:
        """A token that is good for now."""

    def renewed(self, refused: Access) -> Access:
        """Another token than the one that was refused."""


class Calls:
    """The one client of a piece of work, so that its calls share a connection."""

    def __init__(
        self, url: str, connection: Connection, timeout: tuple[int, int] | None = None, page: int = PAGE
    ) -> None:
        self._url = url
        self._connection = connection
        self._timeout = timeout
        self._page = page
        self._access: Access | None = None
        self._client: Client | None = None

    @property
    def realm(self) -> str:
        """The company's id at Intuit."""
        return str(self._signed_in().company_id)

    def ask(self, entity: str, condition: str = "") -> list[Row]:
        """Every row of an entity for which a condition holds."""
        return self.do(lambda client: every_row(client, entity, condition, self._page))

    def get(self, path: str, **params: str) -> dict[str, Any]:
        """What stands at an address of the company."""
        return self.do(lambda client: client.get(f"{_root(client)}/{path}", params=dict(params)))

    def document(self, doc_type: str, document_id: str) -> Row | None:
        """A document as it stands now; None where QuickBooks has it no more."""
        try:
            answer = self.get(f"{doc_type.lower()}/{document_id}")
        except Rejected as refused:
            if NOT_FOUND in refused.codes:
                return None
            raise
        row = document_in(answer, doc_type)
        return None if row.get("status") == "Deleted" else row

    def write(
        self, entity: str, body: str, request_id: str, may_go: Callable[[], bool] | None = None, **params: str
    ) -> dict[str, Any]:
        """One write, which carries its request id; `may_go` has the last word before its body leaves."""
        checked(request_id)
        text = body if may_go is None else Letter(body, may_go)
        return self.do(lambda client: client.create_object(entity, text, request_id=request_id, params=dict(params)))

    def do(self, act: Callable[[Client], Result]) -> Result:
        """Do it; where the token is refused, get another one and do it once more."""
        client = self._signed_in()
        try:
            return act(client)
        except TokenRefused:
            client = self._sign_in(self._connection.renewed(self._access or self._connection.access()))
        try:
            return act(client)
        except TokenRefused as again:
            raise NeedsReconnect(say("books.reconnect"), again.codes, again.trace) from None

    def _signed_in(self) -> Client:
        return self._client or self._sign_in(self._connection.access())

    def _sign_in(self, access: Access) -> Client:
        self._access = access
        self._client = client_for(self._url, access.realm, access.token, self._timeout)
        return self._client


def document_in(answer: dict[str, Any], doc_type: str) -> Row:
    """The document that an answer holds. Raises OutcomeUnknown where it holds none."""
    row = answer.get(doc_type)
    if not isinstance(row, dict) or not row.get("Id"):
        raise unknown(say("books.noDocument"))
    return row


def checked(request_id: str) -> str:
    """A request id that QuickBooks can remember; a write without one could be done twice."""
    if not 0 < len(request_id) <= LONGEST_REQUEST_ID:
        raise ValueError(f"A request id has 1 to {LONGEST_REQUEST_ID} characters, this one {len(request_id)}.")
    return request_id


def _root(client: Client) -> str:
    return f"{client.base_url}/company/{client.company_id}"
