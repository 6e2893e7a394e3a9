"""Hours and money under caps, narrow before wide; what goes past one leaves by the cap's own action."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from service.domain.hours.bill import Part
from service.domain.money import ZERO, exact, half_up, money, plain, unit_price
from service.domain.phrase import Phrase, phrase
from service.domain.pricing.counter import Counter
from service.domain.pricing.slip import Piece, Slip
from service.domain.pricing.tariff import Tariff
from service.domain.terms.cadence import SPANS
from service.domain.terms.cap import Cap

OUTCOMES = {
    "notify": phrase("billed all the same"),
    "acknowledge": phrase("billed once somebody says who agreed"),
    "clip": phrase("written down"),
    "block": phrase("held"),
    "end": phrase("held, for no window is left to offer them to"),
}
NONE = phrase("")
MOST_KEPT = 10_000
"""Phrases about limits that are remembered: many rows go past the same few."""


class Called(NamedTuple):
    """What a limit is called."""

    alone: Phrase
    """As a title: cap of 40 h a week."""
    within: Phrase
    """In a sentence, with the clause: the cap of 40 h a week (§4)."""


def under_hour_caps(slip: Slip, piece: Piece, counters: Sequence[Counter], tariff: Tariff | None) -> list[Piece]:
    """What caps leave of a piece; carried hours are among it, with the day on which they begin to count."""
    pieces, done, since = [piece], [], piece.since
    for counter in counters:
        if since and name_of(counter) != since:
            continue
        since = ""
        left = [out for one in pieces for out in _under(slip, one, counter, tariff)]
        pieces = [one for one in left if not one.since]
        done += [one for one in left if one.since]
    return [one for one in (*pieces, *done) if one.hours]


def _under(slip: Slip, piece: Piece, counter: Counter, tariff: Tariff | None) -> list[Piece]:
    if counter.cap.id in piece.outside or not piece.hours:
        return [piece._replace(since="")]
    room = counter.room(piece.day)
    wanted = piece.logged if room.cap.measure == "logged_hours" else piece.hours
    if room.gauge.used + wanted < room.quiet:
        room.gauge.used += wanted
        return [piece._replace(since="") if piece.since else piece]
    taken = slip.take(room, wanted, piece.day, piece.moment)
    piece = piece._replace(since="")
    if taken.excess <= 0:
        return [piece]
    excess = taken.excess if wanted == piece.hours else half_up(piece.hours * taken.excess / wanted)
    following = counter.next_day(piece.day) if room.cap.action == "carry" else None
    slip.steps.append(past(room.cap, piece.hours, excess, taken.used, taken.limit, slip.currency, following))
    return _parted(slip, piece, excess, counter, room.cap, following, tariff)


def _parted(
    slip: Slip, piece: Piece, excess: Decimal, counter: Counter, cap: Cap, following: date | None, tariff: Tariff | None
) -> list[Piece]:
    """The piece parted at the limit, and each part where the cap's action puts it."""
    within, over = piece.of(piece.hours - excess), piece.of(excess)
    if cap.action in ("notify", "acknowledge"):
        return [piece]
    if cap.action == "rate":
        return [within, over._replace(kind="over_rate", price=cap.over_rate)]
    if following is not None:
        return [within, over._replace(kind="carried", day=following, moment=None, since=name_of(counter))]
    if cap.action == "clip":
        slip.written_down += excess
        slip.lost += tariff.of(excess).amount if tariff else ZERO
    else:
        slip.held += excess
    return [within]


def under_money_caps(slip: Slip, part: Part, counters: Iterable[Counter], outside: Sequence[str]) -> Part | None:
    """What money caps leave of a part; nothing where one takes all of it."""
    day = part.day or slip.work.entry.day
    for counter in counters:
        if part.amount <= 0 or counter.cap.id in outside:
            continue
        room = counter.room(day)
        if room.gauge.used + part.amount < room.quiet:
            room.gauge.used += part.amount
            continue
        taken = slip.take(room, part.amount, day)
        if taken.excess <= 0:
            continue
        slip.steps.append(past_money(room.cap, part.amount, taken.excess, taken.used, taken.limit, slip.currency))
        if room.cap.action == "clip":
            slip.lost += taken.excess
            part = part._replace(amount=taken.within, clipped=True)
            if not taken.within:
                slip.written_down += part.hours
                return None
    return part


def name_of(counter: Counter) -> str:
    """A cap with the paper it stands in: no two have the same."""
    return f"{counter.owned.owner}/{counter.cap.id}"


