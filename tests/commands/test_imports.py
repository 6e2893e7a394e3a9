"""`import` brings a tracker's entries into a workbook or a sheet, and says what it did."""

from pathlib import Path

import pytest
import requests
from openpyxl import Workbook

from sandbox.demo import SAMPLE_SOWS
from service.__main__ import main

LOGGED = [
    {"id": 11, "date": "2026-10-05", "person": "Mara Quist", "client": "Corner Bakery", "project": "Website",
     "task": "Design", "notes": "Homepage hero", "hours": 2.11},
    {"id": 12, "date": "2026-10-06", "person": "Ben Ode", "client": "Corner Bakery", "project": "Website",
     "task": "Code", "notes": "Footer", "hours": 8},
]  # fmt: skip
OCTOBER = ["--from", "2026-10-01", "--to", "2026-10-31"]
TOGGL = """User,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration
Mara Quist,Corner Bakery,Website,Homepage hero,Yes,2026-10-05,09:00:00,2026-10-05,09:50:00,00:50:00
"""


@pytest.fixture
def root(environment: dict[str, str]) -> str:
    """The address of a sandbox whose variables are set."""
    return environment["SHEETS_URL"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An empty workbook."""
    Workbook().save(tmp_path / "hours.xlsx")
    return tmp_path / "hours.xlsx"


def seed(root: str, **logged: object) -> None:
    requests.post(f"{root}/trackers/__seed", json=logged, timeout=30).raise_for_status()


def spreadsheet(root: str) -> str:
    """The address of a new spreadsheet."""
    body = {"properties": {"title": "October"}}
    answer = requests.post(f"{root}/v4/spreadsheets", json=body, headers={"Authorization": "Bearer x"}, timeout=30)
    return f"https://docs.google.com/spreadsheets/d/{answer.json()['spreadsheetId']}/edit"


def test_a_sheet_follows_harvest(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    address = spreadsheet(root)
    seed(root, harvest=LOGGED)
    assert main(["import", "harvest", "--into", address, *OCTOBER]) == 0
    assert main(["import", "harvest", "--into", address, *OCTOBER]) == 0
    seed(root, harvest=[{**LOGGED[0], "hours": 2.5}])
    assert main(["import", "harvest", "--into", address, *OCTOBER]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Harvest into Harvest: 2 new.",
        "Harvest into Harvest: 2 as they were.",
        "Harvest into Harvest: 1 brought up to date, 1 gone from Harvest.",
        "  No longer in Harvest for this day; the row stays, so decide what becomes of it:",
        "    row 3: 2026-10-06 · Ben Ode · 8.00 h · Footer",
    ]


def test_a_workbook_takes_clockify_under_a_name_of_its_own(
    root: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed(root, clockify=[{
        "id": "c1", "person": "Mara Quist", "project": "Website", "description": "Hero",
        "start": "2026-10-05T13:00:00Z", "end": "2026-10-05T13:50:00Z",
    }])  # fmt: skip
    out = book.with_name("out.xlsx")
    assert main(["import", "clockify", "--into", str(book), "--tab", "Tracked", "--out", str(out), *OCTOBER]) == 0
    assert capsys.readouterr().out.splitlines() == ["Clockify into Tracked: 1 new.", f"Written to {out}."]


def test_a_file_is_imported_without_a_token(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = book.with_name("toggl.csv"), book.with_name("out.xlsx")
    file.write_text(TOGGL, encoding="utf-8")
    assert main(["import", "toggl", str(file), "--into", str(book), "--out", str(out)]) == 0
    assert main(["import", "toggl", str(file), "--into", str(out)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Toggl into Toggl: 1 new.",
        f"Written to {out}.",
        "Toggl into Toggl: 1 as they were.",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["toggl"], "From Toggl only a file can be imported"),
        (["harvest"], "Name the days to ask Harvest for"),
        (["harvest", "--from", "2026-10-31", "--to", "2026-10-01"], "turn them round"),
        (["harvest", *OCTOBER, "--tab", "Review"], "Review is the name of a tab that Tickmark makes itself"),
    ],
    ids=str,
)
def test_what_is_missing_is_said(
    root: str, book: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", *arguments, "--into", str(book)]) == 2
    assert sentence in capsys.readouterr().err


def test_without_a_token_a_file_is_asked_for(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HARVEST_TOKEN", raising=False)
    assert main(["import", "harvest", *OCTOBER, "--into", str(book)]) == 2
    assert capsys.readouterr().err == "HARVEST_TOKEN is missing: set it, or name a file that was exported.\n"


def test_a_reviewed_row_keeps_its_row_id_when_its_entry_changes(
    root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ledger.db'}")
    monkeypatch.setenv("SOWS_DIR", str(SAMPLE_SOWS))
    monkeypatch.setenv("CLAUDE_BACKEND", "off")
    address = spreadsheet(root)
    seed(root, harvest=LOGGED)
    main(["import", "harvest", "--into", address, *OCTOBER])
    assert main(["check", address]) == 0
    before = cells(root, address)
    seed(root, harvest=[{**LOGGED[0], "hours": 2.5}, LOGGED[1], {**LOGGED[1], "id": 13, "notes": "Header"}])
    main(["import", "harvest", "--into", address, *OCTOBER])
    assert main(["check", address]) == 0
    after = cells(root, address)
    place = before[0].index("Row ID")
    assert all(str(row[place]).startswith("r_") for row in after[1:])
    assert [row[place] for row in after[1:3]] == [row[place] for row in before[1:3]]
    assert [row[6] for row in after[1:]] == [2.5, 8, 8]


def cells(root: str, address: str) -> list[list[object]]:
    """What stands in the tab Harvest."""
    url = f"{root}/v4/spreadsheets/{address.split('/')[-2]}/values/Harvest"
    params = {"valueRenderOption": "UNFORMATTED_VALUE"}
    found: list[list[object]] = requests.get(
        url, params=params, headers={"Authorization": "Bearer x"}, timeout=30
    ).json()["values"]
    return found
