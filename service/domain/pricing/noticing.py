"""Thresholds of a retainer: a period's hours are nearly used up, and somebody wants to hear of it once."""

from decimal import Decimal

from service.domain.hours.bill import Reached
from service.domain.pricing.meter import Gauge, Room
from service.domain.terms.cap import Cap
from service.domain.terms.retainer import Retainer


class Notices:
    """What is to be told on the way through one period; rolled hours count among what the period pays for."""

    __slots__ = ("floor", "limit", "room")

    def __init__(self, retainer: Retainer, limit: Decimal) -> None:
        measure = "billed_hours" if retainer.hours is not None else "money"
        cap = Cap(retainer.name, "retainer", limit, retainer.period, "notify", measure,
                  thresholds=retainer.thresholds, clause=retainer.clause)  # fmt: skip
        self.room = Room(cap, limit, Gauge())
        self.limit = limit
        self.floor = limit - self.room.quiet
        """As long as more than this is left, there is nothing to tell."""

    def reached(self, left: Decimal) -> list[Reached]:
        """The thresholds that are reached now that so much is left; from now on they are told."""
        used = self.room.gauge.used = self.limit - left
        marks = self.room.reached()
        self.floor = self.limit - self.room.quiet
        return [Reached(self.room.cap, mark, used, self.limit) for mark in marks]
