"""Workbooks from files: an .xlsx, a .csv, or a folder of .csv files with one tab each."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.google.book import Book
from sandbox.google.csv_in import locale_of_table, records, tab_of, table_in
from sandbox.google.refusals import UnreadableError
from sandbox.google.shelf import fresh_id
from sandbox.google.tab import Tab
from sandbox.google.xlsx_in import tabs_of

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")

_NUMBERED = re.compile(r"(\d+)[\s._-]+(.*)")


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage while a million cells are made that all stay: it would take most of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def from_path(path: Path, locale: str = "") -> Book:
    """The workbook in a file or folder."""
    if path.is_dir():
        return _from_folder(path, locale)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableError(f"{path} cannot be read ({problem.strerror}): check the path.") from problem
    return from_bytes(data, path.name, locale)


def from_bytes(data: bytes, name: str, locale: str = "") -> Book:
    """The workbook in the bytes of a file."""
    kind, title = Path(name).suffix.lower(), Path(name).stem
    if not data:
        raise UnreadableError(f"{name} is empty: choose a file with rows in it.")
    if kind in WORKBOOKS:
        with no_collection():
            return _book(title, tabs_of(data, name), locale or "en_US")
    if kind in TEXTS:
        table = records(data, name)
        locale = locale or locale_of_table(table)
        with no_collection():
            return _book(title, [tab_of(0, _title(title), table, locale)], locale)
    raise UnreadableError(f"{name} is neither .xlsx nor .csv: save it as one of them and try again.")


def _book(title: str, tabs: list[Tab], locale: str) -> Book:
    return Book(fresh_id(), title, locale=locale, tabs=tabs)


def _from_folder(folder: Path, locale: str) -> Book:
    """Each file is read in the locale it was written in; the spreadsheet takes the one that most have."""
    paths = sorted((path for path in folder.iterdir() if path.suffix.lower() in TEXTS), key=_place)
    if not paths:
        raise UnreadableError(f"{folder} holds no .csv file: put one file for each tab into it.")
    tables = [table_in(path) for path in paths]
    locales = [locale or locale_of_table(table) for table in tables]
    tabs = [
        tab_of(at, _title(path.stem), table, written)
        for at, (path, table, written) in enumerate(zip(paths, tables, locales, strict=True))
    ]
    return _book(folder.name, tabs, max(locales, key=locales.count))


def _place(path: Path) -> tuple[float, str]:
    """By the number a name starts with, then by the name."""
    found = _NUMBERED.fullmatch(path.stem)
    return (int(found[1]) if found else float("inf")), path.name.casefold()


def _title(stem: str) -> str:
    """A tab's title: the name of its file without the number it starts with."""
    found = _NUMBERED.fullmatch(stem)
    return (found[2] if found and found[2] else stem)[:100]
