"""What a retainer or a prepaid block pays for, and what becomes of the hours past it."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from service.domain.hours.bill import Over, Reached
from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, money, plain
from service.domain.period import DAY, Period
from service.domain.phrase import Phrase, joined, phrase
from service.domain.pricing.letting import BEYOND, OVERAGE, Let
from service.domain.pricing.noticing import Notices
from service.domain.pricing.slip import Piece, Slip
from service.domain.pricing.standing import Standing, drawn, following, opened
from service.domain.terms.cadence import SPANS, window
from service.domain.terms.cap import Cap
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Sow

Worth = Callable[[Decimal], Decimal]
"""What hours come to at the price of the card."""
new = tuple.__new__
PERIODS = {**SPANS, "contract_month": phrase("contract month")}
BEYONDS = {"block": phrase("block"), "clip": phrase("clip"), "notify": phrase("notify"),
           "acknowledge": phrase("acknowledge")}  # fmt: skip
"""What happens to hours past those that were agreed ahead."""
PLACES = {0: Decimal(1), 1: Decimal("0.1"), 2: Decimal("0.01"), 3: Decimal("0.001"), 4: Decimal("0.0001")}


class Used(NamedTuple):
    """What invoiced rows have taken of one period."""

    drawn: Decimal = ZERO
    free: Decimal = ZERO
    past: Decimal = ZERO


class Paying(NamedTuple):
    """A period that pays for a row whole."""

    first: date
    retainer: Retainer
    standing: Standing
    left: Decimal
    """What it has left of its own hours then."""


class Account:
    """A retainer over the periods of a SOW, each opened when the first row asks for it."""

    __slots__ = ("begins", "firsts", "frozen", "notices", "sow", "standings")

    def __init__(self, sow: Sow, earliest: date) -> None:
        self.sow = sow
        self.begins = max(earliest, sow.days.first or earliest)
        """Of periods before the first row nothing is known, so nothing is taken from them."""
        self.frozen: dict[date, Used] = {}
        self.standings: dict[date, Standing] = {}
        self.notices: dict[date, Notices] = {}
        self.firsts: dict[date, tuple[date, Retainer | None]] = {}
        """The first day of the period of each day, and the terms where they are of hours."""

    def terms(self, day: date) -> Retainer | None:
        """The retainer as it is agreed on a day."""
        return self.sow.on(day).retainer

    def period(self, day: date) -> Period:
        """The period that holds `day`."""
        retainer = self.terms(day)
        return window(self.sow, retainer.period if retainer else "month", day)

    def freeze(self, day: date, used: Used) -> Used:
        """Count what an invoiced row has taken; what all of its period have comes back."""
        first = self.period(day).first or day
        before = self.frozen.get(first, Used())
        self.frozen[first] = Used(before.drawn + used.drawn, before.free + used.free, before.past + used.past)
        return self.frozen[first]

    def at(self, day: date) -> Standing:
        """How it stands in the period of `day`; all periods before are opened first."""
        first = self.period(day).first or day
        if first not in self.standings:
            self.standings[first] = self._open(first)
        return self.standings[first]

    def may_pay(self, day: date, hours: Decimal) -> Paying | None:
        """The period that can pay for all of it out of its own hours and keep some, with nothing else to be said."""
        first, retainer = self.firsts.get(day) or self._first(day)
        standing = self.standings.get(first)
        if standing is None or retainer is None or standing.bank:
            return None
        left = standing.own - hours
        return new(Paying, (first, retainer, standing, left)) if left > self.notices[first].floor else None

    def pays(self, paying: Paying, hours: Decimal) -> Phrase:
        """Pay for hours that may be paid so, and say it."""
        first, retainer, (number, size, own, bank, short, free, past), left = paying
        self.standings[first] = new(Standing, (number, size, left, bank, short, free, past))
        return _told(retainer, own, hours, ZERO, ZERO, self.sow.currency)

    def _first(self, day: date) -> tuple[date, Retainer | None]:
        retainer = self.terms(day)
        self.firsts[day] = found = (self.period(day).first or day, retainer if retainer and retainer.hours else None)
        return found

    def put(self, day: date, standing: Standing) -> list[Reached]:
        """Keep how it stands after a row; the thresholds that are reached with it come back."""
        first = self.period(day).first or day
        self.standings[first] = standing
        return self.notices[first].reached(standing.left)

    def _open(self, first: date) -> Standing:
        cursor = self.period(min(self.begins, first))
        before: Standing | None = None
        while True:
            begins, last = cursor.first or first, cursor.last or first
            if begins not in self.standings:
                self.standings[begins] = self._begun(begins, last, before)
            if begins >= first:
                return self.standings[begins]
            before, cursor = self.standings[begins], self.period(last + DAY)

    def _begun(self, begins: date, last: date, before: Standing | None) -> Standing:
        retainer = self.terms(min(last, max(begins, self.sow.days.first or begins))) or Retainer(ZERO, None)
        at_first = self.sow.days.first is None or begins <= self.sow.days.first <= last
        if before is None:
            standing = opened(retainer, retainer.opening if at_first else ZERO)
        else:
            standing = following(before, retainer)
        used, self.notices[begins] = self.frozen.get(begins, Used()), Notices(retainer, standing.left)
        standing, taken = drawn(standing, used.drawn, retainer)
        self.notices[begins].reached(standing.left)  # told when those rows were billed
        return standing._replace(
            short=standing.short + used.drawn - taken, free=max(ZERO, standing.free - used.free), past=used.past
        )

    def may_run_short(self, day: date) -> bool:
        """Whether hours may be taken from the next period: it is agreed, and there is one."""
        retainer, last = self.terms(day), self.period(day).last
        return retainer is not None and retainer.deficit_carried and last is not None and last + DAY in self.sow.days


def is_covered(retainer: Retainer | None, work: Work) -> bool:
    """Whether the row draws on the retainer; by its category only where a person has settled it."""
    if retainer is None:
        return False
    project = work.project.id if work.project else ""
    category = work.category if work.settled else None
    return (
        (not retainer.projects or project in retainer.projects)
        and (not retainer.lines or work.line in retainer.lines)
        and (not retainer.categories or category in retainer.categories)
    )


def under_retainer(slip: Slip, piece: Piece, account: Account, worth: Worth) -> list[Piece]:
    """What the retainer leaves to be billed of a piece."""
    retainer = account.terms(piece.day)
    if retainer is None or piece.price is not None:
        return [piece]
    before = account.at(piece.day)
    wanted = piece.hours * piece.weight if retainer.hours is not None else worth(piece.hours)
    standing, taken = drawn(before, wanted, retainer)
    covered = share_of(slip, piece, taken, wanted)
    rest = piece.of(piece.hours - covered)
    free = share_of(slip, rest, min(standing.free, rest.hours * rest.weight), rest.hours * rest.weight)
    standing = standing._replace(free=standing.free - free * rest.weight)
    rest = rest.of(rest.hours - free)
    if rest.hours and account.may_run_short(piece.day):
        standing = standing._replace(short=standing.short + rest.hours * rest.weight)
        covered, taken, rest = covered + rest.hours, taken + rest.hours * rest.weight, rest.of(ZERO)
    slip.in_fee += covered
    slip.free += free
    slip.drawn += taken
    slip.steps.append(_told(retainer, before.left, covered, free, rest.hours, slip.currency))
    pieces, standing = _past(slip, rest, standing, retainer)
    slip.reached += account.put(piece.day, standing)
    return pieces


def share_of(slip: Slip, piece: Piece, taken: Decimal, wanted: Decimal) -> Decimal:
    """How many hours of a piece have been taken, in the decimals that are shown."""
    if not piece.hours or taken >= wanted:
        return piece.hours
    sow = slip.work.sow
    return (piece.hours * taken / wanted).quantize(PLACES[sow.hours_decimals if sow else 2], ROUND_FLOOR)


def _past(slip: Slip, rest: Piece, standing: Standing, retainer: Retainer) -> tuple[list[Piece], Standing]:
    """Overage up to what was approved ahead, and what happens beyond."""
    if not rest.hours:
        return [], standing
    room = rest.hours if retainer.preapproved is None else max(ZERO, retainer.preapproved - standing.past)
    let = slip.lets.past(slip.work, BEYOND, rest.hours - min(rest.hours, room))
    room = min(rest.hours, room) + (let.amount if let else ZERO)
    within, beyond = rest.of(room), rest.of(rest.hours - room)
    standing = standing._replace(past=standing.past + rest.hours)
    pieces = [within] if within.hours else []
    limit = retainer.preapproved or ZERO
    cap = Cap(retainer.name, "retainer", limit, retainer.period, retainer.beyond, clause=retainer.clause)
    if beyond.hours or let:
        used = standing.past - rest.hours
        slip.over.append(_over(slip, Over(cap, used, within.hours, beyond.hours, limit), let))
    if beyond.hours:
        slip.steps.append(phrase(
            "{past} h past the {limit} h of overage agreed ahead: {outcome}.",
            past=plain(beyond.hours), limit=plain(limit), outcome=BEYONDS.get(cap.action, cap.action),
        ))  # fmt: skip
        if cap.action == "block":
            slip.held += beyond.hours
        elif cap.action == "clip":
            slip.written_down += beyond.hours
        else:
            pieces.append(beyond)
    billed = sum((piece.hours for piece in pieces), ZERO)
    slip.overage += billed
    let = slip.lets.past(slip.work, OVERAGE, billed)
    if let:
        size = retainer.hours or ZERO
        cap = Cap(retainer.name, "overage", size, retainer.period, "acknowledge", clause=retainer.clause)
        slip.over.append(_over(slip, Over(cap, size + standing.past - rest.hours, billed, ZERO, size), let))
    return [piece._replace(kind="overage", price=retainer.overage_rate) for piece in pieces], standing


def _over(slip: Slip, over: Over, let: Let | None) -> Over:
    """What went past, with the waiver that lets some of it past."""
    if let is None:
        return over
    slip.steps.append(let.of_limit(over.cap, slip.currency))
    return over._replace(waived=let.amount, waiver=let.waiver)


def _told(retainer: Retainer, before: Decimal, covered: Decimal, free: Decimal, past: Decimal, currency: str) -> Phrase:
    """Kept short for the row that is covered whole: most of them are."""
    left = f"{plain(before)} h" if retainer.hours is not None else money(before, currency)
    name, period = f"{retainer.name}, {retainer.clause}" if retainer.clause else retainer.name, PERIODS[retainer.period]
    if not (free or past):
        return phrase("{retainer}: {left} left of the {period}; {covered} h in the fee.", retainer=name, left=left,
                      period=period, covered=plain(covered))  # fmt: skip
    parts = [phrase("{covered} h in the fee", covered=plain(covered))]
    parts += [phrase("{free} h free", free=plain(free))] if free else []
    parts += [phrase("{past} h past it", past=plain(past))] if past else []
    return phrase("{retainer}: {left} left of the {period}; {parts}.", retainer=name, left=left, period=period,
                  parts=joined(", ", parts))  # fmt: skip
