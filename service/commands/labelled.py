"""A file of texts whose categories are known, read with a sentence for whatever cannot be used."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from service.adapters.tabs.delimited import SEPARATORS, decoded
from service.domain.category import Category
from service.faults import WorkbookFault

NEEDED = ("description", "label")
ALSO = "also"
BETWEEN = re.compile(r"[\s,;/|]+")


class Line(NamedTuple):
    """A text, its category, and other categories that two people might give it."""

    text: str
    label: Category
    also: tuple[Category, ...] = ()


def labelled(path: Path) -> list[Line]:
    """The lines of a file. Raises WorkbookFault with the line that cannot be used, and why."""
    try:
        text = decoded(path.read_bytes())
    except OSError as problem:
        raise WorkbookFault(f"{path} cannot be read ({problem.strerror}): name a CSV file.") from problem
    try:
        lines = list(_lines(path, text))
    except csv.Error as problem:
        raise WorkbookFault(f"{path} is no CSV file ({problem}).") from problem
    if not lines:
        raise WorkbookFault(f"{path} has no texts below its first line.")
    return lines


def _lines(path: Path, text: str) -> Iterator[Line]:
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=head.count), strict=True)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
    for column in NEEDED:
        if column not in reader.fieldnames:
            named = ", ".join(filter(None, reader.fieldnames)) or "nothing"
            raise WorkbookFault(
                f"{path} has no column {column}: its first line names {named}, and has to name description and label."
            )
    for row in reader:
        yield _line(f"{path}, line {reader.line_num}", row)


def _line(place: str, row: Mapping[str | None, str | list[str] | None]) -> Line:
    if None in row:
        raise WorkbookFault(f"{place} has more cells than the first line: put the description between quotes.")
    description, label, also = (str(row.get(name) or "").strip() for name in (*NEEDED, ALSO))
    if not description:
        raise WorkbookFault(f"{place} has no description: fill it in, or take the line out.")
    others = _codes(place, also)
    return Line(description, _category(place, label), others)


def _codes(place: str, also: str) -> tuple[Category, ...]:
    """The categories of a cell that may hold several codes, or one category by its name."""
    whole = Category.read(also)
    return (whole,) if whole else tuple(_category(place, code) for code in BETWEEN.split(also) if code)


def _category(place: str, text: str) -> Category:
    found = Category.read(text)
    if found is None:
        known = ", ".join(category.code for category in Category)
        raise WorkbookFault(f"{place}: {text!r} is no category.{_nearest(text)} There are {known}.")
    return found


def _nearest(text: str) -> str:
    """The category that was probably meant, as a question; blank where nothing is like it."""
    names = {name.casefold(): category for category in Category for name in (category.code, category.value)}
    like = get_close_matches(text.casefold(), names, n=1)
    return f" Did you mean {names[like[0]].code} ({names[like[0]].value})?" if like else ""
