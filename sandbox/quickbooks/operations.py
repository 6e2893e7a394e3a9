"""What a request does to one entity, alone or as an item of a batch."""

from collections.abc import Callable
from typing import Any

from sandbox.quickbooks import attachments, endings, lists, preferences, reading, sales, timeactivity
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.query import ENTITIES
from sandbox.quickbooks.refusal import Refusal, unsupported
from sandbox.quickbooks.shapes import TABLES
from sandbox.quickbooks.wire import Body

FORMS = ("Invoice", "Estimate")


def entity_of(name: str) -> str:
    """An entity as the service spells it."""
    entity = ENTITIES.get(name.casefold())
    if entity is None:
        raise unsupported(name)
    return entity


def read(company: Company, entity: str, number: str) -> Body:
    """One entity by its id."""
    if entity == "Preferences":
        return preferences.body(company)
    if entity == "CompanyInfo":
        return company.fetch(entity, "1")
    return company.fetch(entity, number)


def change(company: Company, entity: str, operation: str, sent: Any, include: str = "", requestid: str = "") -> Body:
    """One create, update, delete or void; the journal of writes notes it, and whether it was applied."""
    line = company.note(entity, sent, operation or "write", requestid)
    if company.switches.subscription_ended:
        raise Refusal("6190", "Subscription period has ended or been cancelled: the company can only be read.")
    if entity not in TABLES or entity not in WRITABLE:
        raise unsupported(f"{operation or 'write'} on {entity}")
    clean = reading.entity(entity, sent if isinstance(sent, dict) else {})
    body = perform(company, entity, operation, clean, include)
    line |= {"applied": True, "Id": body["Id"]}
    return body


def perform(company: Company, entity: str, operation: str, sent: Body, include: str) -> Body:
    """The change itself."""
    if operation == "delete":
        return endings.delete(company, entity, with_id(sent))
    if operation == "void" or include == "void":
        return endings.void(company, entity, with_id(sent))
    if entity in FORMS:
        return sales.write(company, entity, sent, include == "allowduplicatedocnum")
    return WRITABLE[entity](company, sent)


def with_id(sent: Body) -> Body:
    """A change of something that exists names it."""
    if not sent.get("Id"):
        raise Refusal("2020", "Required parameter Id is missing in the request", "Id")
    return sent


def in_list(entity: str) -> Callable[[Company, Body], Body]:
    """How entries of one list are written."""
    return lambda company, sent: lists.write(company, entity, sent)


WRITABLE: dict[str, Callable[[Company, Body], Body]] = {
    **{entity: in_list(entity) for entity in lists.DERIVE},
    "Invoice": lambda company, sent: sales.write(company, "Invoice", sent),
    "Estimate": lambda company, sent: sales.write(company, "Estimate", sent),
    "TimeActivity": timeactivity.write,
    "Attachable": attachments.write,
}
