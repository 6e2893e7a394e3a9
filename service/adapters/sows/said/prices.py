"""What the chapter on prices says: rates, tiers, unusual hours, rounding, and what is not paid for."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal

from service.adapters.sows.said.words import (
    DAYS,
    WINDOWS,
    Names,
    closed,
    hours_of,
    kind,
    kinds,
    listed,
    one_of,
    percent,
    several,
    span,
    upper,
    weekdays,
)
from service.domain.category import Category
from service.domain.money import exact
from service.domain.period import ALWAYS
from service.domain.terms.ratecard import Minimum, Multiplier, RateCard, Rounding, Tier
from service.domain.terms.sow import Exemption

UNITS = {"hour": "an hour", "quarter_hour": "a quarter of an hour", "day": "a day", "fixed": "an entry, however long"}
PARTS = {"0.1": "tenth of an hour", "0.25": "quarter of an hour", "0.5": "half hour", "1": "full hour"}
GROUPS = {
    "entry": "Each entry is",
    "task": "The entries of one person on one task and day are summed and",
    "person_day": "The hours of each person's day are summed and",
    "client_day": "All hours of a day for this client are summed and",
    "person_week": "The hours of each person's week are summed and",
    "line": "The hours of each line of the SOW are summed and",
    "invoice": "All hours of an invoice are summed and",
}
PER = {
    "entry": "any entry",
    "task": "any task of a day",
    "person_day": "any day somebody works",
    "client_day": "any day with work",
}


def prices(names: Names) -> Iterator[str]:
    """What work costs, whose hours have no price, and which price is tried first."""
    sow = names.sow
    for card in sow.rates:
        yield closed(_card(names, card), card.clause)
    yield from _unpriced(names)
    words = {"+".join(card.named) for card in sow.rates}
    order = [word.replace("+", " with ") for word in sow.resolve if word in words]
    if len(order) > 1:
        yield f"Where several prices fit, they are tried in this order: {', '.join(order)}."
    if sow.rate_by == "invoice_date":
        yield "The price of the day of the invoice counts, not that of the day of the work."
    for tier in sow.tiers:
        yield closed(_tier(tier), tier.clause)
    for multiplier in sow.multipliers:
        yield closed(_multiplier(names, multiplier), multiplier.clause)
    if len(sow.multipliers) > 1:
        yield "Where several of these fit, the highest holds alone."


def _card(names: Names, card: RateCard) -> str:
    who = _payee(names, card)
    agreed = ", only after the client has agreed" if card.needs_approval else ""
    if card.factor is not None:
        return f"{who} {percent(card.factor)} of the price that holds otherwise, {span(card.days)}{agreed}"
    return f"{who} {names.money(card.rate)} {UNITS[card.per]} {span(card.days)}{agreed}"


def _payee(names: Names, card: RateCard) -> str:
    where = [f"on {names.project(card.project)}"] if card.project else []
    where += [f"on the line {names.line(card.line)}"] if card.line else []
    where += [f"for {kind(card.category)}"] if card.category and (card.person or card.role) else []
    where += [f"as {one_of(card.role)}"] if card.role and card.person else []
    if card.person:
        return " ".join([names.person(card.person), *where, "costs"])
    if card.role:
        return " ".join([upper(several(card.role)), *where, "cost"])
    if card.category:
        return " ".join([upper(kind(card.category)), *where, "costs"])
    return " ".join(["Work", *where, "costs"]) if where else "Everybody costs"


def _unpriced(names: Names) -> Iterator[str]:
    sow = names.sow
    covered = sow.retainer is not None and not (sow.retainer.projects or sow.retainer.lines or sow.retainer.categories)
    everybody = any(card.named == ("sow",) for card in sow.rates)
    if covered or everybody or (not sow.rates and (sow.prepaid or sow.fixed)):
        return
    priced, own = {card.role for card in sow.rates}, {card.person for card in sow.rates}
    team = [person for person in names.agency.people if not sow.team or person.id in sow.team]
    unpriced = sorted({held.role for person in team if person.id not in own for held in person.roles} - priced)
    if unpriced:
        yield f"There is no price for {listed(several(role) for role in unpriced)}: their hours cannot be billed here."


def _tier(tier: Tier) -> str:
    unit = "" if tier.measure == "money" else " hours"
    of = {"sow": "", "role": " of each role", "project": " of each project"}[tier.scope]
    steps = [f"up to {exact(step.up_to)}{unit} {_share(step.factor)}" for step in tier.steps if step.up_to]
    rest = f"above that {_share(tier.steps[-1].factor)}"
    how = "each step at its own price" if tier.mode == "graduated" else (
        "all of it at the price of the step reached, and the next invoice sets right what was billed before at another"
    )
    return f"The volume{of} {WINDOWS[tier.window]} sets the price: {listed([*steps, rest])}; {how}"


def _share(factor: Decimal) -> str:
    return "at the full price" if factor == 1 else f"at {percent(factor)} of it"


def _multiplier(names: Names, multiplier: Multiplier) -> str:
    what = "cost" if multiplier.on == "rate" else "count"
    who = f" of {listed(several(role) for role in sorted(multiplier.roles))}" if multiplier.roles else ""
    lines = f" on {listed(names.line(line) for line in sorted(multiplier.lines))}" if multiplier.lines else ""
    agreed = " if the client has agreed before" if multiplier.needs_approval else ""
    when = [*_clock(multiplier), *_days(multiplier), *_after(multiplier)]
    mark = f" marked {multiplier.only_if}" if multiplier.only_if else ""
    said = f" {' '.join(when)}" if when else ""
    much = "as much as any other" if multiplier.factor == 1 else f"{exact(multiplier.factor)} times as much"
    return f"Hours{who}{lines}{mark}{said} {what} {much}{agreed}"


def _clock(multiplier: Multiplier) -> Iterator[str]:
    if multiplier.starts is not None and multiplier.ends is not None:
        yield f"between {_time(multiplier.starts)} and {_end(multiplier.ends)}"
    whole = multiplier.spans
    if whole and all(first == last or (ends == time(0)) for first, _, last, ends in whole) and len(whole) > 1:
        ends, starts = (next((span[3] for span in whole if span[1] == time(0)), time(0)),
                        next((span[1] for span in whole if span[3] == time(0)), time(0)))  # fmt: skip
        days = sorted({span[0] for span in whole})
        on = "" if len(days) == len(DAYS) else f" on {listed(weekdays(days))}"
        yield f"before {_time(ends)} and from {_time(starts)} on{on}"
    elif whole:
        yield listed(f"from {DAYS[span[0]]} {_time(span[1])} to {_moment(span[2], span[3])}" for span in whole)


def _moment(day: int, clock: time) -> str:
    return f"{DAYS[day - 1]} midnight" if clock == time(0) else f"{DAYS[day]} {_time(clock)}"


def _days(multiplier: Multiplier) -> Iterator[str]:
    days = weekdays(multiplier.weekdays) if multiplier.weekdays else []
    days += ["holidays"] if multiplier.holidays else []
    if days:
        clocked = multiplier.starts is not None or multiplier.spans
        yield f"{'and on' if clocked and not multiplier.weekdays else 'on'} {listed(days)}"


def _after(multiplier: Multiplier) -> Iterator[str]:
    if multiplier.after_hours is not None:
        yield f"past {hours_of(multiplier.after_hours)} of one person {WINDOWS[multiplier.after_window]}"


def _time(clock: time) -> str:
    return f"{clock:%H:%M}"


def _end(clock: time) -> str:
    return "midnight" if clock == time(0) else _time(clock)


def rounding(names: Names) -> Iterator[str]:
    """How hours become billable hours."""
    if not names.sow.rounding:
        yield "Hours are billed as logged, to the hundredth."
    for one in sorted(names.sow.rounding, key=lambda rounding: not rounding.place):
        yield closed(_rounded(one), one.clause)
    for least in sorted(names.sow.minimums, key=lambda minimum: not minimum.place):
        yield closed(_minimum(least, any(other.place for other in names.sow.minimums)), least.clause)


def _rounded(one: Rounding) -> str:
    step = PARTS.get(exact(one.increment), f"multiple of {exact(one.increment)} hours")
    place = f", where the work is done {_place(one.place)}" if one.place else ""
    if one.done:
        return f"The timesheet is rounded to the {step} already, and is not rounded again{place}"
    way = {"up": "up to the next", "down": "down to the last", "nearest": "to the nearest"}[one.direction]
    where = {"up": "up", "down": "down", "even": "to the even one"}[one.tie]
    tie = f", an exact half going {where}" if one.direction == "nearest" else ""
    return f"{GROUPS[one.scope]} rounded {way} {step}{tie}{place}"


def _place(place: str) -> str:
    return {"on_site": "on site", "remote": "remotely"}[place]


def _minimum(least: Minimum, others: bool) -> str:
    place = f" {_place(least.place)}" if least.place else (" elsewhere" if others else "")
    return f"At least {hours_of(least.hours)} is billed for {PER[least.per]}{place}"


def unpaid(names: Names) -> Iterator[str]:
    """What the client does not pay for."""
    sow = names.sow
    if sow.non_billable:
        yield f"The client does not pay for {kinds(sow.non_billable, 'or')}."
    elif not sow.exemptions:
        yield "The client pays for every kind of work."
    for one in sow.exemptions:
        if not (one.category in sow.non_billable and one.days == ALWAYS and not one.phrase and not one.line):
            yield f"The client does not pay for {_exempt(names, one)}."


def _exempt(names: Names, one: Exemption) -> str:
    said = kind(one.category) if isinstance(one.category, Category) else "work"
    said += f' that says "{one.phrase}"' if one.phrase else ""
    said += f" on the line {names.line(one.line)}" if one.line else ""
    return said + (f" {span(one.days)}" if one.days != ALWAYS else "")
