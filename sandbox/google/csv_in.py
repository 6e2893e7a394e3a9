"""Reading .csv files the way Sheets takes a text that is pasted: typed by the locale it was written in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from sandbox.google.blocks import COLUMNS
from sandbox.google.cells import Cell, Row, trimmed
from sandbox.google.locales import Locale, locale_of
from sandbox.google.refusals import UnreadableError
from sandbox.google.tab import Tab
from sandbox.google.typed import typed
from sandbox.google.writing import shared

SEPARATORS = ",;\t"
PIXELS_A_SIGN, PADDING, USUAL_WIDTH, WIDEST = 7, 12, 100, 340
LOOKED_AT = 2000
"""So many lines are looked at to tell how a file is written."""

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{2,4}")
_DECIMAL_POINT = re.compile(r"-?\d+\.\d{1,2}")
_DECIMAL_COMMA = re.compile(r"-?\d{1,3}(?:\.\d{3})*,\d{1,2}")


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or Latin-1."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if b"\0" in data[:4096]:
        raise UnreadableError(f"{name} is not a text file: save it as .csv or .xlsx and try again.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def separator(text: str) -> str:
    """The sign between cells: the one that most lines have, and most often."""
    lines = [line for line in text[:65536].splitlines()[:50] if line.strip()]
    counts = {sign: [_outside_quotes(line).count(sign) for line in lines] for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (sum(map(bool, counts[sign])), sum(counts[sign])))


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def records(data: bytes, name: str) -> list[list[str]]:
    """The cells of a file as texts."""
    text = decoded(data, name)
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error as problem:
        raise UnreadableError(f"{name} cannot be read as a table ({problem}): check its quotation marks.") from problem


def guessed_locale(cells: Iterable[str]) -> str:
    """The locale that cells seem to be written in: by decimal commas and by days past twelve."""
    commas, points, day_first = 0, 0, 0
    for cell in cells:
        bare = cell.strip()
        commas += bool(_DECIMAL_COMMA.fullmatch(bare))
        points += bool(_DECIMAL_POINT.fullmatch(bare))
        if found := _DATE.fullmatch(bare):
            day_first += found[2] == "." or int(found[1]) > 12
            day_first -= int(found[3]) > 12
    if commas > points:
        return "de_DE"
    return "en_GB" if day_first > 0 else "en_US"


def locale_of_table(table: list[list[str]]) -> str:
    """The locale a file seems to be written in."""
    return guessed_locale(cell for record in table[:LOOKED_AT] for cell in record)


def tab_of(sheet_id: int, title: str, table: list[list[str]], locale: str) -> Tab:
    """A tab with what a table says."""
    ways = locale_of(locale)
    made: dict[str, Cell | None] = {"": None}
    tab = Tab(sheet_id, title)
    tab.rows = [_row(record, ways, made) for record in table]
    while tab.rows and not tab.rows[-1]:
        tab.rows.pop()
    tab.row_count = max(tab.row_count, len(table))
    tab.column_count = max(tab.column_count, max(map(len, table), default=0))
    tab.calculates = any(text.startswith("=") for text in made)
    tab.lines[COLUMNS] = {index: {"pixelSize": size} for index, size in _fitted(table).items()}
    return tab


def _fitted(table: list[list[str]]) -> dict[int, int]:
    """Columns as wide as what they hold, the way people leave them after pasting; the usual width is left out."""
    longest: dict[int, int] = {}
    for record in table[:LOOKED_AT]:
        if sum(map(bool, record)) > 1:  # a title alone in its row runs over the cells beside it
            longest.update({i: len(text) for i, text in enumerate(record) if len(text) > longest.get(i, 0)})
    sizes = {index: min(WIDEST, PIXELS_A_SIGN * length + PADDING) for index, length in longest.items()}
    return {index: size for index, size in sizes.items() if size > USUAL_WIDTH}


def _row(record: list[str], ways: Locale, made: dict[str, Cell | None]) -> Row:
    """One row; cells that say the same are one object, so that a long file stays small."""
    cells = []
    for text in record:
        if text not in made:
            made[text] = _cell(text, ways)
        cells.append(made[text])
    return trimmed(cells)


def _cell(text: str, ways: Locale) -> Cell:
    value, number_format = typed(text, ways)
    return Cell(value, shared({"numberFormat": number_format}) if number_format else None)


def table_in(path: Path) -> list[list[str]]:
    """The cells of one file on disk."""
    return records(path.read_bytes(), path.name)
