"""The price of a unit of work, and what hours come to at it."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.bill import Bill
from service.domain.money import ZERO, half_up, money, plain, step_of, unit_price
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow

ONE = Decimal(1)
FINEST = Decimal("0.00001")
"""More decimals than this no price has."""
UNITS = {"quarter_hour": "quarter hour", "day": "day", "fixed": "item"}
MANY = {"h": "h", "weighted h": "weighted h", "quarter hour": "quarter hours", "day": "days", "item": "item"}


class Priced(NamedTuple):
    """Hours at a price: the three figures of a line, and the sentence that says them."""

    quantity: Decimal
    amount: Decimal
    sentence: str


class Usual(NamedTuple):
    """What so many raw hours come to where nothing gets in their way."""

    hours: Decimal
    amount: Decimal
    bill: Bill


class Tariff:
    """A rate card with all that raises or lowers it for some hours; what was worked out once is kept."""

    __slots__ = ("card", "known", "price", "said", "sow", "step", "stepped", "unit", "usual", "weight",
                 "why")  # fmt: skip

    def __init__(
        self, sow: Sow, card: RateCard, factor: Decimal = ONE, weight: Decimal = ONE, why: str = "", words: str = ""
    ) -> None:
        self.sow = sow
        self.card = card
        self.price = normal_price(card.rate * factor)
        self.weight = weight
        self.why = why
        self.unit = UNITS.get(card.per, "h" if weight == 1 else "weighted h")
        self.step = step_of(sow.currency)
        words = words or ", ".join(part for part in (named(card), _since(card), why, card.clause) if part)
        self.said = f" x {unit_price(self.price, sow.currency)} ({words}) = "
        """The price as it stands in each sentence, between hours and amount."""
        self.known: dict[Decimal, Priced] = {}
        self.usual: tuple[dict[Decimal, Usual], dict[Decimal, Usual]] = {}, {}
        """By raw hours, for rows whose price is settled and for those whose price is provisional."""
        self.stepped: dict[str, Tariff] = {}
        """By what a step of a tier is called."""

    def of(self, hours: Decimal) -> Priced:
        """What hours come to."""
        found = self.known.get(hours)
        if found is None:
            found = self.known[hours] = self._of(hours)
        return found

    def _of(self, hours: Decimal) -> Priced:
        quantity = self.quantity(hours)
        amount = half_up(quantity * self.price, self.step)
        counted = f"{plain(hours)} h"
        if self.weight != 1:
            counted = f"{counted} x {plain(self.weight)}"
        if self.unit not in ("h", "weighted h"):
            counted = f"{counted} = {plain(quantity)} {MANY[self.unit]}"
        return Priced(quantity, amount, f"{counted}{self.said}{money(amount, self.sow.currency)}.")

    def quantity(self, hours: Decimal) -> Decimal:
        """What an invoice counts for these hours, with the decimals that it shows."""
        if self.card.per == "fixed":
            return Decimal(1) if hours else ZERO
        weighted = hours * self.weight
        if self.card.per == "day":
            weighted /= self.sow.hours_per_day
        elif self.card.per == "quarter_hour":
            weighted *= 4
        return half_up(weighted, Decimal(1).scaleb(-self.sow.hours_decimals))


def normal_price(price: Decimal) -> Decimal:
    """A price without idle digits: two decimals at least, five at most."""
    fine = half_up(price, FINEST).normalize()
    exponent = fine.as_tuple().exponent
    return fine if isinstance(exponent, int) and exponent < -2 else fine.quantize(Decimal("0.01"))


def named(card: RateCard) -> str:
    """What a card is for, in a few words."""
    kind = card.category.value.lower() if card.category else ""
    parts = [card.person, card.role.replace("_", " "), kind, card.line, card.project]
    who = ", ".join(part for part in parts if part) or "everybody"
    return f"{who} at {plain(card.factor)} of the usual price" if card.factor is not None else who


def _since(card: RateCard) -> str:
    return f"from {card.days.first}" if card.days.first else ""
