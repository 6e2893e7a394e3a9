"""Hours as lines of a draft: one price a line, grouped as the SOW asks, in words that a client understands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from service.domain.hours.timesheet import Work
from service.domain.invoicing.batch import Approved, Batch, Piece
from service.domain.invoicing.invoice import Line, Share, shared
from service.domain.money import ZERO, exact, money, step_of
from service.domain.phrase import Saying, joined
from service.domain.terms.cadence import named

NOTHING = "They are shown at nothing: 0.00."
UNITS = {"h": "h", "quarter hour": "quarter hours", "day": "days", "item": "items", "weighted h": "weighted h"}
WRITTEN_DOWN, FREE, IN_FEE = "written down", "free of charge", "in the fee"


def labour_lines(batch: Batch) -> list[Line]:
    """Lines for every piece, then those that show hours at nothing, where the SOW shows them."""
    groups: dict[Hashable, list[Piece]] = defaultdict(list)
    for piece in batch.pieces:
        groups[_group(batch, piece)].append(piece)
    return [*_in_order(batch, groups.values()), *_at_nothing(batch)]


def _in_order(batch: Batch, groups: Iterable[list[Piece]]) -> Iterator[Line]:
    """Lines by their text; where two read alike, each says from when to when its rows were worked."""
    texts = [(_text(batch, pieces), pieces) for pieces in groups]
    alike = Counter(text for text, _ in texts)
    for text, pieces in sorted(texts, key=lambda one: (one[0], _days(one[1]), one[1][0].part.price)):
        yield _line(batch, f"{text}{_span(_days(pieces))}" if alike[text] > 1 else text, pieces)


def _group(batch: Batch, piece: Piece) -> Hashable:
    """What makes pieces one line: what the SOW groups by, and always role, price, unit and kind."""
    work, part = piece.row.work, piece.part
    wanted = tuple(_value(key, work) for key in batch.sow.invoicing.group_by)
    return (wanted, work.role or "", part.kind, part.unit, part.price, part.clipped, part.why)


def _value(key: str, work: Work) -> Hashable:
    parts: dict[str, Hashable] = {
        "project": work.project.name if work.project else "",
        "role": work.role or "",
        "person": work.person.name if work.person else "",
        "line": work.line,
        "category": work.category,
        "date": work.entry.day,
        "entry": work.id,
    }
    return parts[key]


def _line(batch: Batch, text: str, pieces: Sequence[Piece]) -> Line:
    """One line of pieces with one price; what a money cap has cut is no product any more and shows no quantity."""
    first, currency = pieces[0], batch.sow.currency
    unit, price, step = UNITS.get(first.part.unit, first.part.unit), first.part.price, step_of(currency)
    quantity = sum((piece.part.quantity for piece in pieces), ZERO)
    day = max(_days(pieces)) if first.part.kind == "carried" else batch.period.last or max(_days(pieces))
    role = first.row.work.role or ""
    item = batch.sow.invoicing.item_for(role)
    if first.part.clipped:
        alone = sum((piece.part.amount for piece in pieces), ZERO)
        line = Line(f"{text} ({exact(quantity)} {unit}, up to the limit)", None, None, item, day, (), alone, step,
                    role=role)  # fmt: skip
        exactly, how = [piece.part.amount for piece in pieces], f"What a limit leaves of {exact(quantity)} {unit}"
    else:
        line = Line(text, quantity, price, item, day, (), step=step, role=role)
        exactly = [piece.part.quantity * price for piece in pieces]
        how = f"{exact(quantity)} {unit} x {money(price, currency)}"
    shares = [
        Share(piece.claim, piece.row.fingerprint, piece.part.hours, amount)
        for piece, amount in zip(pieces, shared(line.amount, exactly, step), strict=True)
    ]
    told = [_told(piece, share, unit, currency) for piece, share in zip(pieces, shares, strict=True)]
    return line.holding(shares, (f"{how} = {money(line.amount, currency)}.", *told))


def _told(piece: Piece, share: Share, unit: str, currency: str) -> str:
    """What one row brings to a line, and how it came to that."""
    brought = f"{exact(piece.part.quantity)} {unit}, {money(share.amount, currency)}."
    return str(joined(" ", [f"{piece.row.work.entry.place}:", brought, *piece.row.bill.steps]))


def _text(batch: Batch, pieces: Sequence[Piece]) -> str:
    """What the client reads: what the SOW groups by, what sets the hours apart, and the month or the row's own day."""
    first = pieces[0]
    words = [*_names(batch, first.row.work), *map(str, _apart(batch, first))]
    return _dated(batch, first.row.work, words, _people(batch, (piece.row for piece in pieces)))


