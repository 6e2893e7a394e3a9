"""A person at QuickBooks who voids, deletes, edits, sends and settles what an app has made."""

from collections.abc import Callable
from decimal import Decimal

from sandbox.quickbooks import endings, links, operations, reading
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import Refusal, business
from sandbox.quickbooks.wire import Body


def act(company: Company, wish: Body) -> Body:
    """One act of the bookkeeper, on one entity."""
    entity = operations.entity_of(str(wish.get("entity", "Invoice")))
    deed = ACTS.get(str(wish.get("act", "")))
    if deed is None:
        raise business(f"act is one of {', '.join(ACTS)}, not {wish.get('act')!r}")
    current = found(company, entity, wish)
    return deed(company, entity, current, wish)


def found(company: Company, entity: str, wish: Body) -> Body:
    """What the bookkeeper looks at, by id or by number."""
    if wish.get("id"):
        return company.fetch(entity, str(wish["id"]))
    for body in company.books[entity].values():
        if wish.get("number") and body.get("DocNumber") == str(wish["number"]):
            return body
    raise Refusal("610", f"Object Not Found : {entity} with id or number of {wish}")


def void(company: Company, entity: str, current: Body, _wish: Body) -> Body:
    """The amounts become zero."""
    return endings.void(company, entity, current)


def delete(company: Company, entity: str, current: Body, _wish: Body) -> Body:
    """It is gone."""
    return endings.delete(company, entity, current)


def edit(company: Company, entity: str, current: Body, wish: Body) -> Body:
    """Some properties are changed, as by a sparse update."""
    change = {"Id": current["Id"], "SyncToken": current["SyncToken"], "sparse": True, **wish.get("set", {})}
    return operations.perform(company, entity, "", reading.entity(entity, change), "allowduplicatedocnum")


def send(company: Company, entity: str, current: Body, wish: Body) -> Body:
    """It is e-mailed to the customer."""
    return endings.send(company, entity, current["Id"], str(wish.get("to", "")))


def pay(company: Company, entity: str, current: Body, wish: Body) -> Body:
    """The customer has paid, all of it or a part."""
    if entity != "Invoice":
        raise business("only an invoice is paid")
    amount = Decimal(str(wish.get("amount", current["Balance"])))
    if not 0 < amount <= current["Balance"]:
        raise business(f"a payment lies between 0 and {current['Balance']}")
    return links.pay(company, current, amount)


def settle(state: str) -> Callable[[Company, str, Body, Body], Body]:
    """An estimate is accepted, rejected or closed."""

    def deed(company: Company, entity: str, current: Body, _wish: Body) -> Body:
        if entity != "Estimate":
            raise business(f"only an estimate is {state.lower()}")
        return company.replace(entity, current, {**current, "TxnStatus": state})

    return deed


def convert(company: Company, entity: str, current: Body, _wish: Body) -> Body:
    """An estimate becomes an invoice."""
    if entity != "Estimate":
        raise business("only an estimate is converted")
    link = {"TxnId": current["Id"], "TxnType": "Estimate"}
    kept = ("CustomerRef", "Line", "PrivateNote", "CustomerMemo", "BillAddr", "ShipAddr", "DepartmentRef", "BillEmail")
    body = {key: current[key] for key in kept if key in current}
    return operations.perform(company, "Invoice", "", {**body, "LinkedTxn": [link]}, "")


ACTS: dict[str, Callable[[Company, str, Body, Body], Body]] = {
    "void": void, "delete": delete, "edit": edit, "send": send, "pay": pay, "convert": convert,
    "accept": settle("Accepted"), "reject": settle("Rejected"), "close": settle("Closed"),
}  # fmt: skip
