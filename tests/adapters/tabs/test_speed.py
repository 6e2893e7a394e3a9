"""Reading a year costs no more than a few times what parsing its text costs: ratios within one run, no seconds."""

import gc
import json
import random
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pytest

from service.adapters.cells.grid import Tab
from service.adapters.cells.serials import EPOCH
from service.adapters.sheets.answer import tabs_of
from service.adapters.sheets.envelope import opened
from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import read_workbook

HEADER = (
    "Date", "Person", "Client", "Project", "Task", "Description", "Hours", "Start", "End", "Billable", "Ticket",
    "Own sums",
)  # fmt: skip
ROUNDS = 3
ATTEMPTS = 2
"""A machine that does other things at the same time can spoil a run, but makes none faster than it is."""

MOST = 4
"""How many times as long as json.loads of the same rows a reading may take."""

Rows = list[list[Any]]


def month(number: int, size: int, dice: random.Random) -> Rows:
    """The rows of one tab, as a spreadsheet keeps them."""
    people = [f"{first} {last}" for first in ("Ana", "Bo", "Cy", "Ines", "Tomas") for last in ("Ruiz", "Lind")]
    first = (date(2026, number, 1) - EPOCH).days
    rows: Rows = [list(HEADER)]
    for _ in range(size):
        start, hours = dice.randrange(32, 60) / 96, dice.randrange(1, 32) / 4
        text = f"Build part {dice.randrange(900)} of the booking form and test it"
        rows.append([
            first + dice.randrange(28), dice.choice(people), dice.choice(("Port", "Harbour")),
            dice.choice(("App", "Site")), "Design", text, hours, start, start + hours / 24, dice.random() < 0.9,
            f"AB-{dice.randrange(999)}", "",
        ])  # fmt: skip
    return rows


def answer(rows: Rows, title: str) -> dict[str, Any]:
    """What Sheets would say of these rows."""
    kinds = {0: ("DATE", "yyyy-mm-dd"), 7: ("TIME", "hh:mm"), 8: ("TIME", "hh:mm")}

    def cell(place: int, value: object) -> dict[str, Any]:
        if isinstance(value, bool):
            return {"effectiveValue": {"boolValue": value}}
        if isinstance(value, str):
            return {"effectiveValue": {"stringValue": value}} if value else {}
        form, pattern = kinds.get(place, ("NUMBER", "0.00"))
        number = {"numberFormat": {"type": form, "pattern": pattern}}
        return {"effectiveValue": {"numberValue": value}, "effectiveFormat": number}

    data = [{"values": [cell(place, value) for place, value in enumerate(row)]} for row in rows]
    return {"properties": {"title": title}, "data": [{"rowData": data}]}


def ratio(work: Callable[[], object], yardstick: Callable[[], object]) -> float:
    """The median of how many times as long the work takes, one pair after the other."""
    work()
    yardstick()
    found = []
    for _ in range(ROUNDS):
        spent = []
        for act in (yardstick, work):
            gc.collect()
            began = time.process_time()
            kept = act()
            spent.append(time.process_time() - began)
            del kept
        found.append(spent[1] / spent[0])
    return median(found)


def year() -> tuple[list[Rows], list[Tab], bytes]:
    """Twelve months: their rows, their tabs, and what Sheets says of them as bytes."""
    dice = random.Random(7)
    months = [month(number, 2000, dice) for number in range(1, 13)]
    said = {"sheets": [answer(rows, f"Month {number}") for number, rows in enumerate(months, 1)]}
    text = json.dumps(said, separators=(",", ":")).encode()
    return months, list(tabs_of(opened(text), "")), text


@pytest.mark.slow
def test_a_year_is_read_in_under_four_times_the_time_that_parsing_its_rows_takes() -> None:
    months, tabs, said = year()
    rows = json.dumps(months)
    read = read_workbook(tabs, "Year", Context())
    assert len(read.reading.entries) == 24_000
    assert not any(entry.problems for entry in read.reading.entries)
    gc.disable()
    try:
        to_entries = min(
            ratio(lambda: read_workbook(tabs, "Year", Context()), lambda: json.loads(rows)) for _ in range(ATTEMPTS)
        )
        from_answer = ratio(lambda: list(tabs_of(opened(said), "")), lambda: json.loads(said))
    finally:
        gc.enable()
    print(
        f"cells to entries: {to_entries:.2f} x json.loads of the rows; answer to cells: {from_answer:.2f} x its parse"
    )
    assert to_entries < MOST
