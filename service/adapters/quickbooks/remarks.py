"""What differs between a document in QuickBooks and what we meant, each with the rule that it is a finding of."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol

from service.adapters.quickbooks.queries import Row
from service.domain.bookkeeping import LOOK, Remark, Standing
from service.domain.money import figure as shown
from service.domain.money import money
from service.words import say

MARKER = re.compile(r"\bkey=(\S+)")
UNSENT = "NotSet"
VOIDED = "Voided"
DIFFERS, CHANGED, TOLD = "QBO005", "QBO006", ""
ESTIMATES = {
    "Accepted": Standing.ACCEPTED,
    "Rejected": Standing.REJECTED,
    "Closed": Standing.CLOSED,
    "Converted": Standing.CONVERTED,
}
NOT_PENDING = {
    Standing.ACCEPTED: "books.accepted",
    Standing.REJECTED: "books.rejected",
    Standing.CLOSED: "books.estimateClosed",
}


class Ours(Protocol):
    """What is read of a document before it is compared."""

    @property
    def standing(self) -> Standing: ...
    @property
    def subtotal(self) -> Decimal: ...
    @property
    def tax(self) -> Decimal: ...
    @property
    def customer(self) -> str: ...
    @property
    def marker(self) -> str: ...
    @property
    def became(self) -> str: ...


def figure(value: object) -> Decimal:
    """A JSON number as a Decimal; nothing is zero."""
    return Decimal(str(value or 0))


def linked(row: Row, kind: str) -> Iterator[str]:
    """The ids of the transactions of a kind that hang on a document."""
    return (str(link["TxnId"]) for link in row.get("LinkedTxn") or [] if link.get("TxnType") == kind)


def standing_of(row: Row, doc_type: str) -> Standing:
    """How far the document has come."""
    total = figure(row.get("TotalAmt"))
    if doc_type == "Estimate":
        was = ESTIMATES.get(str(row.get("TxnStatus")), Standing.PENDING)
        return Standing.CONVERTED if next(linked(row, "Invoice"), "") else was
    if str(row.get("PrivateNote") or "").startswith(VOIDED) and not total:
        return Standing.VOIDED
    balance = figure(row.get("Balance"))
    if balance != total:
        return Standing.PART_PAID if balance else Standing.PAID
    return Standing.SENT if _was_sent(row) else Standing.OPEN


def remarks_on(row: Row, ours: Ours, sent: dict[str, Any] | None) -> Iterator[Remark]:
    """All there is to say about the document, compared with what was sent where that is known."""
    currency = str((row.get("CurrencyRef") or {}).get("value") or "")
    for message in (*_not_unsent(row), *_gone_on(row, ours, currency)):
        yield Remark(CHANGED, message, LOOK)
    if ours.became:
        yield Remark(TOLD, say("books.became", id=ours.became))
    if ours.tax:
        yield Remark(TOLD, say("books.tax", tax=money(ours.tax, currency).strip()))
    if sent is not None and ours.standing is not Standing.VOIDED:
        yield from _not_as_sent(row, ours, sent, currency)


def _was_sent(row: Row) -> bool:
    return bool(row.get("DeliveryInfo")) or row.get("EmailStatus") == "EmailSent"


def _not_unsent(row: Row) -> Iterator[str]:
    """Signs that it is more than an open document nobody has sent."""
    if _was_sent(row):
        yield say("books.mailed")
    elif row.get("EmailStatus") != UNSENT:
        yield say("books.aboutToMail")
    if row.get("AllowOnlineCreditCardPayment") or row.get("AllowOnlineACHPayment"):
        yield say("books.payable")


def _gone_on(row: Row, ours: Ours, currency: str) -> Iterator[str]:
    """What has become of it since."""
    if ours.standing in NOT_PENDING:
        yield say(NOT_PENDING[ours.standing])
    if ours.standing is Standing.VOIDED:
        yield say("books.voided")
    if ours.standing in (Standing.PAID, Standing.PART_PAID):
        total, balance = figure(row.get("TotalAmt")), figure(row.get("Balance"))
        yield say("books.partPaid", balance=shown(balance, currency), total=shown(total, currency))
    if next(linked(row, "Payment"), ""):
        yield say("books.paymentLinked")


def _not_as_sent(row: Row, ours: Ours, sent: dict[str, Any], currency: str) -> Iterator[Remark]:
    lines = sent["Line"]
    meant = sum((figure(line["Amount"]) for line in lines), Decimal(0))
    if ours.subtotal != meant:
        theirs, mine = (money(total, currency).strip() for total in (ours.subtotal, meant))
        yield Remark(DIFFERS, say("books.otherTotal", theirs=theirs, ours=mine), LOOK)
    if ours.customer != sent["CustomerRef"]["value"]:
        yield Remark(CHANGED, say("books.otherCustomer"), LOOK)
    if ours.marker not in MARKER.findall(sent["PrivateNote"]):
        yield Remark(CHANGED, say("books.keyGone"), LOOK)
    if (there := sold_lines(row)) != len(lines):
        yield Remark(CHANGED, say("books.otherLines", there=there, here=len(lines)), LOOK)


def sold_lines(row: Row) -> int:
    """The lines that sell something; QuickBooks adds a subtotal line of its own."""
    return sum(1 for line in row.get("Line") or [] if line.get("DetailType") == "SalesItemLineDetail")
