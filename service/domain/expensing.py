"""What a client pays of the expenses among the hours: at cost with a markup, or by the unit, up to what was agreed."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from service.domain.cadence import window
from service.domain.charge import Expenses, ExpenseTerms
from service.domain.entry import Entry, normal
from service.domain.money import ZERO, exact, half_up, money, plain, step_of
from service.domain.pricing.meter import Meter
from service.domain.sow import Sow
from service.domain.timesheet import Timesheet, Work

UNITS = {
    "km": "km|kms|kilomet(?:er|re)s?",
    "mile": "mi|miles?",
    "night": "nights?",
}
"""How people write a unit; any other is written as it is called, or with an s."""

COUNT = r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*(?:{unit})(?!\w)"
THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
HUNDRED = Decimal(100)


class Doubt(NamedTuple):
    """Something about an expense that its terms do not allow, and the money that hangs on it."""

    message: str
    remedy: str
    money: Decimal


class Expense(NamedTuple):
    """What the client pays of the expense of one row."""

    kind: str = ""
    """Blank where the SOW names no such kind: then nothing is paid."""
    amount: Decimal = ZERO
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    steps: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def expenses_of(sheet: Timesheet) -> dict[str, Expense]:
    """The expense of each row that carries one, in judging order: what is on an invoice has used the limits first."""
    meter = Meter()
    return {work.id: _expense(work, work.sow, sheet, meter) for work in sheet if work.entry.expense and work.sow}


def _expense(work: Work, sow: Sow, sheet: Timesheet, meter: Meter) -> Expense:
    terms = sow.expenses
    if terms is None:
        return Expense(doubts=(_no_terms(work.entry, sow),))
    if work.entry.billable is False:
        return Expense(steps=("Marked not billable: 0.00.",))
    kinds = kinds_of(work.entry, terms.kinds)
    if len(kinds) != 1:
        return Expense(doubts=(_no_kind(work.entry, terms, kinds),))
    priced = _priced(work.entry, terms.kinds[kinds[0]], sow.currency)
    billed = sheet.facts.billed.get(work.id)
    if billed is not None and not work.entry.hours:
        priced = priced._replace(amount=billed.amount)
    return _limited(priced, work, sow, terms, meter, frozen=billed is not None)


def kinds_of(entry: Entry, kinds: Mapping[str, ExpenseTerms]) -> list[str]:
    """The kinds that a row may mean: by its task and tags, else by the words of its text."""
    said = {normal(entry.task), *map(normal, entry.tags)}
    marked = [kind for kind in kinds if normal(kind) in said]
    words = f" {normal(entry.description)} {normal(entry.task)} "
    return marked or [kind for kind in kinds if f" {normal(kind)} " in words] or _by_unit(entry, kinds.values())


def _by_unit(entry: Entry, kinds: Iterable[ExpenseTerms]) -> list[str]:
    return [terms.category for terms in kinds if terms.per and _found(entry, terms.per)]


def counted(entry: Entry, unit: str) -> Decimal | None:
    """How many units the text names: 84 km, 12,5 km, 2 nights; None where it names none, several, or an unclear one."""
    found = _found(entry, unit)
    if len(found) != 1 or THOUSANDS.fullmatch(found[0]):
        return None
    return Decimal(found[0].replace(",", "."))


def _found(entry: Entry, unit: str) -> list[str]:
    pattern = COUNT.format(unit=UNITS.get(unit, f"{re.escape(unit)}s?"))
    return re.findall(pattern, f"{entry.description} {entry.task}", re.IGNORECASE)


def _priced(entry: Entry, terms: ExpenseTerms, currency: str) -> Expense:
    """The expense before any limit."""
    cost, step = entry.expense or ZERO, step_of(currency)
    asked = tuple(_asked(terms, cost, currency))
    if not terms.per or terms.rate is None:
        amount = half_up(cost * (1 + terms.markup), step)
        share = f", {money(amount, currency)} with {exact(terms.markup * HUNDRED)} % on top" if terms.markup else ""
        how = f"{money(cost, currency)} spent on {terms.category}{share}."
        return Expense(terms.category, amount, steps=(how,), doubts=asked)
    quantity = counted(entry, terms.per)
    if quantity is None:
        what = f"How many {terms.per} it were cannot be told from the text, so it is not billed."
        remedy = f"Write the number before the unit, as 84 {terms.per}."
        return Expense(terms.category, doubts=(*asked, Doubt(what, remedy, cost)))
    amount = half_up(quantity * terms.rate, step)
    how = f"{exact(quantity)} {terms.per} x {money(terms.rate, currency)} = {money(amount, currency)}."
    return Expense(terms.category, amount, quantity, terms.per, terms.rate, (how,), asked)


def _asked(terms: ExpenseTerms, cost: Decimal, currency: str) -> Iterable[Doubt]:
    """What has to be there beside the money: a receipt, the client's word."""
    if terms.receipt_above is not None and cost > terms.receipt_above:
        what = f"{money(cost, currency)} for {terms.category} needs a receipt"
        above = f" (above {money(terms.receipt_above, currency)})."
        yield Doubt(what + above, "Say in Reason where the receipt is.", cost)
    if terms.needs_approval:
        yield Doubt(
            f"The client has to agree to {terms.category} before it is spent.", "Say in Reason who agreed.", cost
        )


