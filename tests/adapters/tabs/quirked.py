"""Quirks as text: what stands in a workbook, and what is to become of each of its rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from service.adapters.cells.grid import Cell, Tab, is_blank
from service.adapters.tabs.delimited import read_delimited
from service.adapters.tabs.timesheets import Workbook
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Reading
from tests.adapters.tabs.drawn import tab, workbook

FOLDER = Path(__file__).parent / "quirks"
MARKS = {True: "billable", False: "not billable", None: "unsaid"}


@dataclass
class Quirk:
    """One case: its name, what is known beside the cells, its tabs as text, and what is expected."""

    name: str
    lines: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def tabs(self) -> list[Tab]:
        """The tabs, drawn; one is called Log where nothing else is said."""
        found: dict[str, list[str]] = {}
        title = "Log"
        for line in self.lines:
            if match := re.fullmatch(r"\[\[(.+)\]\]", line.strip()):
                title = match[1]
            found.setdefault(title, [])
            if not match:
                found[title].append(line)
        return [self._tab(title, lines) for title, lines in found.items() if any(lines)]

    def _tab(self, title: str, lines: list[str]) -> Tab:
        text = "\n".join(lines).rstrip("\n") + "\n"
        if "file" in self.options:
            how = self.options["file"]
            text = text.replace("\n", "\r") if "cr" in how else text
            plain = text.replace("\ufeff", "") if "latin1" in how else text
            return read_delimited(plain.encode("latin-1" if "latin1" in how else "utf-8"), title)
        if "lines" in self.options:
            return Tab(title, [[Cell("text", line)] for line in lines if line])
        return drawn_exactly(lines, title)

    def read(self) -> Workbook:
        """The workbook, read with what was decided and is known."""
        decisions: dict[str, dict[str, str]] = {}
        for key, value in self.options.items():
            if key.startswith("decide "):
                decisions[key.removeprefix("decide ")] = dict(pair.split("=", 1) for pair in value.split(";"))  # type: ignore[misc]  # pairs
        people = [name.strip() for name in self.options.get("people", "").split(",")]
        zone = ZoneInfo(self.options["zone"]) if "zone" in self.options else None
        projects = [name.strip() for name in self.options.get("projects", "").split(",")]
        names = lambda name: "person" if name in people else "project" if name in projects else ""
        return workbook(
            *self.tabs(), locale=self.options.get("locale", ""), decisions=decisions, zone=zone, names=names
        )


def drawn_exactly(lines: list[str], title: str) -> Tab:
    """A drawn tab in which empty lines above the first row stay rows."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    empty = next((i for i, line in enumerate(lines) if line.strip()), 0)
    made = tab("\n".join(lines[empty:]), title, hidden=title.endswith(" hidden"))
    return Tab(title, [[]] * empty + list(made.rows), hidden=made.hidden)


def quirks(name: str) -> list[Quirk]:
    """The cases of one file of quirks."""
    return sections(FOLDER / name)


def sections(path: Path) -> list[Quirk]:
    """The cases of a file: a name after ===, what stands there, and below a line of dashes what is expected."""
    found: list[Quirk] = []
    expecting = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found.append(Quirk(line.removeprefix("=== ")))
            expecting = False
        elif line == "---":
            expecting = True
        elif expecting:
            found[-1].expected += [line] if line.strip() else []
        elif line.startswith("? "):
            key, _, value = line.removeprefix("? ").partition(":")
            key, _, more = (key, "", value) if value else key.partition(" ")
            found[-1].options[key] = (value or more).strip()
        else:
            found[-1].lines.append(line)
    return found


def everything(read: Reading, tabs: list[Tab]) -> dict[tuple[str, int], list[str]]:
    """What became of every row, but for headers."""
    refused = {one.tab for one in read.refused}
    found: dict[tuple[str, int], list[str]] = {}
    for one in tabs:
        for row, cells in enumerate(one.rows, 1):
            if one.title in refused and not all(map(is_blank, cells)):
                found[one.title, row] = ["refused"]
    for entry in read.entries:
        found.setdefault((entry.tab, entry.row), []).append("read")
    for skipped in read.skipped:
        found.setdefault((skipped.tab, skipped.row), []).append("skipped")
    return found


def said(read: Reading) -> Iterator[tuple[str, str]]:
    """Each row, or tab, with what became of it, as the files write it."""
    for entry in read.entries:
        place = f"{entry.tab} {entry.row}"
        if entry.problems:
            yield place, "? " + " ".join(f"{one.column}: {one.message} {one.remedy}" for one in entry.problems)
        else:
            yield place, as_line(entry)
    for skipped in read.skipped:
        if skipped.reason != "the header":
            yield f"{skipped.tab} {skipped.row}", f"- {skipped.reason}"
    for refused in read.refused:
        yield refused.tab, f"! {refused.message}"


def as_line(entry: Entry) -> str:
    """An entry as the files write it."""
    hours = "" if entry.hours is None else str(Fraction(entry.hours).limit_denominator(10**16))
    text = entry.description.replace("\r", "⏎").replace("\n", "⏎")
    return (
        f"{entry.date} | {entry.person.strip()} | {hours} | {text.strip()} | {MARKS[entry.billable]} | {entry.project}"
    )


def as_found(expected: str, found: str) -> bool:
    """Whether a line of a file says what was found: fields that it gives must be equal, sentences must be in it."""
    if expected[:2] in ("? ", "! "):
        start, _, rest = expected.partition(": ") if expected[0] == "?" else (expected[:2], "", expected[2:])
        return found.startswith(start) and rest in found
    if expected.startswith("- "):
        return expected == found
    wanted, got = ([part.strip() for part in line.split("|")] for line in (expected, found))
    same = [a == b for place, (a, b) in enumerate(zip(wanted, got, strict=False)) if place != 2]
    return all(same) and (len(wanted) < 3 or same_hours(wanted[2], got[2]))


def same_hours(wanted: str, got: str) -> bool:
    """Whether hours are equal; a third is written 1/3, and equal to as many digits as a Decimal keeps."""
    if not wanted or not got:
        return wanted == got
    return abs(Fraction(wanted) - Fraction(got)) < Fraction(1, 10**20) or Fraction(wanted) == Fraction(got)
