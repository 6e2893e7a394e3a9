"""The sample month: its files load, and every problem planted in it stands where it is said to stand."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from service.adapters.sows import load
from service.adapters.sows.explain import explain
from service.rules.rule import promises

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sandbox" / "sample"
README = ROOT / "sows" / "README.md"
KNOWN = {rule.name: rule.check for rule in promises()}
AGENCY, SOWS = load(ROOT / "sows", KNOWN)

FIRST_SET = {
    "ROW": (1, 2, 3, 4, 5, 6), "DUP": (1,), "TIM": (1, 2, 4, 5, 6, 7), "PRJ": (1, 2, 3), "STF": (1,),
    "TXT": (1, 2, 3, 4, 6, 7), "CAT": (1, 2, 3), "RAT": (1, 4), "CAP": (2, 3, 6, 7), "RET": (1,), "EXP": (1,),
}  # fmt: skip
PLANTED = {f"{family}{number:03}" for family, numbers in FIRST_SET.items() for number in numbers}
START, END = "written by tests/test_sample.py from the files; do not edit by hand -->\n", "<!-- end of explained -->"


def tabs() -> dict[str, list[list[str]]]:
    """The cells of each tab, in the order of the tabs."""
    files = sorted((SAMPLE / "timesheets").glob("*.csv"))
    return {file.stem.partition(" ")[2]: list(csv.reader(file.open(encoding="utf-8", newline=""))) for file in files}


def planted() -> list[dict[str, str]]:
    """Each planted problem: tab, row, code, why."""
    return list(csv.DictReader((SAMPLE / "planted.csv").open(encoding="utf-8", newline="")))


def entries(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a tab that are somebody's work."""
    header = next(place for place, row in enumerate(rows) if sum(map(bool, row)) > 4)
    return [row for row in rows[header + 1 :] if any(row) and row[0] != "Total"]


def test_three_tabs_hold_a_month_of_about_four_hundred_rows() -> None:
    counts = {title: len(entries(rows)) for title, rows in tabs().items()}
    assert list(counts) == ["Studio log", "Dev hours", "Calls and travel"]
    assert 400 <= sum(counts.values()) <= 440
    assert min(counts.values()) > 80


def test_every_rule_of_the_first_set_is_broken_somewhere() -> None:
    assert {row["code"] for row in planted()} == PLANTED


@pytest.mark.parametrize("problem", planted(), ids=lambda row: f"{row['tab']}-{row['row']}-{row['code']}")
def test_a_planted_row_stands_where_it_is_said_to_stand(problem: dict[str, str]) -> None:
    rows = tabs()[problem["tab"]]
    row = rows[int(problem["row"]) - 1]
    assert row in entries(rows)
    assert problem["why"]


def test_nearly_nine_rows_in_ten_are_clean() -> None:
    total = sum(len(entries(rows)) for rows in tabs().values())
    flagged = len({(row["tab"], row["row"]) for row in planted()})
    assert 0.10 <= flagged / total <= 0.15


def test_people_write_each_text_anew() -> None:
    where = {"Studio log": 5, "Dev hours": 7, "Calls and travel": 4}
    texts = Counter(row[where[title]] for title, rows in tabs().items() for row in entries(rows))
    assert sum(count for count in texts.values() if count > 1) / texts.total() < 0.05


def test_whoever_may_sit_at_the_sheet_is_known_and_approvers_are_marked() -> None:
    people = json.loads((SAMPLE / "people.json").read_text(encoding="utf-8"))
    assert {one["email"] for one in people if one["approver"]} == set(AGENCY.approvers)
    workers = {one["name"] for one in people if AGENCY.person(one["email"])}
    assert workers == {person.name for person in AGENCY.people}
    assert len(workers) == 8


def test_quickbooks_has_a_partner_for_every_name_the_sows_use() -> None:
    books = json.loads((SAMPLE / "quickbooks.json").read_text(encoding="utf-8"))
    customers = {one["DisplayName"] for one in books["customers"]}
    assert customers == {client.quickbooks_customer for client in AGENCY.clients if not client.own}
    assert {name for sow in SOWS for name in (sow.invoicing.items or {}).values()} <= {
        one["Name"] for one in books["items"]
    }
    assert {sow.invoicing.terms for sow in SOWS} <= {one["Name"] for one in books["terms"]}


def test_every_role_that_a_sow_prices_has_an_item_in_quickbooks() -> None:
    for sow in SOWS:
        assert all(sow.invoicing.item_for(card.role) for card in sow.rates), sow.id


def test_the_readme_says_the_sample_sows_back_as_they_are() -> None:
    """Run with TICKMARK_WRITE=1 to write the passage afresh."""
    said = "\n".join(f"**{sow.source}**\n\n" + "\n".join(explain(sow, AGENCY)) + "\n" for sow in SOWS)
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    if os.environ.get("TICKMARK_WRITE"):
        README.write_text(f"{before}{START}\n{said}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    assert README.read_text(encoding="utf-8").partition(START)[2] == f"\n{said}\n{END}\n"
