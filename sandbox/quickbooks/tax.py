"""Sales tax: by hand or automatic in the United States, by the code of each line elsewhere."""

from decimal import Decimal
from typing import NamedTuple

from sandbox.quickbooks import refs
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.lines import Lines
from sandbox.quickbooks.wire import Body, cents

ZERO = Decimal(0)
STATE_RATES = {"CA": "21", "NY": "22", "TX": "23", "WA": "24"}


class Tax(NamedTuple):
    """What is added to a transaction as tax."""

    total: Decimal
    detail: Body


NOTHING = Tax(ZERO, {"TotalTax": ZERO})


def assess(company: Company, wanted: Body, lines: Lines, customer: Body) -> Tax:
    """The tax on a transaction."""
    if company.switches.country != "US":
        return by_line(company, wanted, lines)
    if not company.switches.using_sales_tax:
        return NOTHING
    taxable = after_discount(wanted, lines, lines.by_code().get("TAX", ZERO))
    if company.switches.automated_tax:
        return automatic(company, wanted, taxable, customer)
    return by_hand(company, wanted, taxable, customer)


def after_discount(wanted: Body, lines: Lines, taxable: Decimal) -> Decimal:
    """What is taxed: all of it, or less by the discount's share where the discount comes first."""
    if not wanted.get("ApplyTaxAfterDiscount") or not lines.subtotal:
        return taxable
    return cents(taxable - lines.discounted * taxable / lines.subtotal)


def rate_line(rate: Body, net: Decimal) -> Body:
    """One line of the tax, for one rate."""
    percent = rate["RateValue"]
    detail = {"TaxRateRef": {"value": rate["Id"]}, "PercentBased": True, "TaxPercent": percent, "NetAmountTaxable": net}
    return {"Amount": cents(net * percent / 100), "DetailType": "TaxLineDetail", "TaxLineDetail": detail}


def summed(lines: list[Body], code: Body | None) -> Tax:
    """The tax lines and their total."""
    total = sum((line["Amount"] for line in lines), ZERO)
    return Tax(total, {**({"TxnTaxCodeRef": code} if code else {}), "TotalTax": total, "TaxLine": lines})


def rates_of(company: Company, code: Body) -> list[Body]:
    """The rates behind a tax code."""
    details = code.get("SalesTaxRateList", {}).get("TaxRateDetail", [])
    return [company.books["TaxRate"][detail["TaxRateRef"]["value"]] for detail in details]


def by_hand(company: Company, wanted: Body, taxable: Decimal, customer: Body) -> Tax:
    """United States, manual tax: the code of the transaction, or the customer's."""
    ref = wanted.get("TxnTaxDetail", {}).get("TxnTaxCodeRef") or customer.get("DefaultTaxCodeRef")
    code = refs.pointed(company, "TaxCode", ref, "TxnTaxCodeRef")
    if code is None or not taxable:
        return NOTHING
    return summed([rate_line(rate, taxable) for rate in rates_of(company, code)], {"value": code["Id"]})


def automatic(company: Company, wanted: Body, taxable: Decimal, customer: Body) -> Tax:
    """United States, automated tax: the state the goods go to decides, whatever the request says."""
    place = wanted.get("ShipAddr") or customer.get("ShipAddr") or customer.get("BillAddr") or {}
    rate = STATE_RATES.get(place.get("CountrySubDivisionCode", ""))
    if rate is None or not taxable:
        return NOTHING
    return summed([rate_line(company.books["TaxRate"][rate], taxable)], {"value": "2"})


def by_line(company: Company, wanted: Body, lines: Lines) -> Tax:
    """Elsewhere: every line has a code; amounts are without tax, or hold it."""
    how = wanted.get("GlobalTaxCalculation", "TaxExcluded")
    if how == "NotApplicable":
        return NOTHING
    parts = []
    for number, amount in lines.by_code().items():
        code = company.find("TaxCode", number)
        for rate in rates_of(company, code) if code else []:
            share = amount / (1 + rate["RateValue"] / 100) if how == "TaxInclusive" else amount
            parts.append(rate_line(rate, cents(share)))
    return summed(parts, None)
