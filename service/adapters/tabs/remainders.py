"""Rows that are not entries: totals, separators, headings, templates, each known by what it looks like."""

import re
from collections.abc import Sequence

from service.adapters.cells.dates import MONTH_OF
from service.adapters.cells.grid import Cell, is_blank
from service.domain.phrase import phrase

WORDS = re.compile(r"[^\W\d_]+")
SUMS = frozenset(
    WORDS.findall(
        "total totals subtotal sum sums summe gesamt gesamtsumme zwischensumme totaal subtotaal suma somme totale soma "
        "итого celkem razem over remaining"
    )
)
BESIDE_SUMS = frozenset(
    WORDS.findall(
        "grand sub time hours hour hrs hr h min minutes amount stunden std uren horas heures ore by of for the this in "
        "all week month day days budget logged billed billable per"
    )
)
RULE = re.compile(r"[\s\-=_;,|*#~.+:–—•/\\]*")

TOTAL = phrase("a total")
SEPARATOR = phrase("a separator")
HEADER = phrase("the header")
REPEATED = phrase("the header again")
ABOVE = phrase("above the table")
HEADING = phrase("a heading")
OURS_ALONE = phrase("only our own columns are filled")
BESIDE = phrase("nothing in the columns that are read")
NO_WORK = phrase("neither date nor hours")
IDLE_DAY = phrase("a day without hours and without work")
NOBODY = phrase("nobody has hours in this row")
COMMENT = phrase("a comment")
TEMPLATE = phrase("a template")
OTHER_TABLE = phrase("another table than the one that was chosen")
BRACKETED = re.compile(r"\s*\[[^\]]*\]\s*")


def is_comment(cells: Sequence[Cell]) -> bool:
    """Whether a row begins as programs begin what is not data."""
    return first_text(cells).lstrip().startswith(("#", "//"))


def is_template(cells: Sequence[Cell]) -> bool:
    """Whether a row begins with a name in brackets that waits to be filled in."""
    return BRACKETED.fullmatch(first_text(cells)) is not None


def first_text(cells: Sequence[Cell]) -> str:
    """The first cell of a row that shows anything, if it is a text."""
    first = next((cell.value for cell in cells if not is_blank(cell)), None)
    return first if isinstance(first, str) else ""


def is_separator(cells: Sequence[Cell]) -> bool:
    """Whether the filled cells draw a line, as in ----- or =====."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return all(isinstance(cell.value, str) and RULE.fullmatch(cell.value) for cell in filled)


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether the texts of a row speak of a sum and of nothing else: "Total hours", "Sum of March"."""
    texts = [cell.value for cell in cells if cell.kind == "text" and isinstance(cell.value, str)]
    words = {word for text in texts for word in WORDS.findall(text.casefold())}
    return bool(words & SUMS) and all(word in SUMS or word in BESIDE_SUMS or word in MONTH_OF for word in words)
