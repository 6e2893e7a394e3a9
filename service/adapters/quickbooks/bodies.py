"""The exact text of an invoice as it will be sent, with only the fields that we decide."""

import base64
import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import Any

import orjson

from service.adapters.quickbooks.company import Company
from service.adapters.quickbooks.partners import Partners, tax_code_of
from service.domain.invoicing.invoice import DraftInvoice, Line, row_of
from service.domain.money import half_up
from service.faults import Unbuildable
from service.words import put, say

Body = dict[str, Any]

QUANTITY_STEP = Decimal("0.0000001")
PRICE_STEP = Decimal("0.00001")
LONGEST_TEXT = 4000
LONGEST_MEMO = 1000
MOST_LINES = 750
NUMBER_START = "TM-"


def text_of(body: Body) -> str:
    """The body as JSON, each figure digit for digit as it was worked out."""
    return orjson.dumps(body, default=_figure).decode()


def _figure(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(digits(value))
    raise TypeError(type(value).__name__)


def digits(value: Decimal) -> str:
    """Every digit of a figure and no idle zero: what is sent is never a rounded showing of it."""
    return f"{value.normalize():f}"


def number_of(marker: str) -> str:
    """The document number that belongs to a marker, for companies that number by hand."""
    return NUMBER_START + base64.b32encode(hashlib.sha256(marker.encode()).digest())[:10].decode()


def note_of(draft: DraftInvoice, marker: str) -> str:
    """The private note by which a bookkeeper knows where the document comes from, and we know it is ours."""
    # The key stands behind the words, whatever they are: everything else that we find it by may be rewritten.
    return f"{say('books.note', period=draft.period_text, sow=draft.sow)} key={marker}"


def document(draft: DraftInvoice, marker: str, partners: Partners, company: Company, doc_type: str) -> Body:
    """The whole document; raises Unbuildable rather than leave anything out."""
    _check_head(draft)
    body: Body = {"CustomerRef": {"value": partners.customer}, "TxnDate": draft.day.isoformat()}
    if partners.terms:
        body["SalesTermRef"] = {"value": partners.terms}
    if draft.net_days is not None and doc_type == "Invoice":
        body["DueDate"] = (draft.day + timedelta(days=draft.net_days)).isoformat()
    if partners.currency:
        # The rate is left to QuickBooks: an invoice that brings a rate of 1 is billed one to one.
        body["CurrencyRef"] = {"value": partners.currency}
    if not company.american:
        body["GlobalTaxCalculation"] = "TaxExcluded"
    if company.own_numbers:
        body["DocNumber"] = number_of(marker)
    if memo := _memo(draft):
        body["CustomerMemo"] = {"value": memo}
    if partners.work_class and company.classes == "transaction":
        body["ClassRef"] = {"value": partners.work_class}
    body["PrivateNote"] = note_of(draft, marker)
    body |= _unsent(doc_type)
    body["Line"] = [_line(draft, number, partners, company) for number in range(1, len(draft.lines) + 1)]
    return body


def _memo(draft: DraftInvoice) -> str:
    """What the client reads under the lines."""
    memo = "\n".join([*([say("books.order", order=draft.order)] if draft.order else []), *map(put, draft.memo)])
    if len(memo) > LONGEST_MEMO:
        raise Unbuildable(say("books.longMemo", sow=draft.sow, has=len(memo), most=LONGEST_MEMO))
    return memo


def _unsent(doc_type: str) -> Body:
    state: Body = {"EmailStatus": "NotSet", "PrintStatus": "NotSet"}
    if doc_type == "Estimate":
        return state | {"TxnStatus": "Pending"}
    # Said on purpose: left out, QuickBooks takes what the company has set for online payment.
    return state | {
        "AllowOnlineCreditCardPayment": False,
        "AllowOnlineACHPayment": False,
        "AllowIPNPayment": False,
    }


def _check_head(draft: DraftInvoice) -> None:
    if not draft.lines:
        raise Unbuildable(say("books.empty", sow=draft.sow))
    if len(draft.lines) > MOST_LINES:
        raise Unbuildable(say("books.manyLines", sow=draft.sow, has=len(draft.lines), most=MOST_LINES))
    if draft.total < 0:
        raise Unbuildable(say("books.belowZero", sow=draft.sow))


def _line(draft: DraftInvoice, number: int, partners: Partners, company: Company) -> Body:
    line = draft.lines[number - 1]
    try:
        return _sold(line, tax_code_of(draft, line), partners, company) | {"LineNum": number}
    except Unbuildable as why:
        rows = tuple(row for share in line.shares if (row := row_of(share.claim)))
        told = say("books.line", number=number, of=len(draft.lines), sow=draft.sow, why=why)
        raise Unbuildable(told, rows) from None


def _sold(line: Line, tax_code: str, partners: Partners, company: Company) -> Body:
    if not partners.items.get(line.item):
        raise Unbuildable(say("books.lineItem"))
    amount, product = _figures(line)
    detail: Body = {"ServiceDate": line.day.isoformat()} if company.service_dates else {}
    detail |= {"ItemRef": {"value": partners.items[line.item]}, **product}
    if partners.work_class and company.classes == "line":
        detail["ClassRef"] = {"value": partners.work_class}
    detail["TaxCodeRef"] = {"value": partners.tax_codes[tax_code]}
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": amount,
        "Description": _text(line, product),
        "SalesItemLineDetail": detail,
    }


def _text(line: Line, product: Body) -> str:
    """What the client reads; hours that cannot stand in a column of their own stand here."""
    text = put(line.description)
    if line.quantity is not None and not product:
        text = f"{text} ({digits(line.quantity)} x {digits(line.unit_price or Decimal(0))})"
    if len(text) > LONGEST_TEXT:
        raise Unbuildable(say("books.lineText", has=len(text), most=LONGEST_TEXT))
    return text


def _figures(line: Line) -> tuple[Decimal, Body]:
    """The amount, and the two figures it is the product of; none where QuickBooks would work out another amount."""
    if line.quantity is None or line.unit_price is None:
        return line.amount, {}
    quantity, price = half_up(line.quantity, QUANTITY_STEP), half_up(line.unit_price, PRICE_STEP)
    amount = half_up(quantity * price, line.step)
    if amount != line.amount:
        figures = {"theirs": digits(amount), "ours": digits(line.amount)}
        raise Unbuildable(say("books.lineAmount", **figures, quantity=digits(quantity), price=digits(price)))
    # Whether QuickBooks rounds a product to cents or to the currency's own step is not known: where the two
    # differ it is given the amount alone.
    agreed = amount == half_up(quantity * price)
    return amount, {"Qty": quantity, "UnitPrice": price} if agreed else {}
