"""The template is an empty timesheet that needs no question answered, as a file and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.office import Office, Papers
from tests.terminal import Terminal

LOGGED = [
    # Date, Person, Client, Project, Description, Hours
    (date(2026, 10, 5), "Callum Breck", "Brackenridge Brewing", "Taproom shop", "Age gate: cookie implemented", 4),
    (date(2026, 10, 6), "Sunniva Aske", "Brackenridge Brewing", "Taproom shop", "Visual design of the age gate", 3.5),
    (date(2026, 10, 8), "Tobias Renn", "Harbour & Pine", "Spring catalogue", "HTML template for spreads", 4.25),
]


@pytest.fixture
def filled(terminal: Terminal, tmp_path: Path) -> Path:
    """The template of the sample agency, with three rows of hours typed into it."""
    path = tmp_path / "Hours.xlsx"
    assert terminal.run("template", path).status == 0
    book = load_workbook(path)
    for row, cells in enumerate(LOGGED, 2):
        for column, value in enumerate(cells, 1):
            book["Hours"].cell(row, column).value = value
    book.save(path)
    return path


def test_hours_in_it_are_read_without_a_question(terminal: Terminal, filled: Path) -> None:
    told = terminal.run("check", filled, "--json").json
    assert (told["asked"], told["refused"], [one["reason"] for one in told["skipped"]]) == ([], [], ["the header"])
    assert [(row["date"], row["person"], row["project"], row["hours"]) for row in told["rows"]] == [
        (f"{day}", person, project, f"{hours}") for day, person, _, project, _, hours in LOGGED
    ]
    assert all(row["sow"] for row in told["rows"]), "its names are those of the SOW files"


def test_it_offers_the_names_of_the_agency(filled: Path) -> None:
    sheet = load_workbook(filled)["Hours"]
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert "Callum Breck" in offered["B2:B1000"] and "Harbour & Pine" in offered["C2:C1000"]
    assert "Spring catalogue" in offered["D2:D1000"]
    assert [sheet.cell(1, column).value for column in range(1, 7)] == [
        "Date", "Person", "Client", "Project", "Description", "Hours",
    ]  # fmt: skip
    assert sheet.cell(1, 6).comment.text == "How long it took."


@pytest.fixture
def office(filled: Path, tmp_path: Path) -> Iterator[Office]:
    with closing(Office(tmp_path, Papers(filled))) as made:
        yield made


@pytest.mark.slow
def test_as_a_sheet_it_is_set_up_at_once(office: Office) -> None:
    told = office.ask("setup")
    assert told["message"] == "3 entries, 11.75 h. 0 flagged. 3 need approval."
    assert [(tab["tab"], tab.get("problem"), tab["decided"]) for tab in told["tabs"]] == [("Hours", None, {})]


def test_a_file_that_is_there_is_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "Hours.xlsx").write_bytes(b"mine")
    said = terminal.run("template", tmp_path / "Hours.xlsx")
    assert said.status == 2 and "is there already: name another file." in said.err
    assert (tmp_path / "Hours.xlsx").read_bytes() == b"mine"
    assert "ends in .xlsx" in terminal.run("template", tmp_path / "Hours.csv").err
