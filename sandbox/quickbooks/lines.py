"""The lines of an invoice or estimate: checked as the service checks them, and completed as it completes them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sandbox.quickbooks import refs
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, business, missing, unsupported
from sandbox.quickbooks.wire import Body, cents, product

ZERO = Decimal(0)
DETAIL = "Line.SalesItemLineDetail"
MOST = 750


class Lines(NamedTuple):
    """Completed lines with what they add up to."""

    sales: list[Body]
    subtotal: Decimal
    discount: Body | None

    @property
    def discounted(self) -> Decimal:
        """What the discount takes off."""
        return self.discount["Amount"] if self.discount else ZERO

    def by_code(self) -> dict[str, Decimal]:
        """The amounts by tax code."""
        sums: dict[str, Decimal] = {}
        for line in self.sales:
            code = line.get("SalesItemLineDetail", {}).get("TaxCodeRef", {}).get("value", "")
            sums[code] = sums.get(code, ZERO) + line.get("Amount", ZERO)
        return sums

    def shown(self) -> list[Body]:
        """The lines as an answer lists them: sales, the subtotal, the discount."""
        total = {"Amount": self.subtotal, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
        return [*self.sales, total, *([self.discount] if self.discount else [])]


def settle(company: Company, wanted: Body) -> Lines:
    """The lines of a transaction, from those that were sent."""
    sent = [line for line in wanted.get("Line", []) if kind_of(line) != "SubTotalLineDetail"]
    if not sent:
        raise missing("Line")
    if len(sent) > MOST:
        raise business(f"a transaction has at most {MOST} lines")
    discounts = [line for line in sent if kind_of(line) == "DiscountLineDetail"]
    if len(discounts) > 1:
        raise business("a transaction has one discount at most")
    sales = [line for line in sent if kind_of(line) != "DiscountLineDetail"]
    free = fresh_ids(sales)
    whole = [line_of(company, wanted, line, place, free) for place, line in enumerate(sales, 1)]
    subtotal = sum((line.get("Amount", ZERO) for line in whole), ZERO)
    return Lines(whole, subtotal, discount(company, discounts[0], subtotal) if discounts else None)


def kind_of(line: Body) -> str:
    """The DetailType of a line; there is none without."""
    if "DetailType" not in line:
        raise missing("DetailType")
    return str(line["DetailType"])


def fresh_ids(sales: list[Body]) -> Iterator[str]:
    """Line ids that no line of this transaction has yet."""
    number = max((int(line["Id"]) for line in sales if line.get("Id", "").isdigit()), default=0)
    while True:
        number += 1
        yield str(number)


def line_of(company: Company, wanted: Body, line: Body, place: int, free: Iterator[str]) -> Body:
    """One line, completed."""
    head: Body = {"Id": line.get("Id") or next(free), "LineNum": line.get("LineNum") or place}
    head |= {key: line[key] for key in ("Description",) if key in line}
    if kind_of(line) == "DescriptionOnly" or not line.get("SalesItemLineDetail", {}).get("ItemRef"):
        # Without an item the service takes a line for a remark, whatever its amount says.
        return {**head, "DetailType": "DescriptionOnly", "DescriptionLineDetail": line.get("DescriptionLineDetail", {})}
    if kind_of(line) != "SalesItemLineDetail":
        raise unsupported(f"{kind_of(line)} on this transaction")
    detail = sales_detail(company, wanted, line)
    linked = {"LinkedTxn": line["LinkedTxn"]} if line.get("LinkedTxn") else {}
    rest = {"DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail, "CustomExtensions": []}
    return {**head, "Amount": line["Amount"], **linked, **rest}


def sales_detail(company: Company, wanted: Body, line: Body) -> Body:
    """What a sales line says about its item, with prices that multiply exactly."""
    sent = line["SalesItemLineDetail"]
    item = refs.required(company, "Item", sent["ItemRef"], f"{DETAIL}.ItemRef")
    if item["Type"] == "Category":
        raise Refusal("2500", "Invalid Reference Id : Categories cannot be used in transactions.")
    check_amount(line, sent)
    classes = sent.get("ClassRef") if company.switches.class_tracking_line else None
    account = refs.required(company, "Account", item["IncomeAccountRef"], f"{DETAIL}.ItemAccountRef")
    detail = {
        "ServiceDate": sent.get("ServiceDate"),
        "ItemRef": refs.to(item),
        "ClassRef": refs.named(company, "Class", classes, f"{DETAIL}.ClassRef"),
        **{key: sent[key] for key in ("UnitPrice", "Qty") if key in sent and (sent[key] or line["Amount"] == 0)},
        "ItemAccountRef": refs.to(account),
        "TaxCodeRef": tax_code(company, wanted, sent, item),
    }
    return {key: value for key, value in detail.items() if value is not None}


def check_amount(line: Body, sent: Body) -> None:
    """The amount is price times quantity, half up to the cent, to the last digit."""
    if "Amount" not in line:
        raise missing("Amount")
    price, quantity = sent.get("UnitPrice"), sent.get("Qty")
    # Client libraries send both as 0 when they mean neither, and the service lets that pass.
    if price is None or quantity is None or (price == 0 and quantity == 0):
        return
    if line["Amount"] != product(price, quantity):
        detail = f"Amount is not equal to UnitPrice * Qty. Supplied value:{line['Amount']:,f}"
        raise Refusal("6070", detail, "Line")


def tax_code(company: Company, wanted: Body, sent: Body, item: Body) -> Body | None:
    """The tax code of a line: TAX or NON in the United States, one of the company's own elsewhere."""
    ref = sent.get("TaxCodeRef")
    if company.switches.country == "US":
        code = ref.get("value", "") if ref else ("TAX" if item["Taxable"] else "NON")
        if code not in ("TAX", "NON"):
            raise Refusal("6100", f"Invalid Tax Code : {code} is not allowed here", "TaxCodeRef")
        return {"value": code}
    if ref is None and wanted.get("GlobalTaxCalculation") != "NotApplicable":
        raise business("Make sure all your transactions have a VAT rate before you save.")
    found = refs.pointed(company, "TaxCode", ref, f"{DETAIL}.TaxCodeRef")
    return None if found is None else {"value": found["Id"]}


def discount(company: Company, line: Body, subtotal: Decimal) -> Body:
    """The discount line, which comes back without an id, behind the subtotal."""
    sent = line.get("DiscountLineDetail", {})
    percent = sent.get("DiscountPercent") if sent.get("PercentBased") else None
    if percent is None and "Amount" not in line:
        raise missing("Amount")
    account = sent.get("DiscountAccountRef") or {"value": "86"}
    detail: Body = {"PercentBased": percent is not None}
    if percent is not None:
        detail["DiscountPercent"] = percent
    detail["DiscountAccountRef"] = refs.named(company, "Account", account, "DiscountAccountRef")
    amount = line["Amount"] if percent is None else cents(subtotal * percent / 100)
    return {"Amount": amount, "DetailType": "DiscountLineDetail", "DiscountLineDetail": detail}
