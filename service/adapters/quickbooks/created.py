"""A document as it stands in QuickBooks: its id and figures, and how far it has come."""

from decimal import Decimal
from typing import Any, NamedTuple

from service.adapters.quickbooks.queries import Row
from service.adapters.quickbooks.remarks import MARKER, figure, linked, remarks_on, standing_of
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.domain.bookkeeping import Remark, Standing, in_words


class Created(NamedTuple):
    """A document that stands in QuickBooks."""

    id: str
    number: str
    total: Decimal
    """With tax, as QuickBooks shows it."""
    sync_token: str
    url: str
    standing: Standing = Standing.OPEN
    remarks: tuple[Remark, ...] = ()
    """What a person should know, where something is not as it was meant."""
    tax: Decimal = Decimal(0)
    customer: str = ""
    """The customer's id in QuickBooks."""
    marker: str = ""
    """Ours, out of the private note; a void takes it away."""
    became: str = ""
    """The id of the invoice that an estimate was turned into."""
    twice: bool = False
    """Whether more than one document carries our marker."""

    @property
    def subtotal(self) -> Decimal:
        """The total before tax: what is compared with ours."""
        return self.total - self.tax

    @property
    def flagged(self) -> str:
        """The remarks as one text; blank where all is well."""
        return in_words(self.remarks)

    @property
    def voided(self) -> bool:
        """Whether it is there and worth nothing."""
        return self.standing is Standing.VOIDED


def created_from(
    row: Row, settings: QuickBooksSettings, sent: dict[str, Any] | None = None, doc_type: str = ""
) -> Created:
    """The document in `row`, compared with what was sent where that is known."""
    found = MARKER.findall(str(row.get("PrivateNote") or ""))
    kind = doc_type or settings.doc_type
    document = Created(
        id=str(row["Id"]),
        number=str(row.get("DocNumber") or ""),
        total=figure(row.get("TotalAmt")),
        sync_token=str(row.get("SyncToken") or ""),
        url=settings.page_of(str(row["Id"]), kind),
        standing=standing_of(row, kind),
        tax=figure((row.get("TxnTaxDetail") or {}).get("TotalTax")),
        customer=str((row.get("CustomerRef") or {}).get("value") or ""),
        marker=found[-1] if found else "",
        became=next(linked(row, "Invoice"), "") if kind == "Estimate" else "",
    )
    return document._replace(remarks=tuple(remarks_on(row, document, sent)))
