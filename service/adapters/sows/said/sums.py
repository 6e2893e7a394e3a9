"""What the chapters on fees say: retainer, prepaid hours, fixed fee, deposits, discounts, retention, expenses."""

from collections.abc import Iterator

from service.adapters.sows.said.limits import reached
from service.adapters.sows.said.words import (
    WINDOWS,
    Names,
    closed,
    count,
    day_of,
    hours_of,
    kinds,
    listed,
    percent,
    several,
    span,
)
from service.domain.money import exact
from service.domain.period import ALWAYS
from service.domain.terms.charge import Discount, ExpenseTerms, Milestone
from service.domain.terms.retainer import Retainer, Rollover

PERIODS = {"month": "a month", "contract_month": "a month of the contract", "quarter": "a quarter"}
BEYOND = {"block": "are held", "acknowledge": "are billed if a manager gives a reason", "clip": "are written down to 0"}
LAPSE = {"month": "the month", "contract_month": "the month of the contract", "quarter": "the quarter"}


def retainer(names: Names) -> Iterator[str]:
    """What the retainer pays for, and what happens to hours past it and to hours left."""
    terms = names.sow.retainer
    if terms is None:
        return
    covers = names.money(terms.money) + " of work" if terms.money is not None else hours_of(terms.hours)
    pays = f"{names.money(terms.fee)} {PERIODS[terms.period]} pays for" if terms.fee else f"{PERIODS[terms.period]} has"
    yield closed(f"{terms.name}: {pays} {covers}{_covered(names, terms)}", terms.clause)
    if terms.free_band:
        yield f"The next {hours_of(terms.free_band)} are free."
    yield f"{_overage(names, terms)}; {_rest(terms)}."
    if terms.preapproved is not None:
        ahead = f"{hours_of(terms.preapproved)} of them {PERIODS[terms.period]}"
        yield f"{ahead} are agreed ahead; more {BEYOND[terms.beyond]}."
    if terms.overage_needs_approval:
        yield "They are billed once the client has agreed."
    if not terms.in_advance:
        yield "The fee is billed at the end of its period."
    if terms.prorated:
        yield "The fee of a broken first or last period is its share in days."
    if terms.opening:
        yield f"{hours_of(terms.opening)} are brought in from before."
    yield from reached(names, terms.thresholds, "money" if terms.money is not None else "billed_hours")


def _covered(names: Names, terms: Retainer) -> str:
    said = [names.projects(terms.projects)] if terms.projects else []
    said += [listed(names.line(line) for line in terms.lines)] if terms.lines else []
    said += [kinds(terms.categories)] if terms.categories else []
    return f" on {listed(said)}" if said else ""


def _overage(names: Names, terms: Retainer) -> str:
    past = "Each hour past them" if not terms.free_band else "Each hour past these"
    if terms.deficit_carried:
        return f"{past} is taken from the next period"
    if terms.overage_rate is None:
        return f"{past} costs what the rate card says"
    return f"{past} costs {names.money(terms.overage_rate)}"


def _rest(terms: Retainer) -> str:
    roll = terms.rollover
    if not roll.share:
        return f"unused hours lapse with {LAPSE[terms.period]}"
    how_much = "unused hours" if roll.share == 1 else f"{percent(roll.share)} of unused hours"
    return f"{how_much} roll over{_bank(roll)}"


def _bank(roll: Rollover) -> str:
    said = f" for {count(roll.expires_after_periods, 'period')}" if roll.expires_after_periods else ""
    said += f", {hours_of(roll.cap_hours)} at most" if roll.cap_hours is not None else ""
    said += f", on plans of more than {hours_of(roll.only_if_hours_over)}" if roll.only_if_hours_over else ""
    return said + (", and are used first, the oldest before the others" if roll.oldest_first else ", and are used last")


