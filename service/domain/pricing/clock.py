"""Hours that cost or count more than others: by the clock, the weekday, the holiday, the hours before them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from service.domain.hours.entry import Entry
from service.domain.hours.reason import read_reason
from service.domain.money import ZERO
from service.domain.period import DAY
from service.domain.phrase import Saying, phrase
from service.domain.pricing.slip import Piece
from service.domain.spelling import normal
from service.domain.terms.ratecard import Multiplier
from service.domain.terms.sow import Sow

MIDNIGHT = time(0)


class Stretch(NamedTuple):
    """A piece of the clock, the end not included."""

    begins: datetime
    ends: datetime


class Cut(NamedTuple):
    """The pieces of a row, and what they hang on."""

    pieces: tuple[Piece, ...]
    asked: Saying = ""
    """The question that has to be answered first."""
    waiting: str = ""
    """A premium that nobody has vouched for."""


def cut(
    entry: Entry, sow: Sow, multipliers: Sequence[Multiplier], before: Sequence[Decimal], split: bool = False
) -> Cut:
    """The row cut where its price changes; `before` holds the hours ahead of it in each multiplier's window."""
    whole = Piece(entry.worked, entry.worked, entry.day, moment=ends_at(entry))
    fitting = [(one, hours) for one, hours in zip(multipliers, before, strict=True) if _marked(one, entry)]
    if entry.start is None and any(one.by_clock and may_hold(one, entry.day) for one, _ in fitting):
        named = next(one for one, _ in fitting if one.by_clock and may_hold(one, entry.day))
        asked = phrase(
            "{sow} prices hours by the clock ({multiplier}): when did the work begin?", sow=sow.named,
            multiplier=named.id,
        )  # fmt: skip
        return Cut((whole,), asked)
    edges = sorted(_edges(entry, fitting, split))
    pieces = [_piece(entry, sow, fitting, begins, ends, split) for begins, ends in pairwise(edges)]
    waiting = [f"{one.id} x {one.factor}" for one, piece in pieces if one is not None and piece.premium is None]
    return Cut(tuple(_joined([piece for _, piece in pieces])) or (whole,), "", waiting[0] if waiting else "")


def may_hold(multiplier: Multiplier, day: date) -> bool:
    """Whether any minute of work that begins on `day` may fall under it."""
    if multiplier.spans or multiplier.holidays:
        return True
    return not multiplier.weekdays or bool({day.weekday(), (day - DAY).weekday()} & multiplier.weekdays)


def ends_at(entry: Entry) -> datetime | None:
    """When the work ended, which may be on the next day; None where no start is written."""
    if entry.start is None:
        return None
    begins = datetime.combine(entry.day, entry.start)
    if entry.end is None:
        return begins + timedelta(seconds=int(entry.worked * 3600))
    ends = datetime.combine(entry.day, entry.end)
    return ends if ends > begins else ends + DAY


def _marked(multiplier: Multiplier, entry: Entry) -> bool:
    """Whether the row carries the mark that the multiplier asks for, or it asks for none."""
    if not multiplier.only_if:
        return True
    wanted = normal(multiplier.only_if)
    return any(f" {wanted} " in f" {normal(text)} " for text in (entry.task, *entry.tags))


def _edges(entry: Entry, fitting: Sequence[tuple[Multiplier, Decimal]], split: bool) -> Iterator[Decimal]:
    """The places in the row, in hours from its beginning, at which something may change."""
    yield ZERO
    yield entry.worked
    for one, hours in fitting:
        if one.after_hours is not None and hours < one.after_hours < hours + entry.worked:
            yield one.after_hours - hours
    ends = ends_at(entry)
    if entry.start is None or ends is None:
        return
    begins = datetime.combine(entry.day, entry.start)
    turns = {datetime.combine(entry.day + DAY, MIDNIGHT)} if split or fitting else set()
    turns |= {edge for one, _ in fitting for stretch in stretches(one, entry.day) for edge in stretch}
    for turn in turns:
        if begins < turn < ends:
            yield entry.worked * _seconds(turn - begins) / _seconds(ends - begins)


def _piece(
    entry: Entry, sow: Sow, fitting: Sequence[tuple[Multiplier, Decimal]], begins: Decimal, ends: Decimal, split: bool
) -> tuple[Multiplier | None, Piece]:
    """A piece between two places of the row; and the premium that would hold if somebody vouched for it."""
    middle = (begins + ends) / 2
    moment = _clock_at(entry, middle)
    holding = [one for one, hours in fitting if _holds(one, entry, sow, moment, hours + middle)]
    highest = max(holding, key=lambda one: one.factor, default=None)
    vouched = [one for one in holding if not one.needs_approval or is_vouched(entry)]
    premium = max(vouched, key=lambda one: one.factor, default=None)
    day = moment.date() if split and moment is not None else entry.day
    piece = Piece(ends - begins, ends - begins, day, premium, moment=ends_at(entry))
    return (highest if highest is not premium and highest is not None and highest.needs_approval else None), piece


def _holds(multiplier: Multiplier, entry: Entry, sow: Sow, moment: datetime | None, hours: Decimal) -> bool:
    if multiplier.after_hours is not None and hours <= multiplier.after_hours:
        return False
    day = moment.date() if moment is not None else entry.day
    if multiplier.holidays and day in sow.holidays:
        return True
    if multiplier.by_clock:
        around = stretches(multiplier, entry.day)
        return moment is not None and any(one.begins <= moment < one.ends for one in around)
    timed = multiplier.weekdays or not multiplier.holidays or multiplier.after_hours is not None
    return bool(timed) and (not multiplier.weekdays or day.weekday() in multiplier.weekdays)


def stretches(multiplier: Multiplier, day: date) -> list[Stretch]:
    """The stretches of clock around `day` for which a multiplier holds; none where it does not go by the clock."""
    found = []
    for begins in (day - DAY, day, day + DAY):
        if multiplier.starts is not None and multiplier.ends is not None:
            if not multiplier.weekdays or begins.weekday() in multiplier.weekdays:
                over = 1 if multiplier.ends <= multiplier.starts else 0
                until = datetime.combine(begins + over * DAY, multiplier.ends)
                found.append(Stretch(datetime.combine(begins, multiplier.starts), until))
    monday = day - timedelta(days=day.weekday())
    for first, starts, last, ends in multiplier.spans:
        length = (last - first) % 7 or (7 if ends <= starts else 0)
        found += [
            Stretch(datetime.combine(begin, starts), datetime.combine(begin + length * DAY, ends))
            for begin in (monday + (first - 7) * DAY, monday + first * DAY)
        ]
    return found


def is_vouched(entry: Entry) -> bool:
    """Whether a person has said in Reason who agreed to such hours."""
    reason = read_reason(entry.reason)
    return bool(reason.plain.strip() or reason.for_check("RAT005", "unapproved-premium-time").strip())


def _clock_at(entry: Entry, hours: Decimal) -> datetime | None:
    """What the clock shows so many hours into the row; breaks are spread over all of it."""
    ends = ends_at(entry)
    if entry.start is None or ends is None or not entry.worked:
        return None
    begins = datetime.combine(entry.day, entry.start)
    return begins + timedelta(seconds=int(_seconds(ends - begins) * hours / entry.worked))


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span.days * 86_400 + span.seconds)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours that are treated alike as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.hours:
            continue
        if joined and joined[-1].premium is piece.premium and joined[-1].day == piece.day:
            last = joined.pop()
            piece = piece._replace(hours=last.hours + piece.hours, logged=last.logged + piece.logged)
        joined.append(piece)
    return joined
