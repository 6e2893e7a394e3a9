"""Queries are carried out: which properties can be asked for, how values compare, what comes back."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.quickbooks import clock, preferences
from sandbox.quickbooks.company import TRANSACTIONS, Company
from sandbox.quickbooks.grammar import Condition, Reader, Search
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.shapes import TABLES
from sandbox.quickbooks.wire import Body

EVERY = "Id MetaData.CreateTime MetaData.LastUpdatedTime"
FORM = f"{EVERY} DocNumber TxnDate CustomerRef TotalAmt SalesTermRef CurrencyRef"
NAMED = f"{EVERY} Name Active FullyQualifiedName ParentRef"
PERSON = f"{EVERY} DisplayName GivenName MiddleName FamilyName Title Suffix PrintOnCheckName Active"
QUERYABLE = {
    "Invoice": f"{FORM} DueDate Balance",
    "Estimate": f"{FORM} ExpirationDate TxnStatus AcceptedBy AcceptedDate",
    "Payment": f"{EVERY} TxnDate CustomerRef TotalAmt UnappliedAmt",
    "Customer": f"{PERSON} CompanyName FullyQualifiedName Balance BalanceWithJobs ParentRef Job Taxable CurrencyRef",
    "Vendor": f"{PERSON} CompanyName Balance",
    "Employee": PERSON,
    "Item": f"{NAMED} Sku Type UnitPrice Description Taxable SubItem",
    "Term": f"{EVERY} Name Active Type DueDays",
    "Class": NAMED,
    "Department": NAMED,
    "Account": f"{NAMED} AccountType AccountSubType Classification CurrentBalance",
    "TaxCode": f"{EVERY} Name Active Description",
    "TaxRate": f"{EVERY} Name Active Description RateValue",
    "TimeActivity": f"{EVERY} TxnDate EmployeeRef VendorRef CustomerRef ItemRef BillableStatus",
    "Attachable": f"{EVERY} FileName ContentType Note AttachableRef.EntityRef.type AttachableRef.EntityRef.value",
    "CompanyInfo": f"{EVERY} CompanyName",
    "Preferences": EVERY,
}
PROPERTIES = {name: {one.casefold(): one for one in text.split()} for name, text in QUERYABLE.items()}
ENTITIES = {name.casefold(): name for name in QUERYABLE}


def answer(company: Company, text: str) -> Body:
    """The QueryResponse to a query."""
    search = Reader(text).search()
    entity = ENTITIES.get(search.entity.casefold())
    if entity is None:
        raise Refusal("4001", f"Metadata not found for Entity: {search.entity}")
    search.where = [checked(entity, condition) for condition in search.where]
    rows = chosen(company, entity, search)
    if search.counting:
        return {"totalCount": len(rows)}
    page = rows[search.start - 1 : search.start - 1 + search.size]
    return shown(entity, [projected(row, search) for row in page], search.start)


def shown(entity: str, page: list[Body], start: int) -> Body:
    """A page of results; nothing at all where there is none."""
    if not page:
        return {}
    body = {entity: page, "startPosition": start, "maxResults": len(page)}
    # Lists come without a total; that of transactions counts the page.
    return {**body, "totalCount": len(page)} if entity in TRANSACTIONS else body


def property_of(entity: str, name: str) -> str:
    """A property as the service spells it, if it can be asked for."""
    known = PROPERTIES[entity].get(name.casefold())
    if known is None and name.split(".", maxsplit=1)[0] in TABLES.get(entity, {}):
        raise Refusal("4001", f"QueryValidationError: property '{name}' is not queryable")
    if known is None:
        raise Refusal("4001", f"QueryValidationError: Property {name} not found for Entity {entity}")
    return known


def checked(entity: str, condition: Condition) -> Condition:
    """A comparison that may be made; ids are only ever equal."""
    name = property_of(entity, condition.field)
    if name == "Id" and condition.operator not in ("=", "IN"):
        raise Refusal("4001", f"QueryValidationError: operator {condition.operator} is not supported for property Id")
    return condition._replace(field=name)


def chosen(company: Company, entity: str, search: Search) -> list[Body]:
    """The entities that fit, in order; what is inactive is hidden unless asked for."""
    rows = [preferences.body(company)] if entity == "Preferences" else company.visible(entity)
    if not any(condition.field == "Active" for condition in search.where):
        rows = [row for row in rows if row.get("Active", True)]
    rows = [row for row in rows if all(fits(row, condition) for condition in search.where)]
    for name, down in reversed(search.order):
        path = property_of(entity, name)
        rows = sorted(rows, key=lambda row: sort_key(row, path), reverse=down)
    return rows


def projected(row: Body, search: Search) -> Body:
    """The columns that were asked for; empty ones are left out."""
    if "*" in search.columns:
        return row
    wanted = {column.split(".")[0].casefold() for column in search.columns} | {"domain", "id"}
    return {**{key: item for key, item in row.items() if key.casefold() in wanted}, "sparse": True}


def values_at(row: Any, path: str) -> list[Any]:
    """What stands at a path; a reference stands for its id, a list for each of its entries."""
    found = [row]
    for step in path.split("."):
        spread = [one for item in found for one in (item if isinstance(item, list) else [item])]
        found = [one[step] for one in spread if isinstance(one, dict) and step in one]
    return [one.get("value", "") if isinstance(one, dict) else one for one in found]


def fits(row: Body, condition: Condition) -> bool:
    """Whether an entity meets one comparison."""
    test, there = TESTS[condition.operator], values_at(row, condition.field)
    return any(test(comparable(found, value)) for found in there for value in condition.values)


def comparable(found: Any, value: str) -> tuple[Any, Any]:
    """Both sides of a comparison as the same kind of thing."""
    if isinstance(found, bool):
        return found, value.casefold() == "true"
    if isinstance(found, int | Decimal):
        return Decimal(found), number(value)
    left, right = moment(found), moment(value)
    if left is not None and right is not None:
        return left, right
    return str(found).casefold(), value.casefold()


def number(value: str) -> Decimal:
    """A value that is compared with a number."""
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Refusal("4001", f"QueryValidationError: value {value} is not a number") from None


def moment(text: str) -> datetime | None:
    """A text as a moment, where it names a time of day too."""
    return clock.parsed(text) if "T" in text else None


def like(sides: tuple[Any, Any]) -> bool:
    """LIKE, where a percent sign stands for anything."""
    pattern = ".*".join(re.escape(part) for part in str(sides[1]).split("%"))
    return re.fullmatch(pattern, str(sides[0]), re.DOTALL) is not None


TESTS: dict[str, Callable[[tuple[Any, Any]], bool]] = {
    "=": lambda sides: sides[0] == sides[1],
    "IN": lambda sides: sides[0] == sides[1],
    "<": lambda sides: sides[0] < sides[1],
    ">": lambda sides: sides[0] > sides[1],
    "<=": lambda sides: sides[0] <= sides[1],
    ">=": lambda sides: sides[0] >= sides[1],
    "LIKE": like,
}


def sort_key(row: Body, path: str) -> tuple[bool, Any]:
    """Where an entity stands in the order; ids by number, texts case-blind, nothing first."""
    found = values_at(row, path)
    if not found:
        return False, ""
    value = found[0]
    if path == "Id":
        return True, str(value).zfill(20)
    return True, value.casefold() if isinstance(value, str) else value
