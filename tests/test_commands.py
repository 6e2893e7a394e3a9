"""The command line: both walks on files, the catalogue, the SOW files, and how everything else ends in a sentence."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from service.rules.rule import promises
from tests.terminal import FILLED, SOWS, Terminal

ROW = ("tab", "row", "id", "date", "person", "client", "project", "sow", "description", "hours", "category",
       "category_source", "confidence", "billable_hours", "amount", "currency", "status", "findings")  # fmt: skip
FINDING = (
    "code", "name", "level", "message", "suggestion", "layer", "clause", "numbers", "at_stake", "risk", "answer",
)  # fmt: skip
DRAFT = ("sow", "client", "currency", "period", "lines", "subtotal", "adjustments", "total", "doc_number",
         "quickbooks_id", "state", "part", "purchase_order", "notes", "findings")  # fmt: skip
LINE = ("description", "date", "quantity", "unit_price", "amount", "entries", "kind", "steps")


@pytest.fixture(params=["xlsx", "csv"])
def workbook(request: pytest.FixtureRequest, terminal: Terminal) -> Path:
    """The same hours in both kinds of file; delimited text has one tab only."""
    made: Path = getattr(terminal, request.param)()
    return made


def test_every_row_with_something_in_it_is_told_exactly_once(terminal: Terminal, workbook: Path) -> None:
    told = terminal.run("check", workbook, "--json").json
    listed = Counter((one["tab"], one["row"]) for part in ("rows", "asked", "skipped") for one in told[part])
    tab = "Hours" if workbook.suffix == ".xlsx" else "month"
    assert listed == Counter((tab, row) for row in FILLED["Hours"])
    assert [one["tab"] for one in told["refused"]] == (["Shopping"] if workbook.suffix == ".xlsx" else [])


def test_a_check_is_told_in_the_promised_shape(terminal: Terminal, workbook: Path) -> None:
    said = terminal.run("check", workbook, "--json")
    told = said.json
    assert (said.status, said.err) == (0, "")
    assert list(told) == ["entries", "hours", "rows", "asked", "skipped", "refused", "tabs", "claude"]
    assert all(tuple(row) == ROW for row in told["rows"])
    assert {tuple(finding) for row in told["rows"] for finding in row["findings"]} == {FINDING}
    assert [tuple(one) for one in told["asked"]] == [("tab", "row", "code", "message")]
    assert {tuple(one) for one in told["skipped"]} == {("tab", "row", "reason")}
    assert all(tuple(one) == ("tab", "message") for one in told["refused"])


def test_days_hours_and_money_are_told_exactly(terminal: Terminal, workbook: Path) -> None:
    told = terminal.run("check", workbook, "--json").json
    rows = {row["row"]: row for row in told["rows"]}
    assert (told["entries"], told["hours"]) == (5, "10.3333")
    assert {number: (row["date"], row["hours"], row["amount"]) for number, row in rows.items()} == {
        3: ("2026-10-05", "4", "580.00"), 4: ("2026-10-06", "3.5", "385.00"), 7: ("2026-10-08", "0.8333", "95.45"),
        8: ("2026-10-09", "1", "0.00"), 9: ("2026-10-20", "1", "0.00"),
    }  # fmt: skip
    assert rows[7]["category_source"] == "claude" and 0 < Decimal(rows[7]["confidence"]) <= 1
    assert [(one["row"], one["code"]) for one in told["asked"]] == [(5, "ROW003")]
    assert [finding["code"] for finding in rows[8]["findings"]] == ["ROW005"]


def test_people_read_the_month_and_what_was_not_read(terminal: Terminal) -> None:
    said = terminal.run("check", terminal.xlsx())
    assert said.status == 0
    assert said.out.startswith("month: 6 entries, 10.33 h. 2 flagged.")
    assert "Hours, row 8: ✖ ROW005 (must be fixed): Nobody on the people list is called “Calum Brek”." in said.out
    assert "Not read:\n  Shopping: " in said.out


def test_a_month_that_no_row_lies_in_is_told_in_a_sentence(terminal: Terminal) -> None:
    said = terminal.run("check", terminal.xlsx(), "--month", "2027-01")
    assert said.status == 0
    assert "No row lies in January 2027: its rows lie in October 2026 (" in said.err
    assert terminal.run("check", terminal.xlsx(), "--month", "2026-10").err.count("No row lies in") == 0


def test_without_claude_everything_else_is_done(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDE_BACKEND", "off")
    said = terminal.run("check", terminal.csv())
    assert said.status == 0
    assert "6 entries" in said.out and "Claude is switched off" in said.out


def test_the_reviewed_workbook_is_another_file(terminal: Terminal, workbook: Path) -> None:
    before, out = workbook.read_bytes(), terminal.folder / "reviewed.xlsx"
    assert terminal.run("check", workbook, "--out", out).out.endswith(f"Written to {out}.\n")
    assert workbook.read_bytes() == before
    tab = load_workbook(out)[load_workbook(out).sheetnames[1]]
    head = [cell.value for cell in tab[2]]
    assert head[:6] == ["Date", "Who", "Client", "Project", "Hours", "Notes"]
    assert (tab.cell(3, head.index("Amount") + 1).value, tab.cell(8, head.index("Status") + 1).value) == (
        580, "Needs fix",
    )  # fmt: skip


def test_a_reviewed_workbook_reads_as_it_did_before(terminal: Terminal, workbook: Path) -> None:
    first = terminal.run("check", workbook, "--json", "--out", "reviewed.xlsx").json
    again = terminal.run("check", "reviewed.xlsx", "--json").json
    assert [row["id"] for row in again["rows"]] == [row["id"] for row in first["rows"]]
    assert [row["findings"] for row in again["rows"]] == [row["findings"] for row in first["rows"]]


def test_a_dry_run_tells_the_drafts_and_makes_none(terminal: Terminal, sandbox: Any) -> None:
    said = terminal.run("invoice", terminal.approved(3, 4, 8), "--dry-run", "--json")
    assert (said.status, said.err) == (0, "")
    assert list(said.json) == ["drafts", "held"]
    (draft,) = said.json["drafts"]
    assert tuple(draft) == DRAFT and all(tuple(line) == LINE for line in draft["lines"])
    assert (draft["sow"], draft["period"], draft["total"], draft["state"]) == ("BRK-3", "2026-10", "965.00", "preview")
    assert [draft["doc_number"], draft["quickbooks_id"]] == [None, None]
    assert {(line["quantity"], line["unit_price"], line["amount"]) for line in draft["lines"]} == {
        ("4", "145.00", "580.00"), ("3.5", "110.00", "385.00"),
    }  # fmt: skip
    journal = sandbox.app.extensions["sandbox"]["journal"]
    assert list(journal.calls("quickbooks")) == []


def test_what_stays_behind_has_a_reason(terminal: Terminal) -> None:
    told = terminal.run("invoice", terminal.approved(3, 8), "--dry-run", "--json").json
    assert {tuple(one) for one in told["held"]} == {("id", "reason")}
    reasons = " ".join(one["reason"] for one in told["held"])
    assert "Tick taken back: ROW005" in reasons and "Not approved yet" in reasons


def test_people_read_the_drafts(terminal: Terminal) -> None:
    said = terminal.run("invoice", terminal.approved(3), "--dry-run")
    assert "BRK-3 · Brackenridge Brewing Co. · 2026-10" in said.out
    assert "total 580.00 USD" in said.out and "stay behind" in said.out


def test_the_rules_are_listed_each_in_a_line(terminal: Terminal) -> None:
    lines = terminal.run("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in promises()]


@pytest.mark.parametrize("word", ["CAP003", "cap003", "role-past-monthly-cap"])
def test_a_rule_is_explained_by_code_or_name(terminal: Terminal, word: str) -> None:
    named = {rule.code: rule.name for rule in promises()}
    said = terminal.run("rules", named["CAP003"] if "-" in word else word)
    assert said.status == 0
    assert said.out.startswith(f"CAP003 {named['CAP003']}\nlevel: ") and "| finding" in said.out


def test_the_sow_files_are_checked(terminal: Terminal) -> None:
    said = terminal.run("sows", "check")
    assert said.out == "Tidewick Studio: 8 people, 4 clients, 7 SOWs. All files can be used.\n"


@pytest.mark.parametrize("name", [SOWS / "harbour-pine" / "hp-1.yaml", "hp-1.yaml", "HP-1"])
def test_a_sow_is_said_back_by_file_or_by_id(terminal: Terminal, name: str | Path) -> None:
    said = terminal.run("sows", "explain", name)
    assert said.status == 0 and "1,900.00" in said.out and "20" in said.out


def test_somebody_new_begins_with_their_own_workbook(terminal: Terminal, workbook: Path) -> None:
    said = terminal.run("sows", "start", workbook, "--out", "begun")
    assert said.out.splitlines() == [
        "Written to begun: people 5, clients 3, SOWs 3.",
        "The rates in them are placeholders: fill in what was agreed.",
    ]
    told = terminal.run("check", workbook, "--sows", "begun", "--json").json
    assert [row["amount"] for row in told["rows"]][:2] == ["400.00", "350.00"]