def prepaid(names: Names) -> Iterator[str]:
    """Blocks of hours paid ahead."""
    for block in names.sow.prepaid:
        until = f", to be used until {day_of(block.valid_until)}" if block.valid_until else ""
        where = f" on {names.projects(block.projects)}" if block.projects else ""
        price = f"{names.money(block.price)} {'paid' if block.billed else 'pays'} ahead for"
        yield closed(f"{price} {hours_of(block.hours)}{where} from {day_of(block.bought)}{until}", block.clause)
        rest = "are forfeit" if block.rest == "forfeit" else "are paid back"
        yield f"Hours left at the end {rest}."
        yield from reached(names, block.thresholds)


def charges(names: Names) -> Iterator[str]:
    """What is billed or taken off beside hours."""
    yield from _fixed(names)
    for deposit in names.sow.deposits:
        due = f", billed on {day_of(deposit.due)}" if deposit.due else ", billed already"
        share = "each invoice" if deposit.share == 1 else f"{percent(deposit.share)} of each invoice"
        yield f"A deposit of {names.money(deposit.amount)}{due}; {share} is set off against it until it is used up."
    for discount in names.sow.discounts:
        yield closed(_discount(names, discount), discount.clause)
    if kept := names.sow.retention:
        most = f", up to {names.money(kept.up_to)} in all" if kept.up_to is not None else ""
        until = (
            f"paid out from {day_of(kept.released)} on" if kept.released else "paid out when the client has accepted"
        )
        yield f"The client keeps back {percent(kept.share)} of each invoice{most}; it is {until}."
    for least in names.sow.commitments:
        minimum = f"At least {names.money(least.minimum)} {WINDOWS[least.window]}"
        yield f"{minimum} is billed; what is missing becomes a line of its own."


def _fixed(names: Names) -> Iterator[str]:
    if fixed := names.sow.fixed:
        parts = listed(_milestone(names, milestone) for milestone in fixed.milestones)
        yield closed(f"A fixed fee of {names.money(fixed.fee)} is billed in parts: {parts}", fixed.clause)


def _milestone(names: Names, milestone: Milestone) -> str:
    when = {"acceptance": "when the client accepts", "by_hand": "when we say that it is reached"}.get(
        milestone.trigger, ""
    )
    when = f"on {day_of(milestone.due)}" if milestone.due else when
    called = f"{milestone.name} ({milestone.id})" if milestone.name else milestone.id
    return f"{names.money(milestone.amount)} for {called} {when}"


def _discount(names: Names, discount: Discount) -> str:
    off = percent(discount.share) if discount.share is not None else names.money(discount.amount)
    whole = {"invoice": "the invoice", "labour": "the price of hours"}
    of = whole.get(discount.on) or f"the hours of {several(discount.role)}"
    when = f" {span(discount.days)}" if discount.days != ALWAYS else ""
    said = f"{off} is taken off {of}{' once' if discount.once else ''}{when}"
    if not discount.condition:
        return said
    met = "which is confirmed" if discount.confirmed else "which nobody has confirmed, so it is not given yet"
    return f"{said} on the condition: {discount.condition}, {met}"


def expenses(names: Names) -> Iterator[str]:
    """Which costs the client pays beside hours."""
    said = names.sow.expenses
    if said is None:
        return
    yield closed(f"The client pays for these expenses and no others: {listed(said.kinds)}", said.clause)
    for terms in said.kinds.values():
        yield f"{_expense(names, terms)}."
    if said.limit is not None:
        yield f"All of them together may come to {names.money(said.limit)} {WINDOWS[said.window]}."


def _expense(names: Names, terms: ExpenseTerms) -> str:
    name = terms.category.replace("_", " ").capitalize()
    markup = f"at cost plus {percent(terms.markup)}" if terms.markup else "at cost"
    unit = f"with {exact(terms.rate)} {names.sow.currency} a {terms.per}" if terms.rate is not None else markup
    said = f"{name} is paid {unit}"
    said += f", up to {names.money(terms.item_limit)} an item" if terms.item_limit is not None else ""
    said += f", up to {names.money(terms.limit)} {WINDOWS[terms.window]}" if terms.limit is not None else ""
    said += f", with a receipt above {names.money(terms.receipt_above)}" if terms.receipt_above is not None else ""
    return said + (", once the client has agreed" if terms.needs_approval else "")
