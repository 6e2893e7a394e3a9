"""How a transaction ends or leaves the house: voided, deleted, sent."""

from decimal import Decimal

from sandbox.quickbooks import clock, sales
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import unsupported
from sandbox.quickbooks.wire import Body

DELETABLE = ("Invoice", "Estimate", "TimeActivity", "Attachable", "Payment")
ZERO = Decimal(0)


def void(company: Company, entity: str, sent: Body) -> Body:
    """The amounts become zero and the note becomes a word; the number stays."""
    if entity != "Invoice":
        raise unsupported(f"void on {entity}")
    old = company.current(entity, sent)
    sales.open_books(company, old, old)
    sums: Body = {key: ZERO for key in ("TotalAmt", "Balance", "HomeTotalAmt", "HomeBalance") if key in old}
    gone = {**old, **sums, "Line": [emptied(line) for line in old["Line"]], "PrivateNote": "Voided"}
    return company.replace(entity, old, {**gone, "TxnTaxDetail": {"TotalTax": ZERO}}, "Void")


def emptied(line: Body) -> Body:
    """A line that is worth nothing any more."""
    line = {**line, "Amount": ZERO} if "Amount" in line else line
    if "Qty" in line.get("SalesItemLineDetail", {}):
        return {**line, "SalesItemLineDetail": {**line["SalesItemLineDetail"], "Qty": ZERO}}
    return line


def delete(company: Company, entity: str, sent: Body) -> Body:
    """The transaction is gone; entries of lists can only be made inactive."""
    if entity not in DELETABLE:
        raise unsupported(f"delete on {entity}")
    old = company.current(entity, sent)
    if entity in sales.ENTITIES:
        sales.open_books(company, old, old)
    return company.remove(entity, old)


def send(company: Company, entity: str, number: str, to: str) -> Body:
    """The form is e-mailed to the customer, which is what a draft must never be."""
    old = company.fetch(entity, number)
    address = to or old.get("BillEmail", {}).get("Address", "")
    when = clock.moment(clock.now())
    company.emails.append({"entity": entity, "Id": number, "to": address, "time": when})
    info = {"DeliveryType": "Email", "DeliveryTime": when}
    mail = {"BillEmail": {"Address": address}} if address else {}
    return company.replace(entity, old, {**old, **mail, "EmailStatus": "EmailSent", "DeliveryInfo": info}, "Emailed")
