"""Change data capture: everything that changed since a moment, whole, and what was deleted."""

from datetime import datetime, timedelta

from sandbox.quickbooks import clock, operations, query
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.refusal import business, missing, unsupported
from sandbox.quickbooks.wire import Body

MOST = 1000
REACH = timedelta(days=30)
LEFT_OUT = ("TimeActivity", "TaxCode", "TaxRate", "Preferences", "CompanyInfo")


def answer(company: Company, entities: str, since: str) -> Body:
    """The CDCResponse for a list of entities."""
    when = moment_of(since)
    if not entities:
        raise missing("entities")
    names = [operations.entity_of(name.strip()) for name in entities.split(",")]
    for name in names:
        if name in LEFT_OUT:
            raise unsupported(f"change data capture of {name}")
    return {"CDCResponse": [{"QueryResponse": [changed(company, name, when) for name in names]}]}


def moment_of(since: str) -> datetime:
    """Since when; at most thirty days back."""
    if not since:
        raise missing("changedSince")
    when = clock.parsed(since)
    if when is None:
        raise business(f"changedSince {since} is not a date and time")
    if when < clock.now() - REACH:
        raise business("changedSince reaches back more than 30 days")
    return when


def changed(company: Company, entity: str, since: datetime) -> Body:
    """What changed in one entity; the answer is empty where nothing did."""
    every = [*company.visible(entity), *company.graves[entity].values()]
    fresh = [one for one in every if changed_at(one) >= since.replace(microsecond=0)]
    return query.shown(entity, fresh[:MOST], 1)


def changed_at(body: Body) -> datetime:
    """When an entity last changed."""
    when = clock.parsed(body["MetaData"]["LastUpdatedTime"])
    return when or clock.now()
