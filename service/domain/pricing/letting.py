"""What waivers let past a limit: as much as the client agreed to, past the one limit that they name."""

from decimal import Decimal
from typing import NamedTuple

from service.domain.hours.layers import waivers_of
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, money, plain
from service.domain.phrase import Phrase, phrase
from service.domain.pricing.meter import Meter
from service.domain.terms.agency import Agency
from service.domain.terms.cap import Cap
from service.domain.terms.waiver import Waiver

OVERAGE, BEYOND = "hours-past-retainer", "overage-past-approved-hours"
"""The checks of hours past a retainer, and of those past what was agreed ahead."""


class Let(NamedTuple):
    """What one waiver lets past on one row."""

    waiver: Waiver
    amount: Decimal
    """Hours, or money where the limit counts money."""
    left: Decimal
    """What it lets past on later rows."""

    def of_limit(self, cap: Cap, currency: str) -> Phrase:
        """month: 3 h let past by a waiver of mia@kite.example (mail of 4 Sep), 1 h left of it: the fair."""
        waiver = self.waiver
        if waiver.money is not None:
            amount, left = money(self.amount, currency), money(self.left, currency)
        else:
            amount, left = f"{plain(self.amount)} h", f"{plain(self.left)} h"
        return phrase(
            "{limit}: {amount} let past by a waiver of {by} ({agreed}), {left} left of it: {reason}.",
            limit=cap.id, amount=amount, by=waiver.by, agreed=waiver.client_approval, left=left, reason=waiver.reason,
        )  # fmt: skip


class Lets:
    """The waivers of limits in one pass over a timesheet, each with what it has let past so far."""

    __slots__ = ("agency", "meter")

    def __init__(self, agency: Agency, meter: Meter) -> None:
        self.agency = agency
        self.meter = meter

    def past(self, work: Work, check: str, wanted: Decimal, cap: Cap | None = None) -> Let | None:
        """Draw on the first waiver of this check that fits the row and is not used up."""
        in_money = cap is not None and cap.measure == "money"
        for waiver in waivers_of(work, self.agency) if wanted > 0 else ():
            size = waiver.money if in_money else waiver.hours
            if waiver.check != check or size is None or (waiver.cap and cap is not None and waiver.cap != cap.id):
                continue
            gauge = self.meter.gauge(("waiver", waiver))
            amount = min(wanted, max(ZERO, size - gauge.used))
            if amount:
                gauge.used += amount
                return Let(waiver, amount, size - gauge.used)
        return None