def _dated(batch: Batch, work: Work, words: Sequence[str], people: str = "") -> str:
    grouped = batch.sow.invoicing.group_by
    if "entry" in grouped:
        return f"{work.entry.day:%d %b %Y} · {' · '.join(words)}: {work.entry.description}"
    if "date" in grouped:
        return f"{work.entry.day:%d %b %Y} · {' · '.join(words)}{people}"
    return f"{' · '.join([*words, named(batch.period)])}{people}"


def _names(batch: Batch, work: Work) -> Iterator[str]:
    grouped = batch.sow.invoicing.group_by
    if "project" in grouped and work.project:
        yield work.project.name
    if work.role:
        yield work.role.replace("_", " ").capitalize()
    if "person" in grouped and work.person:
        yield work.person.name
    if "line" in grouped:
        yield from (line.name for line in batch.sow.lines if line.id == work.line)
    if "category" in grouped and work.category:
        yield work.category.value


def _apart(batch: Batch, piece: Piece) -> Iterator[Saying]:
    """Why these hours have a line of their own."""
    part, retainer = piece.part, batch.sow.retainer
    if part.kind == "overage" and retainer:
        yield f"past the hours of {retainer.name}"
    if part.kind == "over_rate":
        yield "past the limit"
    if part.kind == "carried":
        yield "carried over"
    if part.why:
        yield part.why


def _people(batch: Batch, rows: Iterable[Approved]) -> str:
    """The names behind a line, where the SOW shows them and the line does not name one already."""
    if "names" not in batch.sow.invoicing.show or "person" in batch.sow.invoicing.group_by:
        return ""
    names = {row.work.person.name for row in rows if row.work.person}
    return f" ({', '.join(sorted(names))})" if names else ""


def _at_nothing(batch: Batch) -> Iterator[Line]:
    """Hours that are not charged, each kind in lines of its own: written down, free of charge, paid for by the fee."""
    show, retainer = batch.sow.invoicing.show, batch.sow.retainer
    if "written_down" in show:
        yield from _shown(batch, WRITTEN_DOWN, lambda row: row.bill.written_down)
    if "goodwill" in show:
        yield from _shown(batch, FREE, lambda row: row.bill.free)
        yield from _shown(batch, f"{IN_FEE} of {retainer.name}" if retainer else IN_FEE, lambda row: row.bill.in_fee)


def _shown(batch: Batch, what: str, hours: Callable[[Approved], Decimal]) -> Iterator[Line]:
    groups: dict[Hashable, list[Approved]] = defaultdict(list)
    for row in batch.rows:
        if hours(row):
            wanted = tuple(_value(key, row.work) for key in batch.sow.invoicing.group_by)
            groups[wanted, row.work.role or ""].append(row)
    lines = []
    for rows in groups.values():
        work, in_fee = rows[0].work, what.startswith(IN_FEE)
        text = _dated(batch, work, [*_names(batch, work), what], _people(batch, rows))
        shares = [Share(row.work.id, row.fingerprint, ZERO, ZERO, row.bill.in_fee if in_fee else ZERO) for row in rows]
        told = (
            f"{row.work.entry.place}: {exact(hours(row))} h. {joined(' ', row.bill.steps)}".rstrip() for row in rows
        )
        item = batch.sow.invoicing.item_for(work.role or "")
        line = Line(text, sum(map(hours, rows), ZERO), ZERO, item, batch.period.last or work.entry.day, (),
                    role=work.role or "")  # fmt: skip
        lines.append(line.holding(shares, (NOTHING, *told)))
    return iter(sorted(lines, key=lambda line: str(line.description)))


def _days(pieces: Iterable[Piece]) -> list[date]:
    return sorted(piece.day for piece in pieces)


def _span(days: Sequence[date]) -> str:
    """From when to when rows were worked: tells lines apart that read alike, before and after a new rate."""
    return f" ({days[0]:%d %b})" if days[0] == days[-1] else f" ({days[0]:%d %b} to {days[-1]:%d %b})"
