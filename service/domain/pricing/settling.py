"""One piece of a row on its way to an amount: caps on hours, retainer, tiers, price, caps on money."""

from collections.abc import Hashable, Mapping
from decimal import Decimal

from service.domain.hours.bill import Part
from service.domain.money import ZERO, plain
from service.domain.phrase import phrase
from service.domain.pricing.capping import under_hour_caps, under_money_caps
from service.domain.pricing.deal import Deal
from service.domain.pricing.deals import Deals
from service.domain.pricing.prepaying import under_blocks
from service.domain.pricing.retaining import under_retainer
from service.domain.pricing.slip import Piece, Slip
from service.domain.pricing.tiering import Tiered, graduated, reached


class Settler:
    """The steps from rounded hours to parts with a price."""

    __slots__ = ("deals", "totals")

    def __init__(self, deals: Deals, totals: Mapping[Hashable, Decimal]) -> None:
        self.deals = deals
        self.totals = totals

    def settle(self, slip: Slip, piece: Piece, deal: Deal) -> list[Piece]:
        """Price what may be billed now; what is left to later windows comes back."""
        later = []
        for outside in _outside(slip, piece, deal):
            for one in under_hour_caps(slip, outside, deal.hour_counters, deal.tariff):
                if one.since:
                    later.append(one)
                else:
                    self._billed(slip, one, deal)
        return later

    def _billed(self, slip: Slip, piece: Piece, deal: Deal) -> None:
        pieces = [piece]
        if deal.retained:
            pieces = under_retainer(slip, piece, deal.paper.account, deal.worth)
        if deal.paper.blocks:
            project = deal.project
            pieces = [left for one in pieces for left in under_blocks(slip, one, deal.paper.blocks, project)]
        for one in pieces:
            for tiered in self._tiered(one, deal):
                _part(slip, tiered, deal)

    def _tiered(self, piece: Piece, deal: Deal) -> list[Tiered]:
        """The piece at the steps of the SOW's tier; hours at a price of their own have none."""
        tier = deal.tier
        if tier is None or piece.price is not None or deal.card is None:
            return [Tiered(piece)]
        stair = deal.stair(piece.day)
        used, price = stair.gauge.used, deal.card.rate * piece.factor
        stair.gauge.used += piece.hours * piece.weight * (price if tier.measure == "money" else 1)
        if tier.mode == "graduated":
            stair.climb()
            return graduated(piece, tier, used, price)
        step, why = reached(tier, self.totals.get(deal.tier_key(tier, piece.day), ZERO))
        return [Tiered(piece, step.factor, why)]


def _part(slip: Slip, tiered: Tiered, deal: Deal) -> None:
    piece = tiered.piece
    tariff = deal.tariff_for(piece, tiered.factor, tiered.why)
    if tariff is None:
        slip.held += piece.hours
        slip.steps.append(phrase("{hours} h held: no rate is in force.", hours=plain(piece.hours)))
        return
    quantity, amount, sentence = tariff.of(piece.hours)
    if tariff.unit == "item" and any(part.unit == "item" for part in slip.parts):
        quantity, amount = ZERO, ZERO
        sentence = phrase("{hours} h within the fixed price.", hours=plain(piece.hours))
    day = None if piece.day == slip.work.entry.date else piece.day
    part = Part(
        piece.hours, quantity, tariff.price, amount, day, piece.kind, tariff.unit, tariff.card, tariff.why,
        piece.number,
    )  # fmt: skip
    if piece.number > 1:
        sentence = phrase("From {day}: {sentence}", day=piece.day, sentence=sentence)
    slip.steps.append(sentence)
    kept = under_money_caps(slip, part, deal.money_counters, piece.outside)
    if kept is not None:
        slip.parts.append(kept)


def _outside(slip: Slip, piece: Piece, deal: Deal) -> list[Piece]:
    """The piece parted by what a change order takes out of the caps."""
    order = deal.paper.order_of(slip.work.entry, slip.work.entry.day) if deal.paper.orders else None
    if order is None:
        return [piece]
    if order.hours is None:
        return [piece._replace(outside=order.outside)]
    gauge = deal.paper.meter.gauge(("change_order", deal.paper.sow.id, order.id, False))
    within = min(piece.hours, max(ZERO, order.hours - gauge.used))
    gauge.used += within
    parts = [piece.of(within)._replace(outside=order.outside), piece.of(piece.hours - within)]
    return [part for part in parts if part.hours]
