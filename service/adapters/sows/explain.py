"""A SOW said back in sentences, so that whoever signed it can tell whether the file says the same."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from service.domain.agency import Agency
from service.domain.cap import Cap
from service.domain.category import Category
from service.domain.money import exact, money
from service.domain.period import Period
from service.domain.ratecard import RateCard
from service.domain.sow import Sow

PARTS = {"0.1": "tenth of an hour", "0.25": "quarter of an hour", "0.5": "half hour", "1": "full hour"}
PAST_A_CAP = {
    "notify": "what goes past that is billed, and said",
    "acknowledge": "what goes past that is billed if a manager gives a reason",
    "clip": "what goes past that is written down to 0",
    "block": "what goes past that is held and not billed",
    "carry": "what goes past that is offered to the next",
    "rate": "what goes past that is billed at a price of its own",
}
STATUSES = {
    "draft": "It is a draft: nothing is billed under it yet.",
    "suspended": "It is suspended: nothing is billed under it for now.",
    "ended": "It has ended: nothing is billed under it any more.",
}


def explain(sow: Sow, agency: Agency) -> list[str]:
    """The terms in plain sentences, in the order in which a contract states them."""
    return [
        *_engagement(sow, agency),
        *_prices(sow, agency),
        *_rounding(sow),
        *(f"{_upper(_counted(cap, sow, agency))}; {PAST_A_CAP[cap.action]}." for cap in sow.caps),
        *_retainer(sow, agency),
        *_unpaid(sow),
        *_invoice(sow),
        *_checks(sow),
    ]


def _engagement(sow: Sow, agency: Agency) -> Iterator[str]:
    client = agency.client_of(sow.client)
    name = client.name if client else sow.client
    yield f"{sow.id}, {sow.title}, is for {name} and runs {_span(sow.days)}."
    if sow.status in STATUSES:
        yield STATUSES[sow.status]
    if sow.projects:
        yield f"It covers {_projects(sow.projects, agency)}."
    else:
        yield f"It covers everything that is done for {name}."


def _prices(sow: Sow, agency: Agency) -> Iterator[str]:
    for card in sow.rates:
        yield f"{_payee(card, agency)} {money(card.rate, sow.currency)} an hour {_span(card.days)}."
    whole_retainer = sow.retainer is not None and not sow.retainer.projects
    if whole_retainer or any(not card.role and not card.person for card in sow.rates):
        return
    priced, own = {card.role for card in sow.rates}, {card.person for card in sow.rates}
    held = {span.role for person in agency.people if person.id not in own for span in person.roles}
    unpriced = sorted(held - priced)
    if unpriced:
        roles = _listed(_several(role) for role in unpriced)
        yield f"There is no price for {roles}: their hours cannot be billed here."


def _payee(card: RateCard, agency: Agency) -> str:
    if card.person:
        return f"{next((person.name for person in agency.people if person.id == card.person), card.person)} costs"
    return f"{_upper(_several(card.role))} cost" if card.role else "Everybody costs"


def _rounding(sow: Sow) -> Iterator[str]:
    if not sow.rounding:
        yield "Hours are billed as logged, to the hundredth."
        return
    rounding = sow.rounding[0]
    step = PARTS.get(exact(rounding.increment), f"multiple of {exact(rounding.increment)} hours")
    way = {"up": "up to the next", "down": "down to the last", "nearest": "to the nearest"}[rounding.direction]
    tie = ", an exact half going up" if rounding.direction == "nearest" else ""
    yield f"Each entry is rounded {way} {step}{tie}."


def _counted(cap: Cap, sow: Sow, agency: Agency) -> str:
    limit = money(cap.limit or Decimal(0), sow.currency) if cap.measure == "money" else _hours(cap.limit or Decimal(0))
    span = "over the whole term" if cap.window == "term" else f"a {cap.window}"
    return f"{_who(cap, agency)} may come to {limit} {span}"


def _who(cap: Cap, agency: Agency) -> str:
    if cap.scope == "role":
        return f"all {_several(cap.subject)} together"
    if cap.scope == "person":
        return next((person.name for person in agency.people if person.id == cap.subject), cap.subject)
    if cap.scope == "project":
        return f"the project {_names(agency).get(cap.subject, cap.subject)}"
    return "all work for this client" if cap.scope == "client" else "all work under this SOW"


def _retainer(sow: Sow, agency: Agency) -> Iterator[str]:
    terms = sow.retainer
    if terms is None:
        return
    covered = f" on {_projects(terms.projects, agency)}" if terms.projects else ""
    fee, hours, rate = (figure or Decimal(0) for figure in (terms.fee, terms.hours, terms.overage_rate))
    yield f"{terms.name}: {money(fee, sow.currency)} a month pays for {_hours(hours)}{covered}."
    yield f"Each hour past them costs {money(rate, sow.currency)}; unused hours lapse with the month."


def _unpaid(sow: Sow) -> Iterator[str]:
    unpaid = [_kind(category) for category in Category if category in sow.non_billable]
    if unpaid:
        yield f"The client does not pay for {_listed(unpaid, 'or')}."
    else:
        yield "The client pays for every kind of work."


def _kind(category: Category) -> str:
    return "time off" if category is Category.OFF else category.value.lower()


def _invoice(sow: Sow) -> Iterator[str]:
    yield f"An invoice has one line for each {_listed(sow.invoicing.group_by)}."
    if sow.invoicing.terms:
        yield f"Payment terms are {sow.invoicing.terms}."


def _checks(sow: Sow) -> Iterator[str]:
    for name, setting in sow.layer.settings.items():
        said = [str(setting.level)] if setting.level is not None else []
        said += [f"{key.replace('_', ' ')} {value}" for key, value in setting.parameters.items()]
        yield f"The check {name} is set to {', '.join(said)}."


def _span(days: Period) -> str:
    start = f"from {_day(days.first)}" if days.first else "from the beginning"
    return f"{start} to {_day(days.last)}" if days.last else f"{start} on"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _hours(figure: Decimal) -> str:
    return f"{exact(figure)} hour{'' if figure == 1 else 's'}"


def _names(agency: Agency) -> dict[str, str]:
    return {project.id: project.name for project in agency.projects()}


def _projects(ids: Iterable[str], agency: Agency) -> str:
    names = _names(agency)
    return _listed(names.get(one, one) for one in ids)


def _several(role: str) -> str:
    return f"{role.replace('_', ' ').replace('-', ' ')}s"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Iterable[str], last: str = "and") -> str:
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final