def _limited(priced: Expense, work: Work, sow: Sow, terms: Expenses, meter: Meter, frozen: bool) -> Expense:
    """The expense within the limits of its item, its kind and all expenses together; narrow before wide."""
    kind = terms.kinds[priced.kind]
    if kind.item_limit is not None and not frozen:
        told = f"the limit of {money(kind.item_limit, sow.currency)} an item"
        priced = _cut(priced, min(priced.amount, kind.item_limit), told, sow)
    for name, limit, span in ((priced.kind, kind.limit, kind.window), ("", terms.limit, terms.window)):
        if limit is None or work.entry.date is None:
            continue
        key = ("expense", sow.id, name, window(sow, span, work.entry.date).first)
        if frozen:
            meter.add(key, priced.amount)
            continue
        taken = meter.take(key, priced.amount, limit)
        whose = name or "expenses"
        told = (
            f"the limit for {whose} of {money(limit, sow.currency)} a {span} ({money(taken.used, sow.currency)} used)"
        )
        priced = _cut(priced, taken.within, told, sow)
    return priced


def _cut(priced: Expense, within: Decimal, limit: str, sow: Sow) -> Expense:
    """An expense down to what a limit leaves; what is past it is not billed."""
    past = priced.amount - within
    if not past:
        return priced
    what = f"{money(past, sow.currency)} of {money(priced.amount, sow.currency)} is past {limit} and not billed."
    doubt = Doubt(what, "Bill the rest by hand if the client agreed, and say so in Reason.", past)
    return priced._replace(amount=within, quantity=None, steps=(*priced.steps, what), doubts=(*priced.doubts, doubt))


def _no_terms(entry: Entry, sow: Sow) -> Doubt:
    cost = entry.expense or ZERO
    what = f"An expense of {plain(cost)} is not billed: {sow.id} has no terms for expenses."
    return Doubt(what, "Bill it by hand if the client agreed, and say so in Reason.", cost)


def _no_kind(entry: Entry, terms: Expenses, kinds: list[str]) -> Doubt:
    cost = entry.expense or ZERO
    if kinds:
        what = f"An expense of {plain(cost)} may be {' or '.join(kinds)}, so it is not billed."
        return Doubt(what, "Write the one that it is into the task.", cost)
    what = f"An expense of {plain(cost)} is not billed: the client pays for {', '.join(terms.kinds) or 'none'}."
    return Doubt(what, "Write the kind into the task or the text, or bill it by hand if the client agreed.", cost)
