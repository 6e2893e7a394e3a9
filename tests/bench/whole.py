"""From the bytes that Sheets answers to the bytes that are written back, with nothing left out."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from openpyxl.utils import column_index_from_string

from service.adapters.sheets.answer import tabs_of
from service.adapters.sheets.envelope import opened
from service.adapters.sheets.spreadsheet import Writing
from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Cell, Changes
from service.domain.judging.finding import Finding
from tests.bench import answers, frames, limit, log, ours
from tests.bench.board import Line, Part, at_least, at_most
from tests.bench.checks import MANY
from tests.bench.log import Log, Verdict
from tests.bench.rounds import figure, turns

RANGE = re.compile(r"'(.+)'!([A-Z]+)\d*:([A-Z]+)")
HOW = (
    "Twelve tabs. Others get plain values and give back six columns of numbers; Tickmark gets typed cells with formats,"
    " looks once more before it writes, and gives back ids, flags and amounts with their sentences as notes."
)
WHY = (
    "We read typed cells with their formats, since values cannot tell a date from a number or a duration from a day"
    " (five times the bytes), know rows again by ids, and write sentences and notes."
)


def one_range(said: Verdict) -> bytes:
    """All six columns in one range of values."""
    rows = [list(row) for row in zip(*said, strict=True)]
    return orjson.dumps({"valueInputOption": "RAW", "data": [{"range": "M2:R", "values": rows}]})


def a_dict_a_cell(said: Verdict) -> bytes:
    """A range for every cell, as scripts do it that write as they go."""
    data = [
        {"range": f"{column}{row}", "values": [[value]]}
        for row, values in enumerate(zip(*said, strict=True), 2)
        for column, value in zip("MNOPQR", values, strict=True)
    ]
    return json.dumps({"valueInputOption": "RAW", "data": data}).encode()


def typical(body: bytes) -> bytes:
    """Records as dictionaries, a function applied to each row, a dictionary a cell."""
    answer = json.loads(body)
    records = [
        dict(zip(one["values"][0], row, strict=True)) for one in answer["valueRanges"] for row in one["values"][1:]
    ]
    names = ("Date", "Person", "Role", "Client", "Project", "Description", "Hours")
    columns = [[record[name] for record in records] for name in names]
    return a_dict_a_cell(frames.pandas_rows(Log(*columns, [0] * len(records))))


def usual(judge: Callable[[Log], Verdict], body: bytes) -> bytes:
    """Rows through gspread, a library for the checks, one range back."""
    return one_range(judge(answers.from_rows(json.loads(body))))


def lean(judge: Callable[[Log], Verdict], body: bytes) -> bytes:
    """Columns, the fastest parser there is, one range back."""
    return one_range(judge(answers.from_columns(orjson.loads(body))))


def product(body: bytes, look: bytes, size: int) -> bytes:
    """Tickmark: typed cells, entries, the same seven checks; ids, flags and amounts with their notes as its block."""
    known = ours.facts(size)
    book = read_workbook(tabs_of(opened(body), "us"), "Year", Context())
    sheet, findings = ours.found(assemble(book.reading.entries, known))
    said: dict[str, list[Finding]] = {}
    for finding in findings:
        said.setdefault(finding.entry, []).append(finding)
    cells = [made for work in sheet for made in _cells(work.entry, sheet.bills[work.id], said.get(work.id, []))]
    writing = Writing(book, Changes(tuple(cells), (), tuple(book.found), ("owner@row.example",)), "us")
    answer = {one["range"].split("!")[0].strip("'"): one["values"] for one in orjson.loads(look)["valueRanges"]}
    writing.look(looked(answer, place) for place in writing.ranges())
    return orjson.dumps(writing.body())


def looked(answer: Mapping[str, list[list[Any]]], place: str) -> list[list[Any]]:
    """The columns of one range, as the second, short look before the write gets them."""
    found = RANGE.match(place)
    assert found, place
    first, last = (column_index_from_string(letters) for letters in found.group(2, 3))
    return answer[found[1]][first - 1 : last]


def _cells(entry: Entry, bill: Bill, findings: list[Finding]) -> list[Cell]:
    flags, note = ", ".join(one.code for one in findings), "\n".join(str(one.message) for one in findings)
    place = entry.tab, entry.row
    return [
        Cell(*place, "row_id", entry.id),
        Cell(*place, "flags", flags, note),
        Cell(*place, "amount", bill.amount, "\n".join(map(str, bill.steps))),
    ]


def board(size: int, rounds: int, folder: Path) -> Part:
    """Everybody from bytes to bytes; the flags of all are equal, as was found before."""
    rows = log.made(size)
    by_rows, by_columns, typed = answers.values(rows, False), answers.values(rows, True), answers.grid(rows)
    judge = limit.built(folder)
    acts: dict[str, Callable[[], object]] = {
        "typical": partial(typical, by_rows),
        "pandas via gspread": partial(usual, frames.pandas_groups, by_rows),
        "Polars via gspread": partial(usual, frames.polars_columns, by_rows),
        "Polars, columns, orjson": partial(lean, frames.polars_columns, by_columns),
        "Tickmark": partial(product, typed, by_columns, size),
    }
    if size >= MANY:
        del acts["typical"]
    base = "Polars, columns, orjson"
    if judge is not None:
        base = "orjson, C, orjson"
        acts[base] = partial(lean, partial(limit.judged, judge), by_columns)
    found = turns(acts, {name: 1 if name == "typical" else rounds for name in acts})
    mine = found.ratio("Tickmark", base)
    lines = [at_most(f"Tickmark beside {base}", mine.middle, 2, str(mine), "at most 2.0 x", WHY)]
    lines += [
        Line(f"{name} beside {base}", str(found.ratio(name, base))) for name in acts if name not in (base, "Tickmark")
    ]
    for name, ahead in (("Polars via gspread", 2.5), ("pandas via gspread", 2.5), ("typical", 25)):
        if name not in acts:
            continue
        lead = found.ratio(name, "Tickmark")
        lines.append(at_least(f"{name} beside Tickmark", lead.middle, ahead, str(lead), f"at least {ahead} x", WHY))
    lean_peer = found.ratio("Tickmark", "Polars, columns, orjson")
    lines.append(at_most("Tickmark beside Polars, columns, orjson", lean_peer.middle, 1.1, str(lean_peer),
                         "at most 1.1 x", WHY))  # fmt: skip
    more = len(gzip.compress(typed, 6)) / len(gzip.compress(by_columns, 6))
    lines.append(at_most("bytes read, packed, beside values by columns", more, 1.2, f"{figure(more)} x",
                         "at most 1.2 x", WHY))  # fmt: skip
    return Part(f"From answer to write-back, {size:,} rows", HOW, tuple(lines))
