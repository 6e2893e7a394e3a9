"""What a tab says beside the hours about their price: columns of rates, sums and currencies."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from service.adapters.cells.currencies import AN_HOUR, currency_in
from service.adapters.cells.grid import Cell, is_blank
from service.adapters.cells.plain import AMOUNT, MOST_DIGITS, amount_of, read_text, shown
from service.adapters.tabs.body import Body
from service.adapters.tabs.columns import PRICED, Layout
from service.domain.hours.pricetag import PriceTag

Cells = tuple[Cell, Cell, Cell]
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
NOTHING: tuple[Decimal | None, str] = (None, "")


def price_tags(body: Body) -> list[PriceTag | None]:
    """What each row says of its price; nothing for all of a tab that has no such column, or none above zero.

    A tracker in which nobody has set a rate writes 0.00 into every row: that says nothing of the SOW.
    """
    present = [key for key in PRICED if key in body.layout.team]
    if not present:
        return [None] * body.height
    usual = currency_of(body.layout)
    rows: Sequence[Cells] = list(zip(*(body.column(key) for key in PRICED), strict=True))
    known = {cells: tag_of(cells, usual) for cells in set(rows)}
    return list(map(telling(known).__getitem__, rows))


def telling(known: Mapping[Cells, PriceTag | None]) -> dict[Cells, PriceTag | None]:
    """The tags without the figures of a column that has none above zero."""
    told = {cells: tag for cells, tag in known.items() if tag}
    rated, summed = any(tag.rate for tag in told.values()), any(tag.amount for tag in told.values())
    bare = {
        cells: tag._replace(rate=tag.rate if rated else None, amount=tag.amount if summed else None)
        for cells, tag in told.items()
    }
    return {cells: None if tag == PriceTag() else tag for cells, tag in {**dict.fromkeys(known), **bare}.items()}


def currency_of(layout: Layout) -> str:
    """The currency that stands in brackets behind a header of money: Amount (USD)."""
    brackets = (IN_BRACKETS.search(layout.written.get(key, "")) for key in ("rate", "price"))
    return next((code for found in brackets if found and (code := currency_in(found[1]))), "")


def tag_of(cells: Cells, usual: str) -> PriceTag | None:
    """What the three cells of a row say; None where they are blank."""
    if all(map(is_blank, cells)):
        return None
    (rate, in_rate), (amount, in_amount) = figure_in(cells[0]), figure_in(cells[1])
    named = read_text(cells[2]).strip()
    currency = currency_in(named) or named.upper() if named else in_rate or in_amount or usual
    unread = [shown(cell) for cell, figure in zip(cells, (rate, amount), strict=False) if unlike(cell, figure)]
    return PriceTag(rate, amount, currency, " and ".join(unread))


def unlike(cell: Cell, figure: Decimal | None) -> bool:
    """Whether something stands in a cell of money that is none."""
    return figure is None and not is_blank(cell) and bool(read_text(cell).strip())


def figure_in(cell: Cell) -> tuple[Decimal | None, str]:
    """The sum of money in a cell and its currency; nothing where there is none, or none that can be told."""
    if isinstance(cell.value, Decimal):
        plain = cell.kind == "number" and cell.value.adjusted() < MOST_DIGITS
        return (cell.value, "") if plain else NOTHING
    if cell.kind != "text":
        return NOTHING
    text = AN_HOUR.sub("", " ".join(read_text(cell).split()))
    found = AMOUNT.search(text)
    amount = amount_of(found.group()) if found else None
    if found is None or amount is None or amount.adjusted() >= MOST_DIGITS:
        return NOTHING
    word = f"{text[: found.start()]} {text[found.end() :]}".strip(" -–,.")
    currency = currency_in(word) if word else ""
    return (amount, currency) if currency or not word else NOTHING
