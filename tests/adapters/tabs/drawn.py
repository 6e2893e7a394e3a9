"""Tabs drawn as text, so that a test shows its input as people see it.

A cell is text as it stands, but for #7.5 (a number), @2026-09-01 (a date cell), ~7:30 (a duration cell),
☐ and ☑ (boxes) and !#REF! (an error).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import count

from service.adapters.cells.grid import EMPTY, Cell, Tab
from service.adapters.cells.serials import serial_of
from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import Workbook, read_workbook
from service.domain.hours.reading import Reading

KINDS = {"#": "number", "@": "date", "~": "time", "!": "error"}


def cell(text: str) -> Cell:
    """One drawn cell."""
    text = text.strip()
    if not text:
        return EMPTY
    if text in "☐☑":
        return Cell("bool", text == "☑")
    if text[0] == "@" and len(text) == 11:
        return Cell("date", serial_of(date.fromisoformat(text[1:])))
    if text[0] == "~":
        hours, minutes = text[1:].split(":")
        return Cell("time", (Decimal(hours) * 60 + Decimal(minutes)) / 1440)
    if text[0] == "#" and text[1:].replace(".", "").replace("-", "").isdecimal():
        return Cell("number", Decimal(text[1:]))
    return Cell("error", text[1:]) if text[0] == "!" else Cell("text", text)


def tab(drawing: str, title: str = "Log", **about: object) -> Tab:
    """A drawn tab: one line a row, cells between bars; a line of its own that is empty is an empty row."""
    lines = [line.strip() for line in drawing.strip("\n").splitlines()]
    rows = [[cell(part) for part in line.split("|")] if line else [] for line in lines]
    return Tab(title, rows, **about)  # type: ignore[arg-type]  # whatever a test needs to say


def workbook(*tabs: Tab, locale: str = "", **about: object) -> Workbook:
    """Tabs, read; ids are numbered."""
    numbers: Iterator[int] = count(1)
    return read_workbook(tabs, "Test", Context(locale, fresh=lambda _: f"new{next(numbers)}", **about))  # type: ignore[arg-type]  # whatever a test needs


def reading(drawing: str, locale: str = "", **about: object) -> Reading:
    """The reading of one drawn tab."""
    return workbook(tab(drawing, **about), locale=locale).reading
