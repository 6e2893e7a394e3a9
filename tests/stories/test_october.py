"""The sample month as a story: what was logged, what was found, what was billed."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.domain.judging.finding import needs_reason
from service.domain.judging.verdict import Status
from tests.month import APPROVERS, Month, columns, waiting
from tests.stories import telling
from tests.stories.telling import Place

pytestmark = [pytest.mark.story, pytest.mark.slow]

OCTOBER = Path(__file__).parent / "october"
PLANTED_FILE = Path(__file__).parents[2] / "sandbox" / "sample" / "planted.csv"


def planted() -> list[Place]:
    """Each problem that was planted in the sample: tab, row, code."""
    with PLANTED_FILE.open(encoding="utf-8", newline="") as file:
        return [(row["tab"], int(row["row"]), row["code"]) for row in csv.DictReader(file)]


def assert_told(name: str, lines: Iterable[str]) -> None:
    """The page reads as it stands in the folder; TICKMARK_WRITE=1 writes it afresh."""
    page, text = OCTOBER / name, "\n".join([*lines, ""])
    if os.environ.get("TICKMARK_WRITE"):
        page.write_text(text, encoding="utf-8")
    assert text == page.read_text(encoding="utf-8")


def test_what_was_logged(month: Month) -> None:
    assert_told("logged.txt", telling.logged(month.reviewed))


def test_what_was_found(month: Month) -> None:
    assert_told("found.txt", telling.found(month.reviewed, planted()))


def test_what_was_billed(month: Month) -> None:
    held = month.answers["billing"]["held"]
    assert_told("billed.txt", telling.billed(month.approved, month.billed, month.office.invoices(), held))


@pytest.mark.parametrize("problem", planted(), ids=lambda place: "-".join(map(str, place)))
def test_a_planted_problem_is_found_on_its_row(month: Month, problem: Place) -> None:
    assert problem in {telling.place_of(row, finding) for row in month.reviewed.rows for finding in row.findings}


@pytest.mark.parametrize("tab", APPROVERS)
def test_the_sheet_shows_the_codes_of_what_was_planted(month: Month, tab: str) -> None:
    shown = dict(columns(month.first_sheet[tab], "Flags"))
    assert [(row, code) for where, row, code in planted() if where == tab and code not in shown[row]] == []


def test_almost_nothing_else_is_flagged(month: Month) -> None:
    others = telling.unplanted(month.reviewed, planted())
    assert len(others) <= 5
    assert {finding.code for _, finding in others} <= {"CAT001", "TXT002"}, "each doubts a text that says nothing"


def test_the_hours_of_a_tab_are_those_of_its_own_total(month: Month) -> None:
    """Dev hours ends with a row that says Total."""
    (total,) = [row for row in month.first_sheet["Dev hours"] if row[:1] == ["Total"]]
    hours = sum(row.work.entry.worked for row in month.reviewed.rows if row.work.entry.tab == "Dev hours")
    assert round(hours * 60) == round(max(cell for cell in total if isinstance(cell, float)) * 24 * 60)


def test_the_sheet_adds_up_to_the_invoices(month: Month) -> None:
    """Amounts by the number in the Invoice column; the fee of the retainer stands in no row."""
    sums: Counter[str] = Counter()
    for rows in month.last_sheet.values():
        for _, number, amount in columns(rows, "Invoice", "Amount"):
            if number:
                sums[number] += Decimal(str(amount))
    for invoice in month.office.invoices():
        fees = sum(Decimal(str(line["Amount"])) for line in invoice["Line"] if is_fee(line))
        assert sums[invoice["DocNumber"]] + fees == Decimal(str(invoice["TotalAmt"])), invoice["DocNumber"]
    assert len(sums) == len(month.office.invoices()) == 6


def test_every_invoice_carries_the_timesheet_behind_it(month: Month) -> None:
    uploads = [call for call in month.calls("billing", "quickbooks") if call["path"].endswith("/upload")]
    files = [call["response"]["AttachableResponse"][0]["Attachable"] for call in uploads]
    held: dict[str, list[str]] = defaultdict(list)
    for file in files:
        held[file["AttachableRef"][0]["EntityRef"]["value"]].append(file["FileName"].rpartition(".")[2])
    assert held == {invoice["Id"]: ["csv", "pdf"] for invoice in month.office.invoices()}


def is_fee(line: dict[str, Any]) -> bool:
    return bool(line.get("SalesItemLineDetail", {}).get("ItemRef", {}).get("name") == "Retainer")


def test_every_invoiced_row_was_approved_by_somebody_else(month: Month) -> None:
    for row in month.approved.with_status(Status.READY):
        assert row.approval is not None and row.work.person is not None
        assert row.approval.who and row.approval.who not in row.work.person.emails, row.work.entry.place


def test_no_row_that_asks_for_a_reason_is_invoiced_without_one(month: Month) -> None:
    asking = [row for row in month.approved.with_status(Status.READY) if needs_reason(row.findings)]
    assert len(asking) >= 5
    assert all(row.work.entry.reason for row in asking)


def test_whatever_could_be_approved_without_a_reason_is_invoiced(month: Month) -> None:
    drafted = {row.work.id for row in month.billed.with_status(Status.DRAFTED)}
    plain = [row for row in waiting(month.reviewed) if not needs_reason(row.findings)]
    assert [row.work.entry.place for row in plain if row.work.id not in drafted] == []
