"""`propose` turns notes into entries that count only after a person has ticked them."""

from pathlib import Path
from typing import Any

import pytest
import requests
from openpyxl import Workbook, load_workbook

from sandbox.demo import SAMPLE_SOWS
from service.__main__ import main
from service.adapters.workbooks.tables import TableFile

NOTES = """Mon: 3h homepage hero, 1.5 standup
Tuesday: 3 mockups
"""


@pytest.fixture(autouse=True)
def _papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOWS_DIR", str(SAMPLE_SOWS))
    monkeypatch.setenv("CLAUDE_BACKEND", "off")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "Sunniva.txt"
    file.write_text(NOTES, encoding="utf-8")
    return file


def rows(book: Path, tab: str = "Proposed entries") -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(book)[tab].iter_rows(min_row=2)]


def tick(book: Path, *numbers: int, **cells: Any) -> None:
    """A person ticks rows in the file, and fills in cells."""
    made = load_workbook(book)
    for number in numbers:
        made["Proposed entries"][f"A{number}"] = True
    for place, value in cells.items():
        made["Proposed entries"][place] = value
    made.save(book)


def test_each_proposal_stands_beside_its_words(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = notes.with_name("out.xlsx")
    assert main(["propose", str(notes), "--week", "2026-10-05", "--out", str(out)]) == 0
    assert [row[:9] for row in rows(out)] == [
        [False, "2026-10-05", "Sunniva Aske", None, None, "homepage hero", 3, "3h homepage hero", None],
        [False, "2026-10-05", "Sunniva Aske", None, None, "standup", 1.5, "1.5 standup", None],
        [False, "2026-10-06", "Sunniva Aske", None, None, "mockups", None, "3 mockups",
         "“3” may be hours or a number of something: write 3h if it is hours."],
    ]  # fmt: skip
    assert capsys.readouterr().out.splitlines() == [
        "Proposed entries: 3, of which 0 confirmed.",
        "  2026-10-05 · 3 h · homepage hero",
        "  2026-10-05 · 1.5 h · standup",
        "  2026-10-06 · ? h · mockups   [“3” may be hours or a number of something: write 3h if it is hours.]",
        f"Written to {out}.",
    ]


def test_nothing_is_an_entry_before_a_person_has_ticked_it(notes: Path) -> None:
    out, ticked = notes.with_name("out.xlsx"), notes.with_name("ticked.xlsx")
    main(["propose", str(notes), "--week", "2026-10-05", "--out", str(out)])
    assert TableFile(out).read().entries == ()
    tick(out, 2)
    arguments = ["propose", str(out), "--tab", "Sunniva", "--week", "2026-10-05", "--out", str(ticked)]
    assert main(arguments) == 0
    entries = TableFile(ticked).read().entries
    assert [(one.tab, str(one.date), one.person, one.description, one.hours, one.problems) for one in entries] == [
        ("Confirmed entries", "2026-10-05", "Sunniva Aske", "homepage hero", 3, ())
    ]


def test_a_tick_without_hours_is_taken_back_and_what_was_typed_stays(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (notes.with_name(f"{name}.xlsx") for name in ("first", "second", "third"))
    main(["propose", str(notes), "--week", "2026-10-05", "--out", str(first)])
    tick(first, 4, E4="Rebrand")
    week = ["--tab", "Sunniva", "--week", "2026-10-05", "--out"]
    main(["propose", str(first), *week, str(second)])
    assert rows(second)[2][0] is False
    assert rows(second)[2][4] == "Rebrand"
    assert rows(second)[2][8] == "Not confirmed yet: fill in Hours, then tick again."
    tick(second, 4, G4=3)
    main(["propose", str(second), *week, str(third)])
    assert [row[6] for row in rows(third, "Confirmed entries")] == [3]
    assert "Proposed entries: 3, of which 1 confirmed." in capsys.readouterr().out


def test_what_is_proposed_again_changes_nothing(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = (notes.with_name(f"{name}.xlsx") for name in ("first", "second", "third"))
    main(["propose", str(notes), "--week", "2026-10-05", "--out", str(first)])
    tick(first, 2, 3)
    arguments = ["--tab", "Sunniva", "--week", "2026-10-05", "--out"]
    main(["propose", str(first), *arguments, str(second)])
    main(["propose", str(second), *arguments, str(third)])
    assert not third.exists()
    assert capsys.readouterr().out.splitlines()[-1] == "the notes into Confirmed entries: 2 as they were."


def test_an_entry_of_several_tasks_gets_a_split_that_nobody_can_tick(tmp_path: Path) -> None:
    made = Workbook()
    log = made.worksheets[0]
    log.title = "Log"
    log.append(["Date", "Person", "Client", "Project", "Description", "Hours"])
    log.append(["2026-10-05", "Sunniva Aske", "Corner Bakery", "Website", "hero 2h, standup 30 min", 2.75])
    log.append(["2026-10-05", "Sunniva Aske", "Corner Bakery", "Website", "hero and 3 mockups", 2])
    made.create_sheet("Notes").append(["Fri: sick"])
    made.save(tmp_path / "book.xlsx")
    out = tmp_path / "out.xlsx"
    assert main(["propose", str(tmp_path / "book.xlsx"), "--week", "2026-10-05", "--out", str(out)]) == 0
    assert [(row[0], row[5], row[6], row[9]) for row in rows(out)[1:]] == [
        (None, "hero", 2, "Log, row 2"), (None, "standup", 0.5, "Log, row 2"),
    ]  # fmt: skip
    assert rows(out)[1][8] == (
        "A proposal to part row 2 of Log: give each piece a row of its own there, then delete that one. "
        "The parts add up to 2.5 h, the line says 2.75 h."
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["--tab", "Diary"], "There is no tab Diary in"), (["--week", "soon"], "'soon' is not a day")],
    ids=str,
)
def test_what_is_missing_is_said(
    notes: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(notes), *arguments]) == 2
    assert sentence in capsys.readouterr().err


