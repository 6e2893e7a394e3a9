"""Create, full update and sparse update, which every entity knows in the same way."""

from collections.abc import Callable

from sandbox.quickbooks.company import Company
from sandbox.quickbooks.wire import Body

Derive = Callable[[Company, Body, Body | None], Body]


def write(company: Company, entity: str, sent: Body, derive: Derive) -> Body:
    """The entity as it stands after a create or an update."""
    if not sent.get("Id"):
        return company.add(entity, derive(company, said(sent), None))
    old = company.current(entity, sent)
    wanted = merged(old, sent) if sent.get("sparse") else said(sent)
    return company.replace(entity, old, derive(company, wanted, old))


def said(sent: Body) -> Body:
    """What was sent, without what was left empty."""
    return {key: item for key, item in sent.items() if item is not None}


def merged(old: Body, sent: Body) -> Body:
    """A sparse update on top of what was there; an emptied property goes."""
    return said({**old, **sent})
