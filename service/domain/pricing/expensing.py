"""An expense read out of a row and priced by its terms: at cost with a markup, or by the unit; limits come after."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from service.domain.hours.entry import Entry
from service.domain.hours.expense import Doubt, Expense
from service.domain.money import ZERO, exact, half_up, money, step_of, unit_price
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.spelling import normal
from service.domain.terms.charge import Expenses, ExpenseTerms
from service.domain.terms.sow import Sow

UNITS = {
    "km": "km|kms|kilomet(?:er|re)s?",
    "mile": "mi|miles?",
    "night": "nights?",
}
"""How people write a unit; any other is written as it is called, or with an s."""

COUNT = r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*(?:{unit})(?!\w)"
THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
HUNDRED = Decimal(100)


def expense_of(entry: Entry, sow: Sow) -> Expense:
    """What the client pays of a row's expense before any limit; nothing where no terms of the SOW are about it."""
    terms, cost = sow.expenses, money(entry.expense or ZERO, sow.currency)
    if terms is None:
        return _unpaid(
            entry,
            phrase("An expense of {cost} is not billed: {sow} has no terms for expenses.", cost=cost, sow=sow.id),
            phrase("Bill it by hand if the client agreed, and say so in Reason."),
        )  # fmt: skip
    kinds = kinds_of(entry, terms.kinds)
    if len(kinds) == 1:
        return _priced(entry, terms.kinds[kinds[0]], sow.currency)
    if kinds:
        either = joined(phrase(" or "), kinds)
        return _unpaid(
            entry, phrase("An expense of {cost} may be {kinds}, so it is not billed.", cost=cost, kinds=either),
            phrase("Write the one that it is into the task."),
        )  # fmt: skip
    return _unpaid(
        entry,
        phrase("An expense of {cost} is not billed: the client pays for {kinds}.", cost=cost, kinds=_paid_for(terms)),
        phrase("Write the kind into the task or the text, or bill it by hand if the client agreed."),
    )


def _paid_for(terms: Expenses) -> Saying:
    return ", ".join(terms.kinds) or phrase("none")


def _unpaid(entry: Entry, why: Phrase, remedy: Phrase, kind: str = "", asked: tuple[Doubt, ...] = ()) -> Expense:
    """An expense that comes to nothing, with the reason among its steps."""
    return Expense(kind, steps=(why,), doubts=(*asked, Doubt(why, remedy, entry.expense or ZERO)))


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
        how = phrase("{cost} spent on {kind}.", cost=money(cost, currency), kind=terms.category)
        if terms.markup:
            how = phrase(
                "{cost} spent on {kind}, {amount} with {percent} % on top.", cost=money(cost, currency),
                kind=terms.category, amount=money(amount, currency), percent=exact(terms.markup * HUNDRED),
            )  # fmt: skip
        return Expense(terms.category, amount, steps=(how,), doubts=asked)
    quantity = counted(entry, terms.per)
    if quantity is None:
        what = phrase("How many {unit} it were cannot be told from the text, so it is not billed.", unit=terms.per)
        remedy = phrase("Write the number before the unit, as 84 {unit}.", unit=terms.per)
        return _unpaid(entry, what, remedy, terms.category, asked)
    amount = half_up(quantity * terms.rate, step)
    how = phrase("{quantity} {unit} x {price} = {amount}.", quantity=exact(quantity), unit=terms.per,
                 price=unit_price(terms.rate, currency), amount=money(amount, currency))  # fmt: skip
    return Expense(terms.category, amount, quantity, terms.per, terms.rate, (how,), asked)


def _asked(terms: ExpenseTerms, cost: Decimal, currency: str) -> Iterable[Doubt]:
    """What has to be there beside the money: a receipt, the client's word."""
    if terms.receipt_above is not None and cost > terms.receipt_above:
        what = phrase("{cost} for {kind} needs a receipt (above {limit}).", cost=money(cost, currency),
                      kind=terms.category, limit=money(terms.receipt_above, currency))  # fmt: skip
        yield Doubt(what, phrase("Say in Reason where the receipt is."), cost)
    if terms.needs_approval:
        what = phrase("The client has to agree to {kind} before it is spent.", kind=terms.category)
        yield Doubt(what, phrase("Say in Reason who agreed."), cost)
