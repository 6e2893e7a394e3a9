"""Many operations in one request, each with its own outcome."""

from sandbox.quickbooks import operations, query
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.reading import invalid
from sandbox.quickbooks.refusal import Refusal, business, missing
from sandbox.quickbooks.wire import Body

MOST = 30
LONGEST_ID_WITH_REQUESTID = 10


def run(company: Company, body: Body, requestid: str) -> Body:
    """The answers to every item, in order."""
    items = body.get("BatchItemRequest")
    if not isinstance(items, list) or not items:
        raise missing("BatchItemRequest")
    if len(items) > MOST:
        raise business(f"a batch has at most {MOST} items, and this one has {len(items)}")
    if not all(isinstance(item, dict) for item in items):
        raise invalid("BatchItemRequest")
    return {"BatchItemResponse": [outcome(company, item, requestid) for item in items]}


def outcome(company: Company, item: Body, requestid: str) -> Body:
    """The answer to one item, a Fault where it was refused."""
    number = str(item.get("bId", ""))
    try:
        if requestid and len(number) > LONGEST_ID_WITH_REQUESTID:
            raise Refusal("2050", f"bId has at most {LONGEST_ID_WITH_REQUESTID} characters beside a requestid", "bId")
        return {**done(company, item, requestid), "bId": number}
    except Refusal as refusal:
        return {"bId": number, "Fault": refusal.fault(company.switches.french)}


def done(company: Company, item: Body, requestid: str) -> Body:
    """What one item asks for, done."""
    if "Query" in item:
        return {"QueryResponse": query.answer(company, str(item["Query"]))}
    named = [key for key in item if key.casefold() in query.ENTITIES]
    if len(named) != 1:
        raise missing("entity")
    entity, operation = operations.entity_of(named[0]), str(item.get("operation", ""))
    if operation not in ("create", "update", "delete"):
        raise Refusal("2170", f"Invalid Enumeration : {operation}", "operation")
    wish = "" if operation in ("create", "update") else operation
    include = str(item.get("optionsData", ""))
    return {entity: operations.change(company, entity, wish, item[named[0]], include, requestid)}
