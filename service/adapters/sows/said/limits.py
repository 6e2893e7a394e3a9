"""What the chapter on limits says: caps, thresholds, change orders, purchase orders."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from service.adapters.sows.limits import acting
from service.adapters.sows.said.words import (
    WINDOWS,
    Names,
    closed,
    count,
    day_of,
    hours_of,
    kind,
    kinds,
    listed,
    one_of,
    several,
    span,
    upper,
)
from service.domain.category import Category
from service.domain.money import exact
from service.domain.period import ALWAYS
from service.domain.terms.cap import Cap, ChangeOrder, PurchaseOrder, Threshold

PAST = {
    "notify": "what goes past that is billed, and said",
    "acknowledge": "what goes past that is billed if a manager gives a reason",
    "clip": "what goes past that is written down to 0",
    "carry": "what goes past that waits for the next one and comes first there",
    "block": "what goes past that is held and not billed",
}


def caps(names: Names) -> Iterator[str]:
    """Every limit that is not a line of the scope, each with what is told on the way to it."""
    every = names.sow.caps
    parts = {part.id for cap in every for part in acting(cap)}
    lines = {line.id for line in names.sow.lines}
    for cap in every:
        if cap.id not in parts and not (cap.scope == "line" and cap.id in lines):
            yield from limit(names, cap)


def limit(names: Names, cap: Cap) -> Iterator[str]:
    """One limit, what counts towards it, and what is told on the way."""
    if cap.kind == "estimate":
        yield closed(
            f"{upper(_who(names, cap))} {_verb(cap, 'are', 'is')} planned at {_how_much(names, cap)}", cap.clause
        )
    else:
        yield closed(f"{upper(_who(names, cap))} may come to {_how_much(names, cap)}; {passed(cap, names)}", cap.clause)
    yield from _counted(names, cap)
    yield from told(names, cap)


def passed(cap: Cap, names: Names | None = None) -> str:
    """What happens to the excess."""
    if cap.action == "rate":
        price = names.money(cap.over_rate) if names else exact(cap.over_rate or Decimal(0))
        return f"an hour past that costs {price}"
    return PAST[cap.action]


def _verb(cap: Cap, many: str, one: str) -> str:
    return many if cap.scope == "role" or (cap.scope == "projects") else one


def _how_much(names: Names, cap: Cap) -> str:
    window = WINDOWS[cap.window]
    own = [f"{_figure(names, cap, figure)} {_window(key)}" for key, figure in sorted(cap.limits.items())]
    usual = [f"{_figure(names, cap, cap.limit)} {window}"] if cap.limit is not None else []
    said = listed([*own, *(f"otherwise {one}" if own else one for one in usual)]) or f"any figure {window}"
    said += " as logged" if cap.measure == "logged_hours" else ""
    return said if cap.funded is None else f"{said}, of which {_figure(names, cap, cap.funded)} are released so far"


def _window(key: str) -> str:
    parts = [int(part) for part in key.split("-")]
    return (
        f"in {date(parts[0], parts[1], 1):%B %Y}" if len(parts) == 2 else f"in the window from {day_of(date(*parts))}"
    )


def _figure(names: Names, cap: Cap, figure: Decimal | None) -> str:
    return names.money(figure) if cap.measure == "money" else hours_of(figure)


def _who(names: Names, cap: Cap) -> str:
    beside = [f"as {one_of(cap.role)}"] if cap.role and cap.scope == "person" else []
    beside += [f"in the role {cap.role.replace('_', ' ')}"] if cap.role and cap.scope != "person" else []
    beside += [f"on {names.projects(cap.projects)}"] if cap.projects and cap.scope != "projects" else []
    beside += [f"by {names.person(cap.person)}"] if cap.person else []
    return " ".join([_whole(names, cap), *beside])


def _whole(names: Names, cap: Cap) -> str:
    subject = cap.subject
    told: dict[str, Callable[[], str]] = {
        "person": lambda: names.person(subject),
        "role": lambda: f"all {several(subject)} together",
        "category": lambda: f"all {kind(Category[subject])}",
        "line": lambda: f"the line {names.line(subject)}",
        "project": lambda: f"the project {names.project(subject)}",
        "projects": lambda: f"the projects {names.projects(cap.projects)} together",
        "agreement": lambda: f"all work under the agreement {subject}",
        "client": lambda: "all work for this client",
        "purchase_order": lambda: f"all work on the order {subject}",
        "sow": lambda: "all work under this SOW",
    }
    return told[cap.scope]()


def _counted(names: Names, cap: Cap) -> Iterator[str]:
    del names
    if cap.only:
        yield f"Only {kinds(cap.only)} counts towards it."
    if cap.without:
        yield f"{upper(kinds(cap.without))} does not count towards it."
    if cap.with_expenses:
        yield "Expenses count towards it too."


def told(names: Names, cap: Cap) -> Iterator[str]:
    """What somebody hears on the way to a limit."""
    yield from reached(names, cap.thresholds, cap.measure)
    if cap.notice_days:
        yield f"The client is told {count(cap.notice_days, 'day')} before it is reached."


def reached(names: Names, marks: tuple[Threshold, ...], measure: str = "billed_hours") -> Iterator[str]:
    """Thresholds: the plain ones in one sentence, the others in one each."""
    plain = [mark for mark in marks if mark.action == "notify" and not mark.within_working_days]
    shares = [exact(mark.at) for mark in plain if mark.at is not None]
    left = [_left(names, mark, measure) for mark in plain if mark.at is None]
    if shares or left:
        points = ([f"at {listed(shares)} % of it"] if shares else []) + left
        yield f"{upper(listed(points))} somebody is told."
    for mark in marks:
        if mark in plain:
            continue
        point = f"at {exact(mark.at)} % of it" if mark.at is not None else _left(names, mark, measure)
        days = f"the client is told within {count(mark.within_working_days, 'working day')}"
        said = [days] if mark.within_working_days else []
        said += [PAST.get(mark.action, mark.action)] if mark.action != "notify" else []
        yield f"{upper(point)}, {listed(said)}."


def _left(names: Names, mark: Threshold, measure: str) -> str:
    return f"with {names.money(mark.left) if measure == 'money' else hours_of(mark.left)} left"


def change_orders(names: Names) -> Iterator[str]:
    """What was added later, and whether anything may draw on it."""
    for order in names.sow.change_orders:
        yield closed(_change(names, order), order.clause)


def _change(names: Names, order: ChangeOrder) -> str:
    parts = {part.id for cap in names.sow.caps for part in acting(cap)}
    lifts, outside = ([one for one in ids if one not in parts] for ids in (order.lifts, order.outside))
    added = names.money(order.money) if order.money is not None else hours_of(order.hours)
    said = f"The change order {order.id} adds {added}"
    said += f" to {names.line(order.line)}" if order.line else ""
    said += f" {span(order.days)}" if order.days != ALWAYS else ""
    said += f"; it lifts {listed(lifts)}" if lifts else ""
    said += f"; work marked {order.id} does not count towards {listed(outside)}" if outside else ""
    return (
        f"{said}, signed on {day_of(order.signed)}"
        if order.signed
        else f"{said}; it is not signed, so nothing draws on it"
    )


def purchase_orders(names: Names) -> Iterator[str]:
    """The orders that invoices have to name."""
    for order in names.sow.purchase_orders:
        yield f"{_order(names, order)}."
    if names.sow.purchase_order_required:
        yield "Nothing is billed without an order."


def _order(names: Names, order: PurchaseOrder) -> str:
    said = f"The client's order {order.number}"
    said += f" for {names.projects(order.projects)}" if order.projects else ""
    said += f" is good {span(order.days)}" if order.days != ALWAYS else " is good for the whole term"
    said += f" and for {names.money(order.limit)}" if order.limit is not None else ""
    return said + (f", of which {names.money(order.used)} were billed before" if order.used else "")
