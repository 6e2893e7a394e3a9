"""Undo last run and Clear our columns, through the service: what the ledger and the books make of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.office import MANAGER, Office, Papers

HOURS = """
Date       | Who          | Client          | Project        | Hours | Notes
2026-10-05 | Callum Breck | Brackenridge    | Taproom shop   | 4     | Age gate: thirty-day cookie implemented
2026-10-06 | Sunniva Aske | Brackenridge    | Taproom shop   | 3.5   | Visual design of the age gate
2026-10-08 | Sunniva Aske | Trailhead Trust | Donor campaign | 3.5   | Moodboard for the year-end appeal
2026-10-12 | Tobias Renn  | Harbour & Pine  | Spring catalogue | 2   | Fixes and updates
"""


class Desk(Office):
    """An office whose spreadsheet can be compared as a whole."""

    def grid(self) -> Any:
        url = f"{self.root}/v4/spreadsheets/{self.id}"
        return requests.get(url, params={"fields": "sheets"}, headers={"Authorization": "Bearer x"}, timeout=30).json()

    def undo(self) -> str:
        assert "question" in self.ask("undo")
        return str(self.ask("undo", confirmed=True)["message"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workbook = tmp_path / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in HOURS.strip().splitlines())
    with closing(Desk(tmp_path, Papers(workbook))) as made:
        yield made


def test_undoing_the_set_up_leaves_nothing_behind_and_the_sheet_at_rest(desk: Desk) -> None:
    before = desk.grid()
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    desk.reports("October", 2, 2)
    question = desk.ask("undo")["question"]
    assert question.startswith("Undo “Set up this sheet” of ")
    assert "4 rows, the columns of October and the tabs Invoices, Review and Run log go back" in question
    message = desk.ask("undo", confirmed=True)["message"]
    assert "our columns are gone from October" in message
    assert desk.grid() == before
    assert desk.wiring.store.registered() == []
    refused = requests.post(f"{desk.service}/addon/undo", json={"spreadsheetId": desk.id}, timeout=30)
    assert refused.status_code == 403


@pytest.mark.slow
def test_the_sample_month_is_what_it_was_in_every_field(tmp_path: Path) -> None:
    with closing(Desk(tmp_path)) as desk:
        before, texts = desk.grid(), [[row[5]] for row in desk.values("Studio log")[19:40]]
        desk.ask("setup")
        typed = {"spreadsheetId": desk.id, "by": MANAGER, "range": "'Studio log'!F20:F40"}
        desk.said("/__person/edit", {**typed, "values": [["Stuff"]] * len(texts)})
        desk.types("Studio log", 50, "approve", True)
        edited = desk.grid()
        desk.check()
        assert desk.grid() != edited
        desk.undo()
        assert desk.grid() == edited, "values, notes, formats, validations, colours, protections, charts"
        desk.said("/__person/edit", {**typed, "values": texts})
        desk.undo()
        assert desk.grid() == before


def test_a_tick_whose_box_went_with_its_column_counts_no_more(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    assert desk.reports("October", 2, 2) == "1 row approved."
    desk.undo()
    desk.ask("setup")
    row = desk.values("October")[1]
    assert row[12:14] == [False, "Needs approval"]


def test_a_check_undone_keeps_machine_words_apart_from_peoples_choices(desk: Desk) -> None:
    desk.ask("setup")
    before = desk.grid()
    typed = {"spreadsheetId": desk.id, "by": MANAGER, "range": "October!F5", "value": "Newsletter layout, two drafts"}
    desk.said("/__person/edit", typed)
    desk.check()
    assert desk.grid() != before
    desk.undo()
    assert desk.wiring.store.registered() == [], "nobody looks at it unasked while it is at rest"
    desk.said("/__person/edit", {**typed, "value": "Fixes and updates"})
    assert desk.grid() == before
    desk.check()
    explained = desk.ask("explain", tab="October", row=5)
    assert "chosen by a person" not in dict(explained["facts"])["Category"]


def test_undoing_a_billing_run_takes_the_drafts_back(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True, last=3)
    desk.reports("October", 2, 3)
    desk.ask("generate")
    assert len(desk.invoices()) == 1
    assert "drafted 1 invoice in QuickBooks" in desk.ask("undo")["question"]
    assert "need a new tick" in desk.ask("undo", confirmed=True)["message"]
    assert desk.invoices() == []
    assert [row[12:14] for row in desk.values("October")[1:3]] == [[False, "Needs approval"]] * 2


def test_cleared_columns_come_back_with_what_was_billed(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True, last=3)
    desk.reports("October", 2, 3)
    desk.ask("generate")
    shown = [row[13:15] for row in desk.values("October")[1:]]
    question = desk.ask("clear")["question"]
    assert question.startswith("Take Tickmark's columns away from October, with the reasons and ticks in them")
    assert "What was billed stays known" in desk.ask("clear", confirmed=True)["message"]
    assert desk.values("October")[0] == ["Date", "Who", "Client", "Project", "Hours", "Notes"]
    desk.ask("setup")
    assert [row[13:15] for row in desk.values("October")[1:]] == shown
    assert len(desk.invoices()) == 1


def test_only_selected_rows_are_written_and_described(desk: Desk) -> None:
    desk.ask("setup")
    ids = desk.values("October")
    for row in (4, 5):
        typed = {"spreadsheetId": desk.id, "by": MANAGER, "range": f"October!F{row}", "value": "Stuff"}
        desk.said("/__person/edit", typed)
    answer = desk.ask("check", tab="October", firstRow=5, lastRow=5)
    assert answer["message"].startswith("1 entry, 2.00 h.")
    now = desk.values("October")
    assert [row[9:10] for row in now[1:4]] == [row[9:10] for row in ids[1:4]], "row 4 still shows what it showed"
    assert now[4][9] == "▲ TXT002 vague description"


def test_an_edit_in_a_sheet_at_rest_writes_the_edited_row_alone(desk: Desk) -> None:
    desk.ask("setup")
    for row in (4, 5):
        typed = {"spreadsheetId": desk.id, "by": MANAGER, "range": f"October!F{row}", "value": "Stuff"}
        desk.said("/__person/edit", typed)
    desk.check()
    desk.undo()
    before = desk.values("October")
    desk.reports("October", 5, 5)
    now = desk.values("October")
    assert now[:4] == before[:4]
    assert now[4] != before[4]
