"""What a month costs in calls and bytes, counted at the stand-in, beside the way gspread is mostly used."""

from __future__ import annotations

import csv
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import gspread
import orjson
import requests
from google.oauth2.credentials import Credentials
from openpyxl.utils import get_column_letter

from sandbox.journal import Call
from sandbox.serving import Running
from service.adapters.sheets import GoogleSheet, SheetClient
from service.adapters.sheets.edits import Put, updates
from service.adapters.sheets.pace import Pace
from tests.bench import answers, log
from tests.bench.board import Line, Part, at_least, at_most
from tests.bench.rounds import figure, turns
from tests.month import APPROVERS, Month
from tests.office import MANAGER, Office
from tests.sandbox.quickbooks.books import Books

TYPED = "We read typed cells with their formats: in values a date, a duration and a number look alike."
BUSY = 25
"""Edits in a minute."""
READ_ROWS, WRITE_ROWS = 20_000, 100_000


class Plain(gspread.HTTPClient):
    """gspread's own client, led to the stand-in."""

    root = ""

    def request(self, method: str, endpoint: str, *args: Any, **more: Any) -> requests.Response:
        """One request, to another address."""
        return super().request(method, endpoint.replace("https://sheets.googleapis.com", self.root, 1), *args, **more)


def gspread_at(root: str) -> gspread.Client:
    """gspread as everybody uses it."""
    client = gspread.Client(auth=Credentials(token="somebody"), http_client=Plain)  # type: ignore[no-untyped-call]  # google's
    client.http_client.root = root  # type: ignore[attr-defined]  # Plain's own
    return client


@contextmanager
def lived() -> Iterator[Month]:
    """The sample month from the first look to the drafts."""
    with tempfile.TemporaryDirectory() as folder, closing(Office(Path(folder))) as office:
        yield Month(office)


def spoken(office: Office, act: Callable[[], object]) -> list[Call]:
    """What the service says to Sheets in an act; what the script sees of its own spreadsheet is no call."""
    before = office.said_so_far()
    act()
    said = [call for call in office._journal.calls("sheets") if call.n > before]
    return [call for call in said if "valueRenderOption=FORMATTED_VALUE" not in call.query]


def usual(office: Office) -> None:
    """A script as people write it: each tab by its title, its records, and a write for each tab."""
    for title in APPROVERS:
        tab = gspread_at(office.root).open_by_key(office.id).worksheet(title)
        rows = tab.get_all_values()
        tab.update([["ok"]] * len(rows), f"Z1:Z{len(rows)}")


def counted(calls: Iterable[Call]) -> str:
    """Reads and writes."""
    reads = sum(call.method == "GET" for call in calls)
    return f"{reads} reads, {len(list(calls)) - reads} writes"


def sent(calls: Iterable[Call]) -> int:
    """Bytes that were written."""
    return sum(len(call.request) for call in calls if call.method != "GET")


def month() -> Part:
    """Calls and bytes of a review, an unchanged one and an edit; and what billing takes."""
    with lived() as played:
        office = played.office
        first, again = played.calls("setup", "sheets"), played.calls("second review", "sheets")
        unchanged = spoken(office, lambda: office.ask("check"))
        blank_a_text(office, "Dev hours", 20)
        edit = spoken(office, lambda: office.reports("Dev hours", 20, 20, MANAGER))
        theirs = spoken(office, lambda: usual(office))
        lines = [
            at_most("calls of the first review", len(first), 3, str(len(first)), "at most 3"),
            at_most("calls of an unchanged review", len(again), 1, str(len(again)), "at most 1"),
            at_most("calls of one edit", len(edit), 3, str(len(edit)), "at most 3"),
            Line("the same by gspread, a tab at a time", counted(theirs)),
            at_most("bytes written by an unchanged review", sent(unchanged), 0, str(sent(unchanged)), "0"),
            Line("bytes written after one edit", f"{sent(edit):,}"),
            *_busy(office),
            *_billing(played),
        ]  # fmt: skip
    how = "The sample month, three tabs and some 400 rows, through the service over HTTP; the stand-in counts."
    return Part("A month in calls and bytes", how, tuple(lines))


def _busy(office: Office) -> Iterator[Line]:
    """As many edits in a minute as Google's quota is enough for, with the stand-in counting."""
    office.said("/__quota", {"on": True})

    def edits() -> None:
        for row in range(BUSY):
            blank_a_text(office, "Dev hours", 30 + row)
            office.reports("Dev hours", 30 + row, 30 + row, MANAGER)

    refused = sum(call.status == requests.codes.too_many for call in spoken(office, edits))
    office.said("/__quota", {"on": False})
    yield at_most(f"refusals by the quota at {BUSY} edits in a minute", refused, 0, str(refused), "0")


def blank_a_text(office: Office, tab: str, row: int) -> None:
    """Somebody takes the description of a row away."""
    rows = office.values(tab)
    place = next(line.index("Description") for line in rows if "Description" in line)
    cell = f"'{tab}'!{get_column_letter(place + 1)}{row}"
    office.said("/__person/edit", {"spreadsheetId": office.id, "by": MANAGER, "range": cell, "value": ""})


