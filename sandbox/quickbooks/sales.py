"""Invoices and estimates: what the service makes of what was sent."""

from decimal import Decimal

from sandbox.quickbooks import clock, lines, links, numbering, refs, tax, versions
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, business, missing
from sandbox.quickbooks.versions import Derive
from sandbox.quickbooks.wire import Body, cents

ENTITIES = ("Invoice", "Estimate")
STATES = ("Pending", "Accepted", "Closed", "Rejected", "Converted")
PLAIN = (
    "PrivateNote", "CustomerMemo", "ShipDate", "TrackingNum", "BillEmailCc", "BillEmailBcc", "ProjectRef",
    "TransactionLocationType", "PONumber",
)  # fmt: skip
PAY_FLAGS = ("AllowIPNPayment", "AllowOnlinePayment", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment")


def write(company: Company, entity: str, sent: Body, duplicates_allowed: bool = False) -> Body:
    """Create or change an invoice or estimate."""
    if entity == "Estimate" and not company.switches.allow_estimates:
        raise business("estimates are switched off in this company")
    links.check(company, sent)
    body = versions.write(company, entity, sent, deriver(entity, duplicates_allowed))
    links.follow(company, entity, body)
    return body


def deriver(entity: str, duplicates_allowed: bool) -> Derive:
    """How the service completes one kind of sales form."""

    def derive(company: Company, wanted: Body, old: Body | None) -> Body:
        customer = customer_of(company, wanted)
        wanted = {**wanted, "TxnDate": wanted.get("TxnDate") or clock.today()}
        open_books(company, wanted, old)
        number = numbering.number(company, entity, wanted, old, duplicates_allowed)
        whole = lines.settle(company, wanted)
        added = tax.assess(company, wanted, whole, customer)
        body = {
            **(pay_flags(company, wanted) if entity == "Invoice" else {"TxnStatus": state(wanted)}),
            **head(company, wanted, customer, number),
            "Line": whole.shown(),
            "TxnTaxDetail": added.detail,
            **places(company, wanted, customer),
            **dates(company, entity, wanted, customer),
            **totals(company, entity, wanted, total(wanted, whole, added), old),
            **delivery(wanted, customer, old),
        }
        return {key: value for key, value in body.items() if value is not None}

    return derive


def customer_of(company: Company, wanted: Body) -> Body:
    """The customer, who must be active and be billed in the customer's own currency."""
    if "CustomerRef" not in wanted:
        raise missing("CustomerRef")
    customer = refs.required(company, "Customer", wanted["CustomerRef"], "CustomerRef")
    code = wanted.get("CurrencyRef", {}).get("value")
    if code and code != customer["CurrencyRef"]["value"]:
        raise business(f"the currency {code} is not that of the customer, {customer['CurrencyRef']['value']}")
    return customer


def open_books(company: Company, wanted: Body, old: Body | None) -> None:
    """Nothing is written on or before the day the books were closed."""
    closed = company.switches.book_close_date
    days = [wanted["TxnDate"], *([old["TxnDate"]] if old else [])]
    if closed and min(days) <= closed:
        raise Refusal("6210", f"The account period has closed: nothing can be changed on or before {closed}.")


def head(company: Company, wanted: Body, customer: Body, number: str | None) -> Body:
    """Who is billed, and the words around it."""
    place = wanted.get("DepartmentRef") if company.switches.track_departments else None
    whole = wanted.get("ClassRef") if company.switches.class_tracking_txn else None
    return {
        "CustomField": wanted.get("CustomField", []),
        "DocNumber": number,
        "TxnDate": wanted["TxnDate"],
        "DepartmentRef": refs.named(company, "Department", place, "DepartmentRef"),
        "CurrencyRef": customer["CurrencyRef"],
        "LinkedTxn": [link for link in wanted.get("LinkedTxn", []) if link.get("TxnId", "0") != "0"],
        "CustomerRef": refs.to(customer),
        "ClassRef": refs.named(company, "Class", whole, "ClassRef"),
        **{key: wanted[key] for key in PLAIN if key in wanted},
    }


def pay_flags(company: Company, wanted: Body) -> Body:
    """Whether it can be paid online: as sent, or as the company has it."""
    online = company.switches.pay_online
    flags = {key: wanted.get(key, online if key in PAY_FLAGS[2:] else False) for key in PAY_FLAGS}
    return {**flags, "AllowOnlinePayment": flags[PAY_FLAGS[2]] or flags[PAY_FLAGS[3]]}


def state(wanted: Body) -> str:
    """The state of an estimate, pending when nothing is said."""
    sent = str(wanted.get("TxnStatus", "Pending"))
    if sent not in STATES:
        raise Refusal("2170", f"Invalid Enumeration : {sent}", "TxnStatus")
    return sent


def places(company: Company, wanted: Body, customer: Body) -> Body:
    """The addresses: as sent, or the customer's."""
    body: Body = {}
    for key in ("BillAddr", "ShipAddr"):
        own, usual = wanted.get(key), customer.get(key) or customer.get("BillAddr")
        place = own or usual
        body[key] = own if own and own.get("Id") else place and refs.address(company, place)
    office = company.books["CompanyInfo"]["1"]["CompanyAddr"]
    start = wanted.get("ShipFromAddr") or refs.address(company, office)
    return {**body, "FreeFormAddress": True, "ShipFromAddr": start}


def dates(company: Company, entity: str, wanted: Body, customer: Body) -> Body:
    """When it is due, or until when it stands."""
    if entity == "Estimate":
        return {key: wanted[key] for key in ("ExpirationDate", "AcceptedBy", "AcceptedDate") if key in wanted}
    ref = wanted.get("SalesTermRef") or customer.get("SalesTermRef")
    term = refs.pointed(company, "Term", ref, "SalesTermRef")
    usual = term or company.find("Term", company.switches.default_terms)
    due = clock.days_later(wanted["TxnDate"], usual.get("DueDays", 30) if usual else 30)
    return {"SalesTermRef": refs.to(term) if term else None, "DueDate": wanted.get("DueDate") or due}


def total(wanted: Body, whole: lines.Lines, added: tax.Tax) -> Decimal:
    """What the customer pays; prices that hold the tax already are not taxed again."""
    inside = wanted.get("GlobalTaxCalculation") == "TaxInclusive"
    amount = whole.subtotal - whole.discounted + (Decimal(0) if inside else added.total)
    if amount < 0:
        raise business("Transaction amount must be 0 or greater.")
    return amount


def totals(company: Company, entity: str, wanted: Body, amount: Decimal, old: Body | None) -> Body:
    """The sums, in the customer's currency and at home; a switch makes them differ from the lines."""
    amount += Decimal(company.switches.off_by)
    paid = old["TotalAmt"] - old["Balance"] if old and entity == "Invoice" else wanted.get("Deposit", Decimal(0))
    body: Body = {"TotalAmt": amount, "ApplyTaxAfterDiscount": wanted.get("ApplyTaxAfterDiscount", False)}
    if entity == "Invoice":
        body["Balance"] = amount - paid
    if company.switches.country != "US":
        body["GlobalTaxCalculation"] = wanted.get("GlobalTaxCalculation", "TaxExcluded")
    if company.switches.multi_currency:
        rate = rate_of(company, wanted)
        home = {f"Home{key}": cents(body[key] * rate) for key in ("TotalAmt", "Balance") if key in body}
        body |= {"ExchangeRate": rate, **home}
    return body


def rate_of(company: Company, wanted: Body) -> Decimal:
    """The exchange rate: the one that was sent, right or wrong, or the service's own."""
    customer = refs.required(company, "Customer", wanted["CustomerRef"], "CustomerRef")
    code = customer["CurrencyRef"]["value"]
    if code == company.switches.home_currency:
        return Decimal(1)
    own = Decimal(company.switches.exchange_rates.get(code, "1"))
    return Decimal(wanted.get("ExchangeRate") or own)


def delivery(wanted: Body, customer: Body, old: Body | None) -> Body:
    """How it reaches the customer, which is not at all unless somebody says so."""
    email = wanted.get("BillEmail") or customer.get("PrimaryEmailAddr")
    if wanted.get("EmailStatus") == "NeedToSend" and not email:
        raise business("an e-mail needs an address to go to")
    return {
        "PrintStatus": wanted.get("PrintStatus", "NeedToPrint"),
        "EmailStatus": wanted.get("EmailStatus", "NotSet"),
        "BillEmail": email and {"Address": email["Address"]},
        "DeliveryInfo": old.get("DeliveryInfo") if old else None,
    }
