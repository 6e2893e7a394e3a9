"""The agency, its people and its clients, out of agency.yaml and the client files."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.adapters.sows import calendar
from service.adapters.sows.checks import Known, layer
from service.adapters.sows.page import Page
from service.domain.period import Period
from service.domain.terms.agency import Agency, Client, Person, Project, RoleSpan, folded


def agency(page: Page, clients: Sequence[Client], known: Known | None) -> Agency:
    """The agency as its file says, with the clients of the client files."""
    said = page.values["agency"]
    look_at_timezone(page, said.get("timezone", "UTC"), "agency", "timezone")
    hours = said.get("expected_hours")
    people = tuple(_person(page, place, one, hours) for place, one in enumerate(page.at("people") or ()))
    refuse_twins(page, "people", people)
    return Agency(
        said["name"],
        currency=said.get("currency", "USD"),
        timezone=said.get("timezone", "UTC"),
        week_starts=said.get("week_starts", "monday"),
        expected_hours=Decimal(said["expected_hours"]) if "expected_hours" in said else None,
        people=people,
        clients=tuple(clients),
        approvers=tuple(page.at("approvers") or ()),
        layer=layer(page, "agency", known),
        hours_decimals=said.get("hours_decimals", Agency("").hours_decimals),
        hours_per_day=said.get("hours_per_day", Agency("").hours_per_day),
        holidays=calendar.own(page),
    )


def client(page: Page, known: Known | None) -> Client:
    """The client as its file says."""
    said = page.values["client"]
    projects = tuple(
        Project(one["id"], one["name"], said["id"], _texts(one, "aliases"),
                layer(page, f"project {one['name']}", known, "projects", place))
        for place, one in enumerate(page.at("projects") or ())
    )  # fmt: skip
    refuse_twins(page, "projects", projects)
    return Client(
        said["id"],
        said["name"],
        _texts(said, "aliases"),
        projects,
        said.get("quickbooks_customer", ""),
        said.get("own", False),
        layer(page, f"client {said['name']}", known),
        said.get("agreement", ""),
    )


def refuse_twins(page: Page, key: str, things: Sequence[Person | Project]) -> None:
    """Two people, or two projects of one client, that go by one name: a row could mean either."""
    owners: dict[str, int] = {}
    for place, thing in enumerate(things):
        for name in dict.fromkeys(map(folded, names_of(thing))):
            first = owners.setdefault(name, place)
            if first != place:
                line = page.line(key, first)
                both = f"{name} is a name of {things[first].name} (line {line}) and of {thing.name}"
                page.say(f"{both}; a row could mean either, so give one of them another name", key, place)


def names_of(thing: Person | Project | Client) -> Iterable[str]:
    """Every name a row may call it by."""
    return (thing.id, thing.name, *thing.aliases, *getattr(thing, "emails", ()))


def days(page: Page, said: Any, first: str, last: str, *where: str | int) -> Period:
    """The span between two keys of a mapping, both days included."""
    start, end = (date.fromisoformat(said[key]) if said.get(key) else None for key in (first, last))
    if start and end and end < start:
        page.say(f"{last} is {end}, which is before {first}, {start}; swap them or correct one", *where, last)
    return Period(start, end)


def _person(page: Page, place: int, said: Any, usual_hours: Decimal | None) -> Person:
    roles = tuple(
        RoleSpan(one["role"], days(page, one, "from", "to", "people", place, "roles", nth))
        for nth, one in enumerate(said.get("roles") or ())
    )
    for nth, span in enumerate(roles):
        clash = next((other for other in roles[:nth] if overlap(span.days, other.days)), None)
        if clash is not None:
            both = f"{said['name']} is {clash.role} ({clash.days}) and {span.role} ({span.days}) on the same days"
            page.say(f"{both}; end one of them with `to:`", "people", place, "roles", nth)
    hours = said.get("expected_hours", usual_hours)
    return Person(said["id"], said["name"], _texts(said, "aliases"), _texts(said, "emails"), roles, hours)


def overlap(one: Period, other: Period) -> bool:
    """Whether two spans share a day."""
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (one.last or date.max)


def _texts(said: Any, key: str) -> tuple[str, ...]:
    return tuple(said.get(key) or ())


def look_at_timezone(page: Page, name: str, *where: str) -> None:
    """Note a time zone that no clock knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        page.say(f"timezone is {name}, which no clock knows; write one like Europe/Lisbon", *where)
