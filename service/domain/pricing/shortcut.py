"""The short way to a bill: for rows within every limit, of which nothing is to be said but their hours and price."""

from datetime import date
from decimal import Decimal

from service.domain.hours.bill import Bill, Part
from service.domain.money import ZERO
from service.domain.phrase import Saying
from service.domain.pricing.deal import Deal, Shortcut
from service.domain.pricing.tariff import Tariff, Usual

new = tuple.__new__


def shortcut_of(deal: Deal) -> Shortcut | None:
    """The short way of a deal's rows; None where something may always happen to them, or others decide on it."""
    if deal.plain:
        return _plainly
    if deal.climbs:
        return _climbing
    return _covered if deal.calm else None


def _plainly(deal: Deal, day: date, raw: Decimal) -> Bill | None:
    """Hours at the card: one bill for all rows that are alike in hours and price."""
    if not deal.first <= day <= deal.last:
        deal.look(day)
    tariff = deal.tariff
    if tariff is None:
        return None
    hours, amount, bill = tariff.usual[deal.provisional].get(raw) or _usual(deal, tariff, raw)
    return bill if deal.takes(day, hours, amount) else None


def _climbing(deal: Deal, day: date, raw: Decimal) -> Bill | None:
    """Hours that stay on one step of a tier."""
    deal.look(day)
    tariff, stair = deal.tariff, deal.stairs.get(day) or deal.stair(day)
    if tariff is None:
        return None
    if stair.factor != 1:
        tariff = deal.paper.stepped(tariff, stair)
    hours, amount, bill = tariff.usual[deal.provisional].get(raw) or _usual(deal, tariff, raw)
    if stair.gauge.used + hours > stair.up_to or not deal.takes(day, hours, amount):
        return None
    stair.gauge.used += hours
    return bill


def _covered(deal: Deal, day: date, raw: Decimal) -> Bill | None:
    """Hours that a retainer pays for whole."""
    paper = deal.paper
    hours, sentence = paper.alone.get(raw) or paper.hours(raw)
    paying = paper.account.may_pay(day, hours)
    if paying is None or not deal.takes(day, hours, ZERO):
        return None
    told = paper.account.pays(paying, hours)
    deal.look(day)
    return new(Bill, (
        deal.shown_rate(), paper.currency, hours, ZERO, hours, ZERO, ZERO, ZERO, (), ZERO, (sentence, told), (),
        ZERO, ZERO, hours, ZERO, None, (), "", deal.provisional, paper.named, (),
    ))  # fmt: skip


def summed(deal: Deal, day: date, hours: Decimal, told: tuple[Saying, ...]) -> Bill | None:
    """The bill of a row whose hours were rounded with others, where it is within every limit."""
    deal.look(day)
    tariff = deal.tariff
    if tariff is None or deal.tier is not None or not deal.takes(day, hours, tariff.of(hours).amount):
        return None
    return _bill(deal, tariff, hours, told)


def _usual(deal: Deal, tariff: Tariff, raw: Decimal) -> Usual:
    hours, sentence = deal.paper.hours(raw)
    bill = _bill(deal, tariff, hours, (sentence,))
    tariff.usual[deal.provisional][raw] = usual = Usual(hours, bill.amount, bill)
    return usual


def _bill(deal: Deal, tariff: Tariff, hours: Decimal, told: tuple[Saying, ...]) -> Bill:
    paper = deal.paper
    quantity, amount, sentence = tariff.of(hours)
    parts: tuple[Part, ...] = ()
    if hours:
        told = (*told, sentence)
        unit, card, why = tariff.unit, tariff.card, tariff.why
        parts = (new(Part, (hours, quantity, tariff.price, amount, None, "work", unit, card, why, 1, False)),)
    return new(Bill, (
        deal.shown_rate(), paper.currency, hours, hours, ZERO, ZERO, ZERO, amount, (), ZERO, told, parts,
        ZERO, ZERO, ZERO, ZERO, None, (), "", deal.provisional, paper.named, (),
    ))  # fmt: skip
