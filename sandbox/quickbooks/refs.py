"""References to other entities: they must exist, be in use, and they come back with a name."""

from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, missing
from sandbox.quickbooks.wire import Body

CURRENCIES = {
    "USD": "United States Dollar", "EUR": "Euro", "GBP": "British Pound Sterling", "CAD": "Canadian Dollar",
    "AUD": "Australian Dollar", "CHF": "Swiss Franc", "JPY": "Japanese Yen", "SEK": "Swedish Krona",
    "PLN": "Polish Zloty", "NZD": "New Zealand Dollar", "DKK": "Danish Krone", "NOK": "Norwegian Krone",
    "KWD": "Kuwaiti Dinar", "BHD": "Bahraini Dinar", "KRW": "South Korean Won", "CLP": "Chilean Peso",
}  # fmt: skip
INACTIVE = "Something you're trying to use has been made inactive. Check the fields with customers, items or accounts."


def pointed(company: Company, entity: str, ref: Body | None, name: str) -> Body | None:
    """The entity a reference points to; None where there is no reference."""
    if not ref or not ref.get("value"):
        return None
    found = company.find(entity, ref["value"])
    if found is None:
        raise Refusal("2500", f"Invalid Reference Id : {name}", name)
    if found.get("Active") is False:
        raise Refusal("610", f"Object Not Found : {INACTIVE}", name)
    return found


def required(company: Company, entity: str, ref: Body | None, name: str) -> Body:
    """The entity a reference points to; 2020 where there is no reference."""
    found = pointed(company, entity, ref, name)
    if found is None:
        raise missing(name)
    return found


def title(entity: Body) -> str:
    """The name by which an entity is shown."""
    return str(entity.get("FullyQualifiedName") or entity.get("DisplayName") or entity.get("Name") or "")


def to(entity: Body) -> Body:
    """A reference to an entity, with its name."""
    return {"value": entity["Id"], "name": title(entity)}


def named(company: Company, entity: str, ref: Body | None, name: str) -> Body | None:
    """A checked reference with its name, or None."""
    found = pointed(company, entity, ref, name)
    return None if found is None else to(found)


def currency(code: str) -> Body:
    """A reference to a currency."""
    if code not in CURRENCIES:
        raise Refusal("2500", f"Invalid Reference Id : CurrencyRef {code} not found", "CurrencyRef")
    return {"value": code, "name": CURRENCIES[code]}


def address(company: Company, place: Body) -> Body:
    """An address of its own, with an id of its own."""
    return {"Id": company.next("address"), **{key: item for key, item in place.items() if key != "Id"}}
