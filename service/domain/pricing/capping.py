"""Hours and money under caps, narrow before wide; what goes past one leaves by the cap's own action."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from service.domain.hours.bill import Part
from service.domain.money import ZERO, exact, half_up, money, plain, unit_price
from service.domain.phrase import Phrase, Saying, joined, phrase
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
        "{excess} h of {hours} past the {limit} h{span}{whose}{beside}: {outcome}.",
        excess=plain(excess), hours=plain(hours), limit=exact(limit), span=span_of(cap), whose=whose(cap),
        beside=beside(cap, phrase("{used} h used before", used=plain(used))),
        outcome=_outcome(cap, currency, following),
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
        "{excess} of {amount} past the {limit}{span}{whose}{beside}: {outcome}.",
        excess=money(excess, currency), amount=money(amount, currency), limit=money(limit, currency),
        span=span_of(cap), whose=whose(cap),
        beside=beside(cap, phrase("{used} used before", used=money(used, currency))), outcome=outcome,
    )  # fmt: skip


def span_of(cap: Cap) -> Phrase:
    """How often a limit begins again, for a sentence: a week; or for the month, where others have left hours to it."""
    if cap.window == "term":
        return NONE
    window = SPANS.get(cap.window, cap.window)
    return phrase(" for the {window}" if cap.scope == "retainer" else " a {window}", window=window)


def whose(cap: Cap) -> Phrase:
    """Whose limit it is, for a sentence."""
    return phrase(" for {whose}", whose=cap.called or cap.subject.replace("_", " ")) if cap.subject else NONE


def said_limit(cap: Cap, limit: Decimal, unit: str) -> Phrase:
    """A limit as a paper says it: 40 h a week for senior developer; `unit` is h or a currency."""
    most = phrase("{hours} h", hours=exact(limit)) if unit == "h" else money(limit, unit)
    return phrase("{most}{span}{whose}", most=most, span=span_of(cap), whose=whose(cap))


def beside(cap: Cap, *more: Saying) -> Phrase:
    """What stands in brackets behind a limit: its clause and more, never its id; blank where there is neither."""
    told = (cap.clause, *more) if cap.clause else more
    if not told:
        return NONE
    return phrase(" ({told})", told=told[0] if len(told) == 1 else joined("; ", told))