def past(
    cap: Cap, hours: Decimal, excess: Decimal, used: Decimal, limit: Decimal, currency: str, following: date | None
) -> Phrase:
    """0.50 h of 2.50 past the 40 h a week for senior developer (§4; 38.00 h used before): written down."""
    return phrase(
        "{excess} h of {hours} past the {limit}{span}{whose} ({clause}; {used} h used before): {outcome}."
        if cap.clause
        else "{excess} h of {hours} past the {limit}{span}{whose} ({used} h used before): {outcome}.",
        excess=plain(excess), hours=plain(hours), limit=hours_of(limit), span=span_of(cap), whose=whose(cap),
        clause=cap.clause, used=plain(used), outcome=_outcome(cap, currency, following),
    )  # fmt: skip


def _outcome(cap: Cap, currency: str, following: date | None) -> Phrase:
    if cap.action == "rate":
        rate = unit_price(cap.over_rate, currency) if cap.over_rate is not None else ""
        return phrase("billed at {rate}", rate=rate)
    if cap.action == "carry" and following is not None:
        return phrase("offered to the window from {day}", day=following)
    return OUTCOMES["end" if cap.action == "carry" else cap.action]


def past_money(cap: Cap, amount: Decimal, excess: Decimal, used: Decimal, limit: Decimal, currency: str) -> Phrase:
    """30.00 EUR of 80.00 EUR past the 900.00 EUR (ceiling, §4; 850.00 EUR used before): held."""
    outcome = OUTCOMES["block" if cap.action == "carry" else "notify" if cap.action == "rate" else cap.action]
    return phrase(
        "{excess} of {amount} past the {limit}{span}{whose} ({clause}; {used} used before): {outcome}."
        if cap.clause
        else "{excess} of {amount} past the {limit}{span}{whose} ({used} used before): {outcome}.",
        excess=money(excess, currency), amount=money(amount, currency), limit=money(limit, currency),
        span=span_of(cap), whose=whose(cap), clause=cap.clause, used=money(used, currency), outcome=outcome,
    )  # fmt: skip


def span_of(cap: Cap) -> Phrase:
    """How often a limit begins again, for a sentence: a week; or for the month, where others have left hours to it."""
    return _span(cap.window, cap.scope == "retainer")


def whose(cap: Cap) -> Phrase:
    """Whose limit it is, for a sentence."""
    return _whose(_name(cap))


def said_limit(cap: Cap, limit: Decimal, unit: str) -> Phrase:
    """A limit as a paper says it: 40 h a week for senior developer; `unit` is h or a currency."""
    return _limit(limit, unit, cap.window, cap.scope == "retainer", _name(cap))


def called(cap: Cap, limit: Decimal, unit: str) -> Called:
    """What a limit is called; `unit` is h or a currency."""
    return _called(limit, unit, cap.window, cap.scope == "retainer", _name(cap), cap.clause, cap.kind == "estimate")


def beside(cap: Cap) -> Phrase:
    """The clause of a limit in brackets, never its id; blank where it has none."""
    return _beside(cap.clause)


@lru_cache(MOST_KEPT)
def hours_of(figure: Decimal) -> Phrase:
    """So many hours."""
    return phrase("{hours} h", hours=exact(figure))


def _name(cap: Cap) -> str:
    return (cap.called or cap.subject.replace("_", " ")) if cap.subject else ""


@lru_cache(MOST_KEPT)
def _span(window: str, is_retainers: bool) -> Phrase:
    if window == "term":
        return NONE
    return phrase(" for the {window}" if is_retainers else " a {window}", window=SPANS.get(window, window))


@lru_cache(MOST_KEPT)
def _whose(name: str) -> Phrase:
    return phrase(" for {whose}", whose=name) if name else NONE


@lru_cache(MOST_KEPT)
def _beside(clause: str) -> Phrase:
    return phrase(" ({clause})", clause=clause) if clause else NONE


@lru_cache(MOST_KEPT)
def _limit(limit: Decimal, unit: str, window: str, is_retainers: bool, name: str) -> Phrase:
    most = hours_of(limit) if unit == "h" else money(limit, unit)
    return phrase("{most}{span}{whose}", most=most, span=_span(window, is_retainers), whose=_whose(name))


@lru_cache(MOST_KEPT)
def _called(
    limit: Decimal, unit: str, window: str, is_retainers: bool, name: str, clause: str, is_plan: bool
) -> Called:
    said, where = _limit(limit, unit, window, is_retainers, name), _beside(clause)
    return Called(
        phrase("plan of {limit}" if is_plan else "cap of {limit}", limit=said),
        phrase("the plan of {limit}{clause}" if is_plan else "the cap of {limit}{clause}", limit=said, clause=where),
    )