def _billing(played: Month) -> Iterator[Line]:
    """Invoices a minute, beside posting the same bodies with nothing around."""
    made = [
        call
        for call in played.calls("billing", "quickbooks")
        if call["method"] == "POST" and "/invoice" in call["path"]
    ]
    every = played.calls("billing", "quickbooks")
    took = every[-1]["time"] - every[0]["time"]
    books = Books(played.office.root)
    began = time.perf_counter()
    for call in made:
        books.made("invoice", {**call["request"], "DocNumber": f"B-{call['n']}"})
    bare = time.perf_counter() - began
    yield Line("invoices a minute, made exactly once, on this machine", f"{len(made) / took * 60:,.0f}")
    yield Line("the same beside bare posts of the same bodies", f"{figure(took / bare)} x")
    yield Line("calls to QuickBooks an invoice", f"{len(every) / len(made):.1f}")


def reading() -> Part:
    """Reading a big tab over loopback."""
    rows = log.made(READ_ROWS)
    with Running() as sandbox, tempfile.TemporaryDirectory() as folder:
        book = loaded(sandbox.root, Path(folder) / "Year.csv", rows)
        client = SheetClient(Credentials(token="x"), sandbox.root, reads=Pace(0), writes=Pace(0))  # type: ignore[no-untyped-call]  # google's
        sheet = gspread_at(sandbox.root).open_by_key(book).sheet1
        values = answers.values(rows, True)
        found = turns({
            "orjson": lambda: orjson.loads(values), "Tickmark": lambda: GoogleSheet(client, book).read(),
            "get_all_values": sheet.get_all_values, "get_all_records": sheet.get_all_records,
        }, 2)  # fmt: skip
    mine, lead = found.ratio("Tickmark", "orjson"), found.ratio("get_all_values", "Tickmark")
    lines = (
        at_most("Tickmark, to entries, beside orjson by columns", mine.middle, 2, str(mine), "at most 2 x", TYPED),
        at_least("get_all_values beside Tickmark", lead.middle, 4, str(lead), "at least 4 x", TYPED),
        Line("get_all_values beside orjson by columns", str(found.ratio("get_all_values", "orjson"))),
        Line("get_all_records beside orjson by columns", str(found.ratio("get_all_records", "orjson"))),
    )
    how = (
        f"{READ_ROWS:,} rows in one tab; the stand-in's own work is in all figures but orjson's: one process."
        " Tickmark ends with entries whose dates, hours and names are understood, the others with texts."
    )
    return Part("Reading a tab over loopback", how, lines)


def loaded(root: str, path: Path, rows: log.Log) -> str:
    """A spreadsheet with the rows in it; its id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(log.HEADER)
        for at in range(len(rows.serial)):
            one = answers.cells(rows, at)
            writer.writerow([log.day(one[0]), *one[1:]])
    answer = requests.post(f"{root}/__load", json={"path": str(path)}, timeout=300)
    answer.raise_for_status()
    return str(answer.json()["spreadsheetId"])


def writing() -> Part:
    """The body of a write: all of six columns, and one row in a hundred."""
    rows = [[number % 7, f"r_{number:08}", 2.25, 371.25, "Ready", ""] for number in range(WRITE_ROWS)]
    puts = [Put(at, place, Decimal(str(one)) if not isinstance(one, str) else one)
            for at, row in enumerate(rows) for place, one in enumerate(row, 12)]  # fmt: skip
    few = [put for put in puts if put.row % 100 == 0]

    def values(some: list[list[Any]]) -> bytes:
        return orjson.dumps({"valueInputOption": "RAW", "data": [{"range": "M2:R", "values": some}]})

    def a_dict_a_cell() -> str:
        data = [{"range": f"{column}{at}", "values": [[one]]}
                for at, row in enumerate(rows, 2) for column, one in zip("MNOPQR", row, strict=True)]  # fmt: skip
        return json.dumps({"valueInputOption": "RAW", "data": data})

    found = turns({
        "limit": lambda: values(rows), "Tickmark": lambda: orjson.dumps(list(updates(0, puts))),
        "cell by cell": a_dict_a_cell, "limit of few": lambda: values(rows[::100]),
        "Tickmark, few": lambda: orjson.dumps(list(updates(0, few))),
    }, 3)  # fmt: skip
    more = len(orjson.dumps(list(updates(0, few)))) / len(values(rows[::100]))
    full, part = found.ratio("Tickmark", "limit"), found.ratio("Tickmark, few", "limit of few")
    lead = found.ratio("cell by cell", "Tickmark")
    why = "Typed cells keep a text from becoming a formula and are read back in the answer; values cannot do both."
    lines = (
        at_most("all cells, beside one range of values", full.middle, 3, str(full), "at most 3 x", why),
        at_most("one row in a hundred, beside one range", part.middle, 2, str(part), "at most 2 x", why),
        at_most("bytes of one row in a hundred, beside one range", more, 1.2, f"{figure(more)} x", "at most 1.2 x",
                why),
        at_least("a range for each cell beside Tickmark", lead.middle, 20, str(lead), "at least 20 x", why),
    )  # fmt: skip
    return Part("The body of a write", f"{WRITE_ROWS:,} rows, six columns, made and serialised.", lines)
