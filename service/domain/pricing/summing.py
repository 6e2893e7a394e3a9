"""Hours that are rounded together: the rows that the contract sums first, and what each of them is left with."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, plain
from service.domain.period import week_of
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.pricing.clock import Cut
from service.domain.pricing.rounding import (
    Step,
    after,
    at_least,
    place_of,
    scope_of,
    sentence,
    shown,
    steps_for,
    turn_of,
)  # fmt: skip
from service.domain.pricing.slip import Piece
from service.domain.spelling import normal
from service.domain.terms.cadence import billed_with
from service.domain.terms.ratecard import Minimum, Rounding
from service.domain.terms.sow import Sow

SCOPES = {
    "task": phrase("task"),
    "person_day": phrase("person day"),
    "client_day": phrase("client day"),
    "person_week": phrase("person week"),
    "line": phrase("line"),
    "invoice": phrase("invoice"),
}
"""What rows are rounded together for, as a sentence names it."""


class Measured(NamedTuple):
    """The pieces of a row with the sentences about them, and what the cutting asked."""

    pieces: tuple[Piece, ...]
    steps: tuple[Saying, ...]
    asked: Saying = ""
    waiting: str = ""


class Tally:
    """The hours of one row while step after step is done to its group."""

    __slots__ = ("cut", "frozen", "hours", "rate", "raw", "sow", "told", "work", "worked")

    def __init__(self, work: Work, sow: Sow, cut: Cut, rate: Hashable = None, frozen: Decimal | None = None) -> None:
        self.work = work
        self.sow = sow
        self.cut = cut
        self.rate = rate
        """What tells its price from that of other rows."""
        self.frozen = frozen
        """The hours it was billed with: it counts in its group, and nothing of it changes."""
        self.worked = self.raw = work.entry.worked
        decimals = sow.hours_decimals
        self.hours = [shown(piece.hours, decimals) for piece in cut.pieces]
        """Piece by piece."""
        self.told: list[Phrase] = []
        if len(self.hours) > 1:  # the parts add up to the row
            self.give(shown(self.worked, decimals) - self.whole)

    @property
    def whole(self) -> Decimal:
        """All of its hours."""
        return self.hours[0] if len(self.hours) == 1 else sum(self.hours, ZERO)

    def give(self, odd: Decimal) -> Decimal:
        """Add what is odd to the last part; take what is missing backwards; and say what is still to be taken."""
        for place in reversed(range(len(self.hours))):
            moved = odd if odd > 0 else max(odd, -self.hours[place])
            self.hours[place] += moved
            odd -= moved
            if not odd:
                break
        return odd

    def measured(self) -> Measured:
        """The row's pieces as they are billed, and how they came about."""
        cut, whole = self.cut, self.whole
        pieces = tuple([
            piece if piece.hours == hours else Piece(hours, *piece[1:])
            for piece, hours in zip(cut.pieces, self.hours, strict=True)
        ])  # fmt: skip
        steps: tuple[Saying, ...] = (sentence(self.worked, whole, tuple(self.told)),)
        if len(pieces) > 1:
            parts = joined(" + ", map(_part, pieces))
            steps = (*steps, phrase("{parts} = {whole} h.", parts=parts, whole=plain(whole)))
        return Measured(pieces, steps, cut.asked, cut.waiting)


def rounded(tallies: Sequence[Tally], week_starts: str) -> dict[str, Measured]:
    """Every open row after rounding and minimums; the rows come in judging order."""
    for step, groups in _stacked(tallies, week_starts):
        for group in groups:
            _done(step, group)
    return {tally.work.id: tally.measured() for tally in tallies if tally.frozen is None}


def _part(piece: Piece) -> Phrase:
    hours, premium = plain(piece.hours), piece.premium
    if premium is None:
        return phrase("{hours} h", hours=hours)
    return phrase("{hours} h {premium} x {factor}", hours=hours, premium=premium.id, factor=plain(premium.factor))


Stack = dict[Hashable, list[Tally]]
"""The groups of one step, by what their rows have in common for it."""


def _stacked(tallies: Sequence[Tally], week_starts: str) -> list[tuple[Step, Iterable[list[Tally]]]]:
    """The steps, narrow before wide, each with its groups."""
    stacks: dict[tuple[tuple[int, bool], int, Step], Stack] = defaultdict(lambda: defaultdict(list))
    known: dict[tuple[int, str], list[tuple[str, Stack]]] = {}
    for tally in tallies:
        sow, place = tally.sow, place_of(tally.work)
        ways = known.get((id(sow), place))
        if ways is None:
            steps = steps_for(sow, place)
            turns = [turn_of(step) for step in steps]
            places = [turns[:at].count(turn) for at, turn in enumerate(turns)]
            named = zip(turns, places, steps, strict=True)
            ways = known[id(sow), place] = [(scope_of(name[2]), stacks[name]) for name in named]
        for scope, stack in ways:
            stack[_key(tally, scope, week_starts)].append(tally)
    ordered = sorted(stacks, key=lambda name: name[:2])
    return [(name[2], stacks[name].values()) for name in ordered]


def _key(row: Tally, scope: str, week_starts: str) -> Hashable:
    """What the rows of a group have in common; only a client's day and an invoice mix lines or prices."""
    work, sow, day = row.work, row.sow, row.work.entry.day
    if scope == "entry":
        return work.id
    if scope == "client_day":
        return sow.client, day
    if scope == "invoice":
        return sow.id, billed_with(sow, day).first
    alike = (sow.id, work.line, row.rate)
    if scope == "line":
        return (*alike, billed_with(sow, day).first, *(_named(row, part) for part in sow.invoicing.group_by))
    person = work.person.id if work.person else work.entry.person
    if scope == "person_week":
        return (*alike, person, week_of(day, week_starts).first)
    return (*alike, person, day, normal(work.entry.task) if scope == "task" else "")


def _named(row: Tally, part: str) -> Hashable:
    work = row.work
    return {
        "project": work.project.id if work.project else "",
        "role": work.role,
        "person": work.person.id if work.person else "",
        "line": work.line,
        "category": work.category if work.settled else None,
        "date": work.entry.date,
        "entry": work.id,
    }[part]


def _done(step: Step, group: Sequence[Tally]) -> None:
    """One step over one group: what it adds or removes goes to the last row, and backwards where that is too small."""
    # A minimum asks what was worked: rounding to the nearest step may have left nothing of it.
    raw = sum([one.worked if isinstance(step, Minimum) else one.raw for one in group], ZERO)
    fresh = [one for one in group if one.frozen is None]
    own = sum([one.whole for one in fresh], ZERO)
    now = own + sum([one.frozen for one in group if one.frozen is not None], ZERO)
    odd = max(after(step, raw, now) - now, -own)
    text = _told(step, len(group)) if isinstance(step, Rounding) and not step.done else None
    for one in reversed(fresh):
        if text:
            one.told.append(text)
        if odd and (one.worked > 0 or len(fresh) == 1):
            left = one.give(odd)
            if isinstance(step, Minimum) and left != odd:
                one.told.append(at_least(step))
            odd = left
    for one in group:
        one.raw = one.whole if one.frozen is None else one.frozen


@lru_cache(maxsize=1_000)
def _told(step: Rounding, rows: int) -> Phrase:
    told = step.told
    if step.scope != "entry" and rows != 1:
        told = phrase("{step} over {rows} rows of one {scope}", step=told, rows=rows, scope=SCOPES[step.scope])
    return phrase("{step}, {clause}", step=told, clause=step.clause) if step.clause else told
