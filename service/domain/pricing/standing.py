"""How a retainer stands in one period, and what the next one begins with: a chain without memory of its own."""

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from service.domain.money import CENT, ZERO
from service.domain.terms.retainer import Retainer


class Rolled(NamedTuple):
    """Hours that an earlier period left."""

    number: int
    """The period they come from, counted from 1; 0 for what was brought in."""
    left: Decimal


class Standing(NamedTuple):
    """What is left of a retainer in one period: hours, or money where it covers money."""

    number: int
    size: Decimal
    """What the period itself pays for."""
    own: Decimal
    """What is left of it."""
    bank: tuple[Rolled, ...] = ()
    """The oldest first."""
    short: Decimal = ZERO
    """What was taken from the next period."""
    free: Decimal = ZERO
    """What is left of the free band."""
    past: Decimal = ZERO
    """Hours of overage so far."""

    @property
    def left(self) -> Decimal:
        """All that may still be drawn."""
        return self.own + sum((rolled.left for rolled in self.bank), ZERO)


def size_of(retainer: Retainer) -> Decimal:
    """What a period pays for, in hours or in money."""
    return (retainer.hours if retainer.hours is not None else retainer.money) or ZERO


def opened(retainer: Retainer, opening: Decimal = ZERO) -> Standing:
    """The first period."""
    bank = (Rolled(0, opening),) if opening else ()
    return Standing(1, size_of(retainer), size_of(retainer), bank, free=retainer.free_band)


def following(before: Standing, retainer: Retainer) -> Standing:
    """The period after another: what rolls over is in the bank, what was taken ahead is gone."""
    number, size = before.number + 1, size_of(retainer)
    bank = (*before.bank, Rolled(before.number, rolled_over(before, retainer)))
    bank = tuple(one for one in bank if one.left and not _expired(one, number, retainer))
    own, short = max(ZERO, size - before.short), max(ZERO, before.short - size)
    return Standing(number, size, own, _banked(bank, retainer), short, retainer.free_band)


def rolled_over(standing: Standing, retainer: Retainer) -> Decimal:
    """What the period's own rest brings to the next one."""
    rollover = retainer.rollover
    if not rollover.share or standing.size <= rollover.only_if_hours_over:
        return ZERO
    return (max(ZERO, standing.own) * rollover.share).quantize(CENT, ROUND_FLOOR)


def drawn(standing: Standing, wanted: Decimal, retainer: Retainer) -> tuple[Standing, Decimal]:
    """As much as there is, from the sources in the agreed order; and how much that was."""
    left = wanted
    own, bank = standing.own, list(standing.bank)
    places = list(range(len(bank))) if retainer.rollover.oldest_first else list(reversed(range(len(bank))))
    order = [*places, -1] if retainer.rollover.oldest_first else [-1, *places]
    for place in order:
        have = own if place == -1 else bank[place].left
        taken = min(left, max(ZERO, have))
        left -= taken
        if place == -1:
            own -= taken
        else:
            bank[place] = bank[place]._replace(left=have - taken)
    return standing._replace(own=own, bank=tuple(one for one in bank if one.left)), wanted - left


def _expired(rolled: Rolled, number: int, retainer: Retainer) -> bool:
    after = retainer.rollover.expires_after_periods
    return after is not None and number > rolled.number + after


def _banked(bank: tuple[Rolled, ...], retainer: Retainer) -> tuple[Rolled, ...]:
    """The bank within its limit; what does not fit is the newest."""
    limit = retainer.rollover.cap_hours
    if limit is None:
        return bank
    kept: list[Rolled] = []
    for rolled in bank:
        room = limit - sum((one.left for one in kept), ZERO)
        if room > 0:
            kept.append(rolled._replace(left=min(rolled.left, room)))
    return tuple(kept)
