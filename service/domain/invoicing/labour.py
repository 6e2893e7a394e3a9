"""Hours as lines of a draft: one price a line, grouped as the SOW asks, in words that a client understands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from service.domain.hours.timesheet import Work
from service.domain.invoicing.batch import Approved, Batch, Piece
from service.domain.invoicing.invoice import Line, Share, shared
from service.domain.money import ZERO, exact, money, step_of
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.domain.pricing.tariff import MANY
from service.domain.terms.cadence import named

NOTHING = phrase("They are shown at nothing: 0.00.")
UNITS = {**MANY, "item": phrase("items")}
WRITTEN_DOWN, FREE, IN_FEE = phrase("written down"), phrase("free of charge"), phrase("in the fee")


def labour_lines(batch: Batch) -> list[Line]:
    """Lines for every piece, then those that show hours at nothing, where the SOW shows them."""
    groups: dict[Hashable, list[Piece]] = defaultdict(list)
    for piece in batch.pieces:
        groups[_group(batch, piece)].append(piece)
    return [*_in_order(batch, groups.values()), *_at_nothing(batch)]


def _in_order(batch: Batch, groups: Iterable[list[Piece]]) -> Iterator[Line]:
    """Lines by their text; where two read alike, each says from when to when its rows were worked.

    The English decides, whatever the language, so that an invoice has its lines in the same order in each.
    """
    texts = [(_text(batch, pieces), pieces) for pieces in groups]
    alike = Counter(text for text, _ in texts)
    for text, pieces in sorted(texts, key=lambda one: (str(one[0]), _days(one[1]), one[1][0].part.price)):
        yield _line(batch, _spanning(text, _days(pieces)) if alike[text] > 1 else text, pieces)


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


def _line(batch: Batch, text: Phrase, pieces: Sequence[Piece]) -> Line:
    """One line of pieces with one price; what a money cap has cut is no product any more and shows no quantity."""
    first, currency = pieces[0], batch.sow.currency
    unit, price, step = UNITS.get(first.part.unit, first.part.unit), first.part.price, step_of(currency)
    quantity = sum((piece.part.quantity for piece in pieces), ZERO)
    day = max(_days(pieces)) if first.part.kind == "carried" else batch.period.last or max(_days(pieces))
    role = first.row.work.role or ""
    item = batch.sow.invoicing.item_for(role)
    if first.part.clipped:
        alone = sum((piece.part.amount for piece in pieces), ZERO)
        text = phrase("{text} ({quantity} {unit}, up to the limit)", text=text, quantity=exact(quantity), unit=unit)
        line = Line(text, None, None, item, day, (), alone, step, role=role)
        exactly = [piece.part.amount for piece in pieces]
        how = phrase("What a limit leaves of {quantity} {unit} = {amount}.", quantity=exact(quantity), unit=unit,
                     amount=money(line.amount, currency))  # fmt: skip
    else:
        line = Line(text, quantity, price, item, day, (), step=step, role=role)
        exactly = [piece.part.quantity * price for piece in pieces]
        how = phrase("{quantity} {unit} x {price} = {amount}.", quantity=exact(quantity), unit=unit,
                     price=money(price, currency), amount=money(line.amount, currency))  # fmt: skip
    shares = [
        Share(piece.claim, piece.row.fingerprint, piece.part.hours, amount)
        for piece, amount in zip(pieces, shared(line.amount, exactly, step), strict=True)
    ]
    told = [_told(piece, share, unit, currency) for piece, share in zip(pieces, shares, strict=True)]
    return line.holding(shares, (how, *told))


def _told(piece: Piece, share: Share, unit: Saying, currency: str) -> Phrase:
    """What one row brings to a line, and how it came to that."""
    brought = phrase("{place}: {quantity} {unit}, {amount}.", place=piece.row.work.entry.place,
                     quantity=exact(piece.part.quantity), unit=unit, amount=money(share.amount, currency))  # fmt: skip
    return joined(" ", (brought, *piece.row.bill.steps))


def _text(batch: Batch, pieces: Sequence[Piece]) -> Phrase:
    """What the client reads: what the SOW groups by, what sets the hours apart, and the month or the row's own day."""
    first = pieces[0]
    words = [*_names(batch, first.row.work), *_apart(batch, first)]
    return _dated(batch, first.row.work, words, _people(batch, (piece.row for piece in pieces)))


def _dated(batch: Batch, work: Work, words: Sequence[object], people: str = "") -> Phrase:
    grouped, told = batch.sow.invoicing.group_by, joined(" · ", words)
    if "entry" in grouped:
        return phrase("{day:%d %b %Y} · {words}: {text}", day=work.entry.day, words=told, text=work.entry.description)
    if "date" in grouped:
        return phrase("{day:%d %b %Y} · {words}{people}", day=work.entry.day, words=told, people=people)
    return phrase("{words}{people}", words=joined(" · ", (*words, named(batch.period))), people=people)


def _names(batch: Batch, work: Work) -> Iterator[object]:
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
        yield work.category


def _apart(batch: Batch, piece: Piece) -> Iterator[Saying]:
    """Why these hours have a line of their own."""
    part, retainer = piece.part, batch.sow.retainer
    if part.kind == "overage" and retainer:
        yield phrase("past the hours of {retainer}", retainer=retainer.name)
    if part.kind == "over_rate":
        yield phrase("past the limit")
    if part.kind == "carried":
        yield phrase("carried over")
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
        what = phrase("in the fee of {retainer}", retainer=retainer.name) if retainer else IN_FEE
        yield from _shown(batch, what, lambda row: row.bill.in_fee, in_fee=True)


def _shown(
    batch: Batch, what: Phrase, hours: Callable[[Approved], Decimal], in_fee: bool = False
) -> Iterator[Line]:  # fmt: skip
    groups: dict[Hashable, list[Approved]] = defaultdict(list)
    for row in batch.rows:
        if hours(row):
            wanted = tuple(_value(key, row.work) for key in batch.sow.invoicing.group_by)
            groups[wanted, row.work.role or ""].append(row)
    lines = []
    for rows in groups.values():
        work = rows[0].work
        text = _dated(batch, work, [*_names(batch, work), what], _people(batch, rows))
        shares = [Share(row.work.id, row.fingerprint, ZERO, ZERO, row.bill.in_fee if in_fee else ZERO) for row in rows]
        told = (_noted(row, hours(row)) for row in rows)
        item = batch.sow.invoicing.item_for(work.role or "")
        line = Line(text, sum(map(hours, rows), ZERO), ZERO, item, batch.period.last or work.entry.day, (),
                    role=work.role or "")  # fmt: skip
        lines.append(line.holding(shares, (NOTHING, *told)))
    return iter(sorted(lines, key=lambda line: str(line.description)))


def _noted(row: Approved, hours: Decimal) -> Phrase:
    """What of a row is shown at nothing, and how it came to that."""
    shown = phrase("{place}: {hours} h.", place=row.work.entry.place, hours=exact(hours))
    return joined(" ", (shown, *row.bill.steps))


def _days(pieces: Iterable[Piece]) -> list[date]:
    return sorted(piece.day for piece in pieces)


def _spanning(text: Phrase, days: Sequence[date]) -> Phrase:
    """From when to when rows were worked: tells lines apart that read alike, before and after a new rate."""
    if days[0] == days[-1]:
        return phrase("{text} ({day:%d %b})", text=text, day=days[0])
    return phrase("{text} ({first:%d %b} to {last:%d %b})", text=text, first=days[0], last=days[-1])
