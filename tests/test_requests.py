"""What the walks ask of the outside world, counted at the sandbox."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sandbox.demo import SAMPLE
from tests.month import Month
from tests.office import Office, Papers

pytestmark = pytest.mark.slow

READS, WRITES = "reads", "writes"
QUERY = "/query"


def kinds(calls: list[dict[str, Any]]) -> dict[str, int]:
    """How many requests read and how many wrote; a POST that only asks is a read."""
    written = sum(is_write(call) for call in calls)
    return {READS: len(calls) - written, WRITES: written}


def is_write(call: dict[str, Any]) -> bool:
    """Whether a request could change anything."""
    asks = call["path"].endswith((QUERY, ":getByDataFilter", ":batchGetByDataFilter"))
    return call["method"] != "GET" and not asks


def is_of_company(call: dict[str, Any]) -> bool:
    """Whether a request goes to a company's books; the others are the sign-in, or a test steering the stand-in."""
    return "/v3/company/" in call["path"]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample month with every row of work in it twice, to the same people's credit."""
    folder = tmp_path_factory.mktemp("twice")
    for tab in SAMPLE.glob("*.csv"):
        double(tab, folder / tab.name)
    with closing(Office(folder, Papers(workbook=folder))) as office:
        yield office


def double(source: Path, target: Path) -> None:
    """A tab with each of its rows of work repeated below."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = next(place for place, row in enumerate(rows) if sum(map(bool, row)) > 4)
    work = [row for row in rows[header + 1 :] if any(row) and row[0] != "Total"]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows[: header + 1], *work, *work])


def test_a_review_of_the_month_is_two_reads_and_one_write_at_most(month: Month) -> None:
    counted = kinds(month.calls("setup", "sheets"))
    assert counted[READS] <= 2 and counted[WRITES] == 1


def test_a_review_of_twice_the_rows_asks_no_more(month: Month, twice: Office) -> None:
    twice.introduce()
    before = twice.said_so_far()
    message = twice.ask("setup")["message"]
    counted = kinds(twice.calls("sheets", before))
    assert message.startswith(f"{2 * len(month.reviewed.rows)} entries"), message
    assert counted[READS] <= 2 and counted[WRITES] == 1


@pytest.mark.parametrize("step", ["second review", "second billing", "last review"])
def test_a_walk_that_is_walked_again_writes_nothing(month: Month, step: str) -> None:
    assert kinds(month.calls(step, "sheets")) == {READS: 1, WRITES: 0}
    assert kinds(month.calls(step, "quickbooks"))[WRITES] == 0


def test_a_second_review_describes_no_text_again(month: Month) -> None:
    assert month.calls("setup", "claude") != []
    assert month.calls("second review", "claude") == month.calls("last review", "claude") == []


def test_a_billing_run_looks_again_before_it_sends_and_before_it_writes_and_writes_once(month: Month) -> None:
    """What is approved; whether it still is, before QuickBooks is told; how the sheet stands now; and its ids."""
    counted = kinds(month.calls("billing", "sheets"))
    assert counted[READS] <= 4 and counted[WRITES] == 1


def test_a_tick_costs_what_a_review_costs(month: Month) -> None:
    ours = [call for call in month.calls("ticks", "sheets") if is_of_the_service(call)]
    counted = kinds(ours)
    assert counted[READS] <= 2 * 3 and counted[WRITES] == 3, "three tabs were ticked"


def is_of_the_service(call: dict[str, Any]) -> bool:
    """Not the look with which a test finds a column."""
    return "/values/" not in call["path"]


def test_each_invoice_is_one_write_with_two_files_on_it_and_nothing_else_is_written(month: Month) -> None:
    calls = month.calls("billing", "quickbooks")
    written = Counter(call["path"].rpartition("/")[2] for call in calls if is_write(call))
    assert len(month.answers["billing"]["invoices"]) == 6
    assert written == {"invoice": 6, "upload": 12}


def test_a_second_billing_run_makes_no_invoice(month: Month) -> None:
    assert month.answers["second billing"]["invoices"] == []
    assert len(month.office.invoices()) == len(month.answers["billing"]["invoices"])


def test_nothing_is_ever_sent_to_a_client(month: Month) -> None:
    calls = [call for call in month.office.calls("quickbooks") if is_of_company(call)]
    assert [call["path"] for call in calls if "/send" in call["path"]] == []
    assert {invoice["EmailStatus"] for invoice in month.office.invoices()} == {"NotSet"}


def test_every_write_to_the_books_carries_its_own_requestid(month: Month) -> None:
    written = [call for call in month.office.calls("quickbooks") if is_of_company(call) and is_write(call)]
    ids = [call["query"].get("requestid", [""])[0] for call in written]
    assert len(written) == 18
    assert all(ids) and len(set(ids)) == len(ids)
