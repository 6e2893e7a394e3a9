"""Corrections of earlier invoices on a draft: hours whose price has changed with the volume of their window."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.invoicing.account import Account
from service.domain.invoicing.batch import Batch
from service.domain.invoicing.invoice import Line, Share
from service.domain.money import ZERO, exact, money, step_of, unit_price
from service.domain.period import Period, text_of
from service.domain.pricing.correcting import Correction
from service.domain.pricing.tariff import MANY
from service.domain.terms.cadence import named


class Corrected(NamedTuple):
    """A draft's lines with its corrections, and what is still owed to the client."""

    lines: list[Line]
    notes: tuple[str, ...] = ()


def corrected(batch: Batch, lines: list[Line], account: Account, found: Iterable[Correction]) -> Corrected:
    """The lines with one for each role and window of which earlier invoices billed another price; never below zero."""
    groups: dict[tuple[str, Period, str], list[Correction]] = defaultdict(list)
    for one in found if lines else ():
        if one.sow == batch.sow.id:
            groups[one.tier, one.window, one.role].append(one)
    notes: list[str] = []
    for (tier, days, role), group in groups.items():
        begins = f"correction/{batch.sow.id}/{tier}.{text_of(days)}.{role}/"
        due = sum((one.amount - one.billed for one in group), ZERO) - account.sum(begins)
        amount = max(due, -sum((line.amount for line in lines), ZERO))
        if amount:
            claim = account.next(f"{begins}{text_of(batch.period)}")
            lines = [*lines, _line(batch, group, amount, claim, account.sum(begins))]
        if due < amount:
            left = money(amount - due, batch.sow.currency)
            notes.append(f"{left} for the volume of {named(days)} is still to be given back: with the next invoice.")
    return Corrected(lines, tuple(notes))


def _line(batch: Batch, group: Sequence[Correction], amount: Decimal, claim: str, before: Decimal) -> Line:
    currency, first = batch.sow.currency, group[0]
    role = first.role.replace("_", " ").capitalize()
    text = " · ".join(filter(None, (f"Volume of {named(first.window)}", role, "correction of earlier invoices")))
    told = [_told(one, currency) for one in group]
    told += [f"Corrected before: {money(before, currency)}."] if before else []
    item, share = batch.sow.invoicing.item_for(first.role), Share(claim, claim, ZERO, amount)
    return Line(text, None, None, item, batch.last_day, (share,), amount, step_of(currency), "correction",
                role=first.role, steps=(f"Set right here: {money(amount, currency)}.", *told))  # fmt: skip


def _told(one: Correction, currency: str) -> str:
    """60 h billed at 140.00 EUR, now at 126.00 EUR (past 100 h x 0.90): 7,560.00 EUR instead of 8,400.00 EUR."""
    why = f" ({one.why})" if one.why else ""
    return (
        f"{exact(one.quantity)} {MANY[one.unit]} billed at {unit_price(one.before, currency)}, now at "
        f"{unit_price(one.price, currency)}{why}: {money(one.amount, currency)} instead of "
        f"{money(one.billed, currency)}."
    )
