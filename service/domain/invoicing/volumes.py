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
from service.domain.phrase import Phrase, phrase
from service.domain.pricing.correcting import Correction
from service.domain.pricing.tariff import MANY
from service.domain.terms.cadence import named


class Corrected(NamedTuple):
    """A draft's lines with its corrections, and what is still owed to the client."""

    lines: list[Line]
    notes: tuple[Phrase, ...] = ()


def corrected(batch: Batch, lines: list[Line], account: Account, found: Iterable[Correction]) -> Corrected:
    """The lines with one for each role and window of which earlier invoices billed another price; never below zero."""
    groups: dict[tuple[str, Period, str], list[Correction]] = defaultdict(list)
    for one in found if lines else ():
        if one.sow == batch.sow.id:
            groups[one.tier, one.window, one.role].append(one)
    notes: list[Phrase] = []
    for (tier, days, role), group in groups.items():
        begins = f"correction/{batch.sow.id}/{tier}.{text_of(days)}.{role}/"
        due = sum((one.amount - one.billed for one in group), ZERO) - account.sum(begins)
        amount = max(due, -sum((line.amount for line in lines), ZERO))
        if amount:
            claim = account.next(f"{begins}{text_of(batch.period)}")
            lines = [*lines, _line(batch, group, amount, claim, account.sum(begins))]
        if due < amount:
            notes.append(phrase(
                "{left} for the volume of {period} is still to be given back: with the next invoice.",
                left=money(amount - due, batch.sow.currency), period=named(days),
            ))  # fmt: skip
    return Corrected(lines, tuple(notes))


def _line(batch: Batch, group: Sequence[Correction], amount: Decimal, claim: str, before: Decimal) -> Line:
    currency, first = batch.sow.currency, group[0]
    role = first.role.replace("_", " ").capitalize()
    text = phrase(
        "Volume of {period} · {role} · correction of earlier invoices" if role
        else "Volume of {period} · correction of earlier invoices", period=named(first.window), role=role,
    )  # fmt: skip
    told = [phrase("Set right here: {amount}.", amount=money(amount, currency))]
    told += [_told(one, currency) for one in group]
    told += [phrase("Corrected before: {amount}.", amount=money(before, currency))] if before else []
    item, share = batch.sow.invoicing.item_for(first.role), Share(claim, claim, ZERO, amount)
    return Line(text, None, None, item, batch.last_day, (share,), amount, step_of(currency), "correction",
                role=first.role, steps=tuple(told))  # fmt: skip


def _told(one: Correction, currency: str) -> Phrase:
    """60 h billed at 140.00 EUR, now at 126.00 EUR (past 100 h x 0.90): 7,560.00 EUR instead of 8,400.00 EUR."""
    return phrase(
        "{quantity} {unit} billed at {before}, now at {price} ({why}): {amount} instead of {billed}." if one.why
        else "{quantity} {unit} billed at {before}, now at {price}: {amount} instead of {billed}.",
        quantity=exact(one.quantity), unit=MANY[one.unit], before=unit_price(one.before, currency),
        price=unit_price(one.price, currency), why=one.why, amount=money(one.amount, currency),
        billed=money(one.billed, currency),
    )  # fmt: skip
