"""Delimited text as a tab: the encoding and the separator are found out, the cells stay text."""

import codecs
import csv
import io
from collections import Counter

from service.adapters.cells.grid import EMPTY, Cell, Tab

SEPARATORS = (",", ";", "\t", "|")
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERROR!"}
SAMPLE = 100_000
"""Characters that suffice to know a separator by."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(content: bytes, title: str) -> Tab:
    """The text of a file as a tab."""
    text = decoded(content)
    first, _, rest = text.partition("\n")
    separator = first.strip()[4:5] if first.lower().startswith("sep=") else ""  # how Excel is told the separator
    rows = split(rest if separator else text, separator or separator_of(text))
    cells = [tuple(map(cell_of, row)) for row in ([[first]] if separator else []) + rows]
    return Tab(title, cells, width=max(map(len, cells), default=0), height=len(cells), delimited=True)


def cell_of(value: str) -> Cell:
    """A cell of text; errors of spreadsheets are exported as texts."""
    if value[:1] == "#" and value.strip() in ERRORS:
        return Cell("error", value.strip())
    return Cell("text", value) if value else EMPTY


def decoded(content: bytes) -> str:
    """The text of the bytes: as their mark says, else UTF-8, else the old code page that reads every byte."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that parts most lines into equally many cells."""
    return max(SEPARATORS, key=lambda separator: steadiness(text, separator))


def steadiness(text: str, separator: str) -> int:
    """How many lines have the usual number of cells, more than one, times that number."""
    widths = Counter(len(row) for row in split(text[:SAMPLE], separator) if len(row) > 1)
    return max((width * count for width, count in widths.items()), default=0)


def split(text: str, separator: str) -> list[list[str]]:
    """The lines of a text as cells; whatever it holds, it can be split."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()]
