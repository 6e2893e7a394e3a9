"""Expenses as lines of a draft, apart from the hours."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal

from service.domain.hours.expense import Expense
from service.domain.invoicing.batch import Approved, Batch
from service.domain.invoicing.invoice import Line, Share, shared
from service.domain.money import ZERO, exact, money, step_of, unit_price
from service.domain.phrase import Phrase, joined, phrase
from service.domain.terms.cadence import named

Outlay = tuple[Approved, Expense]


def outlay_lines(batch: Batch) -> list[Line]:
    """A line for each kind of expense: units at their price, or what was spent with what comes on top."""
    groups: dict[Hashable, list[Outlay]] = defaultdict(list)
    for row in batch.rows:
        expense = row.bill.expense
        if expense is not None and expense.amount:
            groups[_group(batch, row, expense)].append((row, expense))
    lines = [_line(batch, outlays) for outlays in groups.values()]
    return sorted(lines, key=lambda line: (str(line.description), line.shares[0].claim))


def _group(batch: Batch, row: Approved, expense: Expense) -> Hashable:
    grouped, work = batch.sow.invoicing.group_by, row.work
    project = work.project.id if work.project and "project" in grouped else ""
    person = work.person.id if work.person and "person" in grouped else ""
    entry = work.id if "entry" in grouped else ""
    return project, person, entry, expense.kind, expense.unit, expense.price, expense.quantity is None


def _line(batch: Batch, outlays: Sequence[Outlay]) -> Line:
    row, first = outlays[0]
    terms, step, currency = batch.sow.invoicing, step_of(batch.sow.currency), batch.sow.currency
    total = sum((expense.amount for _, expense in outlays), ZERO)
    item = terms.item_for("expenses")
    line = Line(
        _text(batch, row, first, len(outlays)), None, None, item, batch.last_day, (), total, step, "expense",
        tax_code=terms.expense_tax_code,
    )  # fmt: skip
    how = phrase("{count} expenses, {total}." if len(outlays) > 1 else "{total}.", count=len(outlays),
                 total=money(total, currency))  # fmt: skip
    exactly = [expense.amount for _, expense in outlays]
    if first.quantity is not None and first.price is not None:
        quantity = sum((expense.quantity or ZERO for _, expense in outlays), ZERO)
        line = Line(
            line.description, quantity, first.price, item, line.day, (), step=step, kind="expense",
            tax_code=terms.expense_tax_code,
        )  # fmt: skip
        how = phrase("{quantity} {unit} x {price} = {amount}.", quantity=exact(quantity), unit=first.unit,
                     price=unit_price(first.price, currency), amount=money(line.amount, currency))  # fmt: skip
        exactly = [(expense.quantity or ZERO) * first.price for _, expense in outlays]
    amounts = shared(line.amount, exactly, step)
    return line.holding((_share(one, amount) for (one, _), amount in zip(outlays, amounts, strict=True)),
                        (how, *(_told(one, expense) for one, expense in outlays)))  # fmt: skip


def _share(row: Approved, amount: Decimal) -> Share:
    return Share(row.work.id, row.fingerprint, ZERO, amount, expense=amount)


def _told(row: Approved, expense: Expense) -> Phrase:
    return phrase("{place}: {steps}", place=row.work.entry.place, steps=joined(" ", expense.steps))


def _text(batch: Batch, row: Approved, expense: Expense, count: int) -> Phrase:
    """What the client reads: project, kind, and the period or the row's own day and words."""
    grouped, work = batch.sow.invoicing.group_by, row.work
    words = [work.project.name] if work.project and "project" in grouped else []
    words.append(expense.kind[:1].upper() + expense.kind[1:])
    if work.person and "person" in grouped:
        words.append(work.person.name)
    if "entry" in grouped or count == 1:
        return phrase("{day:%d %b %Y} · {words}: {text}", day=work.entry.day, words=" · ".join(words),
                      text=work.entry.description)  # fmt: skip
    return joined(" · ", (*words, named(batch.period)))
