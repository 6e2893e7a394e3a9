"""The lists of a company: customers, items, terms, classes, locations, people."""

from decimal import Decimal

from sandbox.quickbooks import refs, versions
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, business, missing
from sandbox.quickbooks.versions import Derive
from sandbox.quickbooks.wire import Body

PEOPLE = ("Customer", "Vendor", "Employee")


def write(company: Company, entity: str, sent: Body) -> Body:
    """Create or change one entry of a list."""
    return versions.write(company, entity, sent, DERIVE[entity])


def unique(company: Company, entities: tuple[str, ...], key: str, name: str, own: str) -> None:
    """Names are given once, also to entries that are no longer active."""
    for entity in entities:
        for other in company.books[entity].values():
            if other.get(key, "").casefold() == name.casefold() and (entity, other["Id"]) != (entities[0], own):
                whose = f"Id={other['Id']}" if entity == entities[0] else "Another customer, vendor or employee has it."
                raise Refusal("6240", f"The name supplied already exists. : {whose}")


def placed(company: Company, entity: str, wanted: Body, key: str) -> Body:
    """Where an entry stands in its list: under which parent, with which full name."""
    parent = refs.pointed(company, entity, wanted.get("ParentRef"), "ParentRef")
    if parent is None:
        return {"FullyQualifiedName": wanted[key]}
    full = f"{refs.title(parent)}:{wanted[key]}"
    return {"ParentRef": refs.to(parent), "FullyQualifiedName": full, "Level": parent.get("Level", 0) + 1}


def customer(company: Company, wanted: Body, old: Body | None) -> Body:
    """A customer as the service completes it."""
    name = person_name(wanted)
    unique(company, PEOPLE, "DisplayName", name, old["Id"] if old else "")
    wanted = {**wanted, "DisplayName": name}
    place = placed(company, "Customer", wanted, "DisplayName")
    derived: Body = {
        "PrintOnCheckName": wanted.get("CompanyName") or name,
        "Active": True, "Taxable": True, "Job": "ParentRef" in place, "BillWithParent": False,
        "PreferredDeliveryMethod": "Print", "IsProject": False,
    }  # fmt: skip
    kept = {
        "CurrencyRef": money_of(company, wanted, old),
        "SalesTermRef": refs.named(company, "Term", wanted.get("SalesTermRef"), "SalesTermRef"),
        "Balance": old["Balance"] if old else Decimal(0),
        "BalanceWithJobs": old["BalanceWithJobs"] if old else Decimal(0),
    }
    homes: Body = {key: home(company, wanted[key]) for key in ("BillAddr", "ShipAddr") if key in wanted}
    return {**derived, **wanted, **place, **kept, **homes}


def home(company: Company, place: Body) -> Body:
    """The address of a customer keeps the id it has."""
    return place if place.get("Id") else refs.address(company, place)


def person_name(wanted: Body) -> str:
    """The display name, or what the other names make of it."""
    parts = (wanted.get(key, "") for key in ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix"))
    name = wanted.get("DisplayName") or " ".join(part for part in parts if part) or wanted.get("CompanyName")
    if not name:
        raise missing("DisplayName")
    if any(mark in name for mark in ":\t\n"):
        raise business("a display name holds no colon, tab or new line")
    return str(name)


def money_of(company: Company, wanted: Body, old: Body | None) -> Body:
    """The currency of a customer, which never changes again."""
    home_currency = company.switches.home_currency
    code = str(wanted.get("CurrencyRef", {}).get("value", home_currency))
    if code != home_currency and not company.switches.multi_currency:
        raise business(f"the company keeps its books in {home_currency} only")
    if old and old["CurrencyRef"]["value"] != code:
        raise business("the currency of a customer cannot be changed")
    return refs.currency(code)


def person(entity: str) -> Derive:
    """How the service completes a vendor or an employee."""

    def derive(company: Company, wanted: Body, old: Body | None) -> Body:
        name = person_name(wanted)
        unique(company, (entity, *(one for one in PEOPLE if one != entity)), "DisplayName", name, old_id(old))
        return {"PrintOnCheckName": name, "Active": True, **wanted, "DisplayName": name}

    return derive


def item(company: Company, wanted: Body, old: Body | None) -> Body:
    """A product or service as the service completes it."""
    named(company, "Item", wanted, old)
    account = refs.pointed(company, "Account", wanted.get("IncomeAccountRef"), "IncomeAccountRef")
    if account is None and wanted.get("Type") != "Category":
        raise missing("IncomeAccountRef")
    place = placed(company, "Item", wanted, "Name")
    derived: Body = {
        "Active": True, "Taxable": False, "UnitPrice": Decimal(0), "Type": "Service", "PurchaseCost": Decimal(0),
        "TrackQtyOnHand": False, "SubItem": "ParentRef" in place,
    }  # fmt: skip
    return {**derived, **wanted, **place, **({"IncomeAccountRef": refs.to(account)} if account else {})}


def term(company: Company, wanted: Body, old: Body | None) -> Body:
    """Terms of payment as the service completes them."""
    named(company, "Term", wanted, old)
    kind = "DATE_DRIVEN" if "DayOfMonthDue" in wanted else "STANDARD"
    if kind == "STANDARD" and "DueDays" not in wanted:
        raise missing("DueDays")
    return {"Active": True, "DiscountPercent": Decimal(0), **wanted, "Type": kind}


def branch(entity: str) -> Derive:
    """How the service completes a class or a location."""

    def derive(company: Company, wanted: Body, old: Body | None) -> Body:
        named(company, entity, wanted, old)
        place = placed(company, entity, wanted, "Name")
        place.pop("Level", None)
        return {"Active": True, **wanted, f"Sub{entity}": "ParentRef" in place, **place}

    return derive


def named(company: Company, entity: str, wanted: Body, old: Body | None) -> None:
    """An entry has a name, and is alone in having it."""
    if not wanted.get("Name"):
        raise missing("Name")
    unique(company, (entity,), "Name", wanted["Name"], old_id(old))


def old_id(old: Body | None) -> str:
    """The id of the version before, empty for something new."""
    return str(old["Id"]) if old else ""


DERIVE: dict[str, Derive] = {
    "Customer": customer, "Vendor": person("Vendor"), "Employee": person("Employee"), "Item": item, "Term": term,
    "Class": branch("Class"), "Department": branch("Department"),
}  # fmt: skip
