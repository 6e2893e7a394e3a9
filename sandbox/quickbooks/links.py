"""What one transaction does to another: an estimate is closed, a time entry is billed."""

from decimal import Decimal

from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.wire import Body

LINKABLE = ("Estimate", "TimeActivity")
DONE = ("Closed", "Rejected", "Converted")


def all_links(body: Body) -> list[Body]:
    """The links of a transaction and of its lines."""
    inner = [link for line in body.get("Line") or [] for link in line.get("LinkedTxn", [])]
    links = [*(body.get("LinkedTxn") or []), *inner]
    return [link for link in links if link.get("TxnType") in LINKABLE]


def check(company: Company, sent: Body) -> None:
    """Every linked transaction is there."""
    for link in all_links(sent):
        if company.find(link["TxnType"], link.get("TxnId", "")) is None:
            what = f"{link['TxnType']} {link.get('TxnId')}"
            raise Refusal("2500", f"Invalid Reference Id : {what} not found", "LinkedTxn")


def follow(company: Company, entity: str, body: Body) -> None:
    """What was linked learns of it; an estimate that is closed or rejected stays as it is."""
    if entity != "Invoice":
        return
    for link in all_links(body):
        other = company.fetch(link["TxnType"], link["TxnId"])
        if link["TxnType"] == "Estimate":
            close(company, other, body["Id"])
        elif other["BillableStatus"] != "HasBeenBilled":
            company.replace("TimeActivity", other, {**other, "BillableStatus": "HasBeenBilled"})


def close(company: Company, estimate: Body, invoice: str) -> None:
    """An estimate that became an invoice is closed, and says which."""
    if estimate["TxnStatus"] in DONE:
        return
    linked = [*estimate["LinkedTxn"], {"TxnId": invoice, "TxnType": "Invoice"}]
    company.replace("Estimate", estimate, {**estimate, "TxnStatus": "Closed", "LinkedTxn": linked})


def pay(company: Company, invoice: Body, amount: Decimal) -> Body:
    """A payment that is applied to one invoice."""
    line = {"Amount": amount, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    same = {key: invoice[key] for key in ("CustomerRef", "CurrencyRef", "TxnDate")}
    payment = company.add("Payment", {**same, "TotalAmt": amount, "UnappliedAmt": Decimal(0), "Line": [line]})
    linked = [*invoice["LinkedTxn"], {"TxnId": payment["Id"], "TxnType": "Payment"}]
    paid = {**invoice, "Balance": invoice["Balance"] - amount, "LinkedTxn": linked}
    return company.replace("Invoice", invoice, paid)
