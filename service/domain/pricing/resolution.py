"""Which rate card prices a row: the first hit of the SOW's order, and a factor card on top of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from service.domain.category import Category
from service.domain.period import Period
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow

DAY = timedelta(days=1)


class Asked(NamedTuple):
    """What of a row decides its price; the category only where a person has settled it."""

    person: str = ""
    role: str = ""
    project: str = ""
    line: str = ""
    category: Category | None = None


def card_for(sow: Sow, asked: Asked, day: date) -> RateCard | None:
    """The card that prices the row on `day`; one with a factor takes its share of what would hold without it."""
    fitting = [card for card in sow.rates if day in card.days and _fits(card, asked)]
    plain = _first([card for card in fitting if card.factor is None], sow.resolve)
    share = _first([card for card in fitting if card.factor is not None], sow.resolve)
    if plain is None or share is None or share.factor is None:
        return plain
    return share._replace(rate=plain.rate * share.factor, per=plain.per, days=_common(plain.days, share.days))


def steady(sow: Sow, day: date) -> tuple[date, date]:
    """The first and last day around `day` between which no card begins or ends."""
    first, last = date.min, date.max
    for card in sow.rates:
        begins, ends = card.days.first or date.min, card.days.last or date.max
        for edge in (begins, ends + DAY if ends < date.max else ends):
            if edge <= day:
                first = max(first, edge)
            elif edge < date.max:
                last = min(last, edge - DAY)
    return first, last


def _fits(card: RateCard, asked: Asked) -> bool:
    return (
        card.person in ("", asked.person)
        and card.role in ("", asked.role)
        and card.project in ("", asked.project)
        and card.line in ("", asked.line)
        and card.category in (None, asked.category)
    )


def _first(cards: Iterable[RateCard], order: tuple[str, ...]) -> RateCard | None:
    """The card whose kind stands first in the order; a kind that is not in it comes after all that are."""
    places = {kind: place for place, kind in enumerate(order)}
    return min(cards, key=lambda card: places.get("+".join(card.named), len(order)), default=None)


def _common(one: Period, other: Period) -> Period:
    firsts = [day for day in (one.first, other.first) if day]
    lasts = [day for day in (one.last, other.last) if day]
    return Period(max(firsts, default=None), min(lasts, default=None))