class Sheet:
    """A spreadsheet of the sandbox with a tab of notes."""

    def __init__(self, root: str) -> None:
        self.root = root
        cells = [{"values": [{"userEnteredValue": {"stringValue": line}}]} for line in NOTES.splitlines()]
        sheet = {"properties": {"title": "Notes"}, "data": [{"rowData": cells}]}
        body = {"properties": {"title": "October"}, "sheets": [sheet]}
        self.id = self.call("POST", "/v4/spreadsheets", json=body)["spreadsheetId"]
        self.address = f"https://docs.google.com/spreadsheets/d/{self.id}/edit"

    def call(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": "Bearer x"}
        answer = requests.request(method, f"{self.root}{path}", headers=headers, timeout=30, **more)
        assert answer.ok, answer.text
        return answer.json()

    def rows(self, tab: str) -> list[list[Any]]:
        found: list[list[Any]] = self.call("GET", f"/v4/spreadsheets/{self.id}/values/{tab}")["values"]
        return found[1:]

    def writes(self) -> int:
        """How often something was written so far."""
        lines = requests.get(f"{self.root}/__journal", params={"service": "sheets"}, timeout=30).text
        return lines.count(":batchUpdate")


def test_a_sheet_is_read_by_claude_and_ticked_by_a_person(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLAUDE_BACKEND", "anthropic")
    sheet = Sheet(environment["SHEETS_URL"])
    arguments = ["propose", sheet.address, "--week", "2026-10-05", "--person", "Sunniva Aske"]
    assert main(arguments) == 0
    assert [row[5] for row in sheet.rows("Proposed entries")] == ["homepage hero", "standup", "3 mockups"]
    edit = {"spreadsheetId": sheet.id, "by": "ruth@tidewick.example", "range": "'Proposed entries'!A2", "value": True}
    sheet.call("POST", "/__person/edit", json=edit)
    assert main(arguments) == 0
    assert [row[5] for row in sheet.rows("Confirmed entries")] == ["homepage hero"]
    before = sheet.writes()
    assert main(arguments) == 0
    assert sheet.writes() == before
    assert "by their form" not in capsys.readouterr().out
