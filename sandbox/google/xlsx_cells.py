"""The cells of an .xlsx file, read straight from its XML: a large tab opens in seconds and dates stay numbers."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from openpyxl.reader.strings import read_string_table

from sandbox.google.cells import Formula, Plain, Value
from sandbox.google.formula_text import copied
from sandbox.google.notation import column_index

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

ROWS_AT_ONCE = 500
"""So many rows are parsed in one go: fast, and no more than these in memory as XML."""

_VALUE, _FORMULA = f"{MAIN}v", f"{MAIN}f"
_CELLS = re.compile(rb"<(\w+:)?sheetData\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?sheetData>)", re.DOTALL)
_PREFIX = re.compile(rb"[\s<]([A-Za-z_]\w*):\w+[=\s>/]")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")

Shared = dict[str, tuple[str, int, int]]
"""Formulas that several cells share: the text, and where it is written for."""


class Found(NamedTuple):
    """One cell: where it stands in its row, its style's number, and its value."""

    column: int
    style: int
    value: Value


class Line(NamedTuple):
    """One row: where it stands, whether it is hidden, its height in points, and its cells."""

    row: int
    hidden: bool
    height: float | None
    cells: list[Found]


class Package:
    """An .xlsx file, taken apart: its sheets' cells on one side, everything else on the other."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.paths = list(self._sheet_paths())
        self.strings = self._strings()

    def _xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(name))  # noqa: S314 - a file that a person opens on purpose

    def _sheet_paths(self) -> Iterator[str]:
        """The files of the sheets with cells, in the order of the tabs."""
        targets = {one.get("Id"): one for one in self._xml("xl/_rels/workbook.xml.rels")}
        for sheet in self._xml("xl/workbook.xml").iter(f"{MAIN}sheet"):
            one = targets[sheet.get(f"{RELATED}id")]
            if str(one.get("Type")).endswith("/worksheet"):
                target = str(one.get("Target"))
                yield target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")

    def _strings(self) -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self._zip.namelist():
            return []
        with self._zip.open(name) as stream:
            return [str(text) for text in read_string_table(stream)]

    def without_cells(self) -> io.BytesIO:
        """The same file with empty sheets: formats, notes, sizes and rules are all in it."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as copy:
            for name in self._zip.namelist():
                content = self._zip.read(name)
                copy.writestr(name, _CELLS.sub(_emptied, content, count=1) if name in self.paths else content)
        stream.seek(0)
        return stream

    def lines(self, path: str) -> Iterator[Line]:
        """The rows of one sheet."""
        shared: Shared = {}
        at = 0
        for part in self._parts(path):
            for element in ElementTree.fromstring(part):  # noqa: S314 - a file that a person opens on purpose
                at = int(element.get("r") or at + 1)
                height = element.get("ht")
                cells = [*self._row(element, at - 1, shared)]
                yield Line(at - 1, element.get("hidden") in ("1", "true"), float(height) if height else None, cells)

    def _parts(self, path: str) -> Iterator[bytes]:
        """Cells as documents of some rows each; every prefix is declared, that of the rows as the main one."""
        found = _CELLS.search(self._zip.read(path))
        if found is None:
            raise ValueError(f"{path} has no cells")
        cells, own = found[2] or b"", (found[1] or b"").rstrip(b":")
        main = MAIN[1:-1].encode()
        prefixes = set(_PREFIX.findall(cells)) - {b"xml", b"xmlns"}
        declared = b"".join(b' xmlns:%s="%s"' % (one, main if one == own else b"other:" + one) for one in prefixes)
        start = 0
        ends = [end.end() for end in _ROW_END.finditer(cells)]
        for end in [*ends[ROWS_AT_ONCE - 1 :: ROWS_AT_ONCE], len(cells)]:
            yield b'<rows xmlns="%s"%s>%s</rows>' % (main, declared, cells[start:end])
            start = end

    def _row(self, element: ElementTree.Element, row: int, shared: Shared) -> Iterator[Found]:
        column = -1
        for cell in element:
            place = cell.get("r")
            column = _column(place.rstrip("0123456789")) if place else column + 1
            plain = _plain(cell, self.strings)
            formula = cell.find(_FORMULA)
            text = None if formula is None else _formula(formula, row, column, shared)
            yield Found(column, int(cell.get("s", 0)), plain if text is None else Formula(f"={text}", plain))


@lru_cache(maxsize=1024)
def _column(name: str) -> int:
    return column_index(name)


def _emptied(found: re.Match[bytes]) -> bytes:
    return b"<" + (found[1] or b"") + b"sheetData/>"


def _plain(cell: ElementTree.Element, strings: list[str]) -> Plain:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t")) or None
    text = cell.findtext(_VALUE)
    if not text:
        return None
    if kind == "s":
        return strings[int(text)] or None
    if kind == "b":
        return text in ("1", "true")
    return number(text) if kind == "n" else text


def number(text: str) -> float | int:
    """A number as the file writes it; whole ones are whole."""
    value = float(text)
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _formula(found: ElementTree.Element, row: int, column: int, shared: Shared) -> str | None:
    """The text of a formula; one that shares another's text is that text, moved."""
    own = found.get("si", "")
    if found.text:
        if found.get("t") == "shared":
            shared[own] = (found.text, row, column)
        return found.text
    if own not in shared:
        return None
    text, top, left = shared[own]
    return copied(f"={text}", row - top, column - left)[1:]
