"""Prices that change with the volume of a window: step by step, or for all units at the step that is reached."""

from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import NamedTuple

from service.domain.money import CENT, plain
from service.domain.phrase import Saying, phrase
from service.domain.pricing.meter import ENDLESS, Gauge
from service.domain.pricing.slip import Piece
from service.domain.terms.ratecard import Step, Tier


class Tiered(NamedTuple):
    """A piece at one step of a tier."""

    piece: Piece
    factor: Decimal = Decimal(1)
    why: Saying = ""


class Stair:
    """How far a graduated tier has been climbed in one window."""

    __slots__ = ("factor", "gauge", "step", "tier", "up_to", "why")

    def __init__(self, tier: Tier, gauge: Gauge) -> None:
        self.tier = tier
        self.gauge = gauge
        self.climb()

    def climb(self) -> None:
        """Find the step that the next hour falls on."""
        steps = self.tier.steps
        place = next((n for n, one in enumerate(steps) if one.up_to is None or one.up_to > self.gauge.used), -1)
        self.up_to = (steps[place].up_to if place >= 0 else None) or ENDLESS
        self.factor = steps[place].factor
        self.step = place % len(steps)
        self.why = _named(self.tier, self.step)


def graduated(piece: Piece, tier: Tier, used: Decimal, price: Decimal) -> list[Tiered]:
    """A piece parted at the steps it crosses; `price` turns hours into money where the tier counts that."""
    found = []
    in_money = tier.measure == "money"
    for number, step in enumerate(tier.steps):
        room = (
            piece.hours if step.up_to is None else _hours(step.up_to - used, piece.weight * (price if in_money else 1))
        )
        part = piece.of(min(piece.hours, room)) if room > 0 else piece.of(Decimal(0))
        if part.hours:
            found.append(Tiered(part, step.factor, _named(tier, number)))
            used += part.hours * part.weight * (price if in_money else 1)
            piece = piece.of(piece.hours - part.hours)
    return found


def _hours(room: Decimal, each: Decimal) -> Decimal:
    """How many hours fit, where each of them takes so much."""
    return (room / each).quantize(CENT, ROUND_FLOOR) if each not in (0, 1) else room


def reached(tier: Tier, total: Decimal) -> tuple[Step, Saying]:
    """The step at which all units of a window are priced, and how a sentence names it."""
    for number, step in enumerate(tier.steps):
        if step.up_to is None or total <= step.up_to:
            return step, _named(tier, number)
    return tier.steps[-1], _named(tier, len(tier.steps) - 1)


@lru_cache(maxsize=1_000)
def _named(tier: Tier, number: int) -> Saying:
    """How a step is named: past 100 h x 0.90; the first step at the full price has no name."""
    step = tier.steps[number]
    if step.factor == 1:
        return ""
    begins = tier.steps[number - 1].up_to if number else None
    where = phrase("from the first hour")
    if begins is not None:
        where = phrase("past {begins}" if tier.measure == "money" else "past {begins} h", begins=plain(begins))
    told = phrase("{where} x {factor}", where=where, factor=plain(step.factor))
    return phrase("{told}, {clause}", told=told, clause=tier.clause) if tier.clause else told
