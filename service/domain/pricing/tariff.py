"""The price of a unit of work, and what hours come to at it."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.bill import Bill
from service.domain.money import ZERO, half_up, money, plain, step_of, unit_price
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow

ONE = Decimal(1)
FINEST = Decimal("0.00001")
"""More decimals than this no price has."""
UNITS = {"quarter_hour": "quarter_hour", "day": "day", "fixed": "item"}
MANY = {
    "h": phrase("h"),
    "weighted_h": phrase("weighted h"),
    "quarter_hour": phrase("quarter hours"),
    "day": phrase("days"),
    "item": phrase("item"),
}
"""The units of a price by their names, as a sentence counts them."""


class Priced(NamedTuple):
    """Hours at a price: the three figures of a line, and the sentence that says them."""

    quantity: Decimal
    amount: Decimal
    sentence: Phrase


class Usual(NamedTuple):
    """What so many raw hours come to where nothing gets in their way."""

    hours: Decimal
    amount: Decimal
    bill: Bill


class Tariff:
    """A rate card with all that raises or lowers it for some hours; what was worked out once is kept."""

    __slots__ = ("card", "known", "price", "said", "sow", "step", "stepped", "unit", "usual", "weight",
                 "why", "words")  # fmt: skip

    def __init__(
        self, sow: Sow, card: RateCard, factor: Decimal = ONE, weight: Decimal = ONE, why: Saying = "",
        words: Saying = "",
    ) -> None:  # fmt: skip
        self.sow = sow
        self.card = card
        self.price = normal_price(card.rate * factor)
        self.weight = weight
        self.why = why
        self.unit = UNITS.get(card.per, "h" if weight == 1 else "weighted_h")
        self.step = step_of(sow.currency)
        told = (named(card), _since(card), why, card.clause)
        self.words = words or joined(", ", (part for part in told if part))
        """Whose price it is and why, as it stands in each sentence."""
        self.said = unit_price(self.price, sow.currency)
        self.known: dict[Decimal, Priced] = {}
        self.usual: tuple[dict[Decimal, Usual], dict[Decimal, Usual]] = {}, {}
        """By raw hours, for rows whose price is settled and for those whose price is provisional."""
        self.stepped: dict[int, Tariff] = {}
        """By the step of the tier."""

    def of(self, hours: Decimal) -> Priced:
        """What hours come to."""
        found = self.known.get(hours)
        if found is None:
            found = self.known[hours] = self._of(hours)
        return found

    def _of(self, hours: Decimal) -> Priced:
        quantity = self.quantity(hours)
        amount = half_up(quantity * self.price, self.step)
        said = money(amount, self.sow.currency)
        if self.unit == "h" and self.weight == 1:
            return Priced(quantity, amount, phrase("{hours} h x {price} ({words}) = {amount}.", hours=plain(hours),
                                                   price=self.said, words=self.words, amount=said))  # fmt: skip
        counted = self._counted(hours, quantity)
        return Priced(quantity, amount, phrase("{counted} x {price} ({words}) = {amount}.", counted=counted,
                                               price=self.said, words=self.words, amount=said))  # fmt: skip

    def _counted(self, hours: Decimal, quantity: Decimal) -> Phrase:
        """Hours that count more than once, or in another unit."""
        counted = phrase("{hours} h", hours=plain(hours))
        if self.weight != 1:
            counted = phrase("{hours} h x {weight}", hours=plain(hours), weight=plain(self.weight))
        if self.unit in ("h", "weighted_h"):
            return counted
        return phrase("{hours} = {quantity} {unit}", hours=counted, quantity=plain(quantity), unit=MANY[self.unit])

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


def named(card: RateCard) -> Phrase:
    """What a card is for, in a few words."""
    kind = card.category.said if card.category else ""
    parts = [part for part in (card.person, card.role.replace("_", " "), kind, card.line, card.project) if part]
    who = joined(", ", parts) if parts else phrase("everybody")
    if card.factor is None:
        return who
    return phrase("{who} at {factor} of the usual price", who=who, factor=plain(card.factor))


def _since(card: RateCard) -> Saying:
    return phrase("from {day}", day=card.days.first) if card.days.first else ""
