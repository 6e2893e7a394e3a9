"""The export of every known program is read with no set-up: people, days, hours and texts exact.

exports.txt gives rows by header; the header itself comes from sheets_schema/layouts.csv, whole and in its order.
"""

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from service.adapters.tabs.context import Context
from service.adapters.tabs.delimited import read_delimited
from service.adapters.tabs.layouts import known_layouts
from service.adapters.tabs.rowids import by_content
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.reading import Reading
from tests.adapters.tabs.quirked import Quirk, as_found, as_line, sections

CASES = sections(Path(__file__).with_name("exports.txt"))


def export(case: Quirk) -> bytes:
    """The rows of a case as the program would write them: every column of its layout, in its order."""
    (layout,) = (known for known in known_layouts() if known.name == case.name)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, layout.headers)
    writer.writeheader()
    for line in case.lines:
        if line.strip():
            writer.writerow({k.strip(): v.strip() for k, _, v in (part.partition("=") for part in line.split(" | "))})
    return text.getvalue().encode()


def read(case: Quirk) -> Reading:
    """The reading of that export, in an agency in Dublin."""
    context = Context(zone=ZoneInfo("Europe/Dublin"), fresh=by_content)
    return read_workbook([read_delimited(export(case), "export")], "Test", context).reading


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_export_is_read_with_no_set_up(case: Quirk) -> None:
    found = read(case)
    problems = [problem for entry in found.entries for problem in entry.problems]
    lines = [as_line(entry) for entry in found.entries] or [f"! {one.message}" for one in found.refused]
    assert not problems
    assert len(lines) == len(case.expected), (lines, found.refused)
    assert all(as_found(wanted, got) for wanted, got in zip(case.expected, lines, strict=True)), lines
    assert found.refused or found.tabs[0].program == case.name


def test_every_layout_has_an_export() -> None:
    assert {case.name for case in CASES} == {layout.name for layout in known_layouts()}
