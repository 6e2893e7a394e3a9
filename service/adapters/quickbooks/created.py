"""What QuickBooks made of a body: its id and figures, and whatever is not as it was meant."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from service.adapters.quickbooks.queries import Row
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.domain.money import figure as shown
from service.domain.money import money

MARKER = re.compile(r"\bkey=(\S+)")
UNSENT = "NotSet"
VOIDED = "Voided"


class Created(NamedTuple):
    """A document that stands in QuickBooks."""

    id: str
    number: str
    total: Decimal
    """With tax, as QuickBooks shows it."""
    sync_token: str
    url: str
    flagged: str = ""
    """Sentences for a person, where something is not as it was meant; blank where all is well."""
    tax: Decimal = Decimal(0)
    customer: str = ""
    """The customer's id in QuickBooks."""
    marker: str = ""
    """Ours, out of the private note; a void takes it away."""
    voided: bool = False
    twice: bool = False
    """Whether more than one document carries our marker."""

    @property
    def subtotal(self) -> Decimal:
        """The total before tax: what is compared with ours."""
        return self.total - self.tax


def created_from(row: Row, settings: QuickBooksSettings, sent: dict[str, Any] | None = None) -> Created:
    """The document in `row`, compared with what was sent where that is known."""
    note = str(row.get("PrivateNote") or "")
    found = MARKER.findall(note)
    document = Created(
        id=str(row["Id"]),
        number=str(row.get("DocNumber") or ""),
        total=figure(row.get("TotalAmt")),
        sync_token=str(row.get("SyncToken") or ""),
        url=settings.page_of(str(row["Id"])),
        tax=figure((row.get("TxnTaxDetail") or {}).get("TotalTax")),
        customer=str((row.get("CustomerRef") or {}).get("value") or ""),
        marker=found[-1] if found else "",
        voided=note.startswith(VOIDED) and not figure(row.get("TotalAmt")),
    )
    currency = str((row.get("CurrencyRef") or {}).get("value") or "")
    notes = [*_not_unsent(row, settings.doc_type, currency), *_not_as_sent(row, document, sent, currency)]
    return document._replace(flagged=" ".join(notes))


def figure(value: object) -> Decimal:
    """A JSON number as a Decimal; nothing is zero."""
    return Decimal(str(value or 0))


def _not_unsent(row: Row, doc_type: str, currency: str) -> Iterator[str]:
    """Signs that it is more than an open document nobody has sent."""
    if row.get("DeliveryInfo") or row.get("EmailStatus") == "EmailSent":
        yield "It has been e-mailed to the customer."
    elif row.get("EmailStatus") != UNSENT:
        yield "QuickBooks is about to e-mail it to the customer: take it out of the queue there."
    if row.get("AllowOnlineCreditCardPayment") or row.get("AllowOnlineACHPayment"):
        yield "It can be paid online: switch that off in QuickBooks until it is released."
    if doc_type == "Invoice":
        yield from _not_open(row, currency)
    elif row.get("TxnStatus") != "Pending":
        yield f"The estimate is {str(row.get('TxnStatus') or 'without a state').lower()}, not pending."


def _not_open(row: Row, currency: str) -> Iterator[str]:
    total, balance = figure(row.get("TotalAmt")), figure(row.get("Balance"))
    if balance != total:
        open_now = f"{shown(balance, currency)} of {shown(total, currency)}"
        yield f"Its open balance is {open_now}: a payment or a credit was applied to it."
    if any(link.get("TxnType") == "Payment" for link in row.get("LinkedTxn") or []):
        yield "A payment is linked to it."


def _not_as_sent(row: Row, ours: Created, sent: dict[str, Any] | None, currency: str) -> Iterator[str]:
    if ours.voided:
        yield "It has been voided in QuickBooks."
    if ours.tax:
        yield f"QuickBooks added tax of {money(ours.tax, currency).strip()}."
    if sent is None or ours.voided:
        return
    lines = sent["Line"]
    meant = sum((figure(line["Amount"]) for line in lines), Decimal(0))
    if ours.subtotal != meant:
        theirs = money(ours.subtotal, currency).strip()
        yield f"Its total before tax is {theirs} in QuickBooks and {money(meant, currency).strip()} in Tickmark."
    if ours.customer != sent["CustomerRef"]["value"]:
        yield "It belongs to another customer in QuickBooks than the one it was made for."
    if ours.marker not in MARKER.findall(sent["PrivateNote"]):
        yield "Its private note no longer holds the key by which Tickmark knows it."
    if sold_lines(row) != len(lines):
        yield f"It has {sold_lines(row)} lines in QuickBooks and {len(lines)} in Tickmark."


def sold_lines(row: Row) -> int:
    """The lines that sell something; QuickBooks adds a subtotal line of its own."""
    return sum(1 for line in row.get("Line") or [] if line.get("DetailType") == "SalesItemLineDetail")
