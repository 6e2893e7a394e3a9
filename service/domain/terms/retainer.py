"""Sums paid ahead that cover some work first: retainers by the period, and prepaid blocks of hours."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.category import Category
from service.domain.money import ZERO
from service.domain.terms.cap import Threshold


class Rollover(NamedTuple):
    """What becomes of hours that a period leaves unused."""

    share: Decimal = ZERO
    """0: they lapse; 1: all of them roll over."""
    cap_hours: Decimal | None = None
    """The most that may lie in the bank."""
    expires_after_periods: int | None = None
    """How many periods later they lapse; None: with the retainer."""
    oldest_first: bool = True
    """Whether rolled hours are used before those of the period itself, the oldest first."""
    only_if_hours_over: Decimal = ZERO
    """Only plans with more hours than this roll over at all."""


@dataclass(frozen=True, slots=True)
class Retainer:
    """A fixed sum a period that covers some hours (or some money of work) first."""

    hours: Decimal | None
    """Hours a period pays for; None where it is money of work that is covered."""
    fee: Decimal | None
    overage_rate: Decimal | None = None
    """The price of an hour past it; None: the card rate."""
    projects: tuple[str, ...] = ()
    """The projects it covers; blank for all of the SOW."""
    name: str = "Retainer"
    lines: tuple[str, ...] = ()
    categories: frozenset[Category] = frozenset()
    money: Decimal | None = None
    """Work at card rates that a period pays for, where it is not hours."""
    period: str = "month"
    """month, contract_month or quarter."""
    rollover: Rollover = Rollover()
    deficit_carried: bool = False
    """Whether hours past a period are taken from the next one instead of being billed."""
    free_band: Decimal = ZERO
    """Hours past the period that are free."""
    preapproved: Decimal | None = None
    """Hours of overage that the client agreed to ahead; None: no limit, each month acknowledged."""
    beyond: str = "block"
    """What happens past the pre-approved hours: block, acknowledge or clip."""
    overage_needs_approval: bool = False
    in_advance: bool = True
    """Whether the fee of a period is billed at its beginning or at its end; only the fee's date follows from it."""
    prorated: bool = False
    """Whether the fee of a broken first or last period is its share in days; hours never are."""
    opening: Decimal = ZERO
    """Hours brought in from before the first period of the SOW."""
    thresholds: tuple[Threshold, ...] = ()
    clause: str = ""


class Price(NamedTuple):
    """What an hour costs in a block of at least so many hours."""

    hours: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Prepaid:
    """A block of hours paid ahead and used up over time."""

    id: str
    hours: Decimal
    price: Decimal
    bought: date
    """The day from which it may be used; the SOW's first day where the file says nothing."""
    valid_until: date | None = None
    rest: str = "forfeit"
    """What happens to hours left at the end: forfeit, or refund (a line for a person to write)."""
    projects: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    billed: bool = False
    """Whether its price was billed already, outside Tickmark."""
    clause: str = ""
