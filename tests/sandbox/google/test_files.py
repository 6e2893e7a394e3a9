"""Workbooks open from .xlsx and .csv as Sheets would hold them, and are saved to .xlsx."""

import io
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import requests
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from sandbox.serving import Running


def opened(sandbox: Running, path: Path) -> Any:
    """What a page draws of a file that was opened."""
    loaded = requests.post(f"{sandbox.root}/__load", json={"path": str(path)}, timeout=30)
    assert loaded.status_code == 200, loaded.text
    asked = {"spreadsheetId": loaded.json()["spreadsheetId"]}
    return requests.get(f"{sandbox.root}/__page/grid", params=asked, timeout=30).json()


def values(tab: Any) -> list[list[Any]]:
    """The raw values of a tab."""
    return [[cell and cell.get("u") for cell in row] for row in tab["rows"]]


CSV = [
    # bytes of the file, values of its second row
    (b"Date,Hours\n2026-03-02,7:30\n", [46083, 0.3125]),
    ("Wer;Stunden\nZoé;7,5\n".encode(), ["Zoé", 7.5]),
    ("Wer;Stunden\nZoé;7,5\n".encode("latin-1"), ["Zoé", 7.5]),
    ("Wer\tStunden\nZoé\t7,5\n".encode("utf-16"), ["Zoé", 7.5]),
    (b"\xef\xbb\xbfDate,Rate\n03/02/2026,12.5%\n", [46083, 0.125]),
    (b"Date,Done\n13/02/2026,TRUE\n03/02/2026,FALSE\n", [46066, True]),
    (b'Text,Code\n"Fix, then ship",007\n', ["Fix, then ship", 7]),
    (b"Text,Hours\nhalf a day,3h\n", ["half a day", "3h"]),
]


@pytest.mark.parametrize(("data", "row"), CSV)
def test_a_csv_is_typed_by_the_ways_it_was_written_in(
    sandbox: Running, tmp_path: Path, data: bytes, row: list[Any]
) -> None:
    path = tmp_path / "hours.csv"
    path.write_bytes(data)
    assert values(opened(sandbox, path)["tabs"][0])[1] == row


def test_a_folder_of_csv_files_is_one_workbook(sandbox: Running, tmp_path: Path) -> None:
    folder = tmp_path / "March"
    folder.mkdir()
    for name in ("10 Later.csv", "2 Studio log.csv", "Notes.csv"):
        (folder / name).write_text("a,b\n1,2\n")
    drawn = opened(sandbox, folder)
    assert drawn["title"] == "March"
    assert [tab["title"] for tab in drawn["tabs"]] == ["Studio log", "Later", "Notes"]


def workbook() -> openpyxl.Workbook:
    """A workbook with a bit of everything."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Log"
    sheet.append(["Date", "Start", "Hours", "Share", "Text", "Sum", "Look up"])
    row = [date(2026, 3, 2), time(9, 30), timedelta(hours=30, minutes=15), 0.5, "Fix", "=D2*2", "=VLOOKUP(1,A:B,2)"]
    sheet.append(row)
    for column, code in zip("ABCD", ("d mmm yyyy", "h:mm", "[h]:mm", "0%"), strict=True):
        sheet[f"{column}2"].number_format = code
    sheet["A1"].font = Font(bold=True, color="FFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="4472C4")
    sheet["E2"].comment = Comment("a note", "Ana")
    sheet["E2"].hyperlink = "https://a.example"
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.append(["hidden"])
    sheet.merge_cells("A5:B5")
    made.create_sheet("Archive").sheet_state = "hidden"
    return made


def test_an_xlsx_keeps_its_values_and_what_people_see(sandbox: Running, tmp_path: Path) -> None:
    path = tmp_path / "hours.xlsx"
    workbook().save(path)
    log, archive = opened(sandbox, path)["tabs"]
    assert values(log)[1] == [46083, 0.3958333333333333, pytest.approx(30.25 / 24), 0.5, "Fix", 1, "#NAME?"]
    assert [cell["v"] for cell in log["rows"][1]] == ["2 Mar 2026", "9:30", "30:15", "50%", "Fix", "1", "#NAME?"]
    assert log["rows"][0][0] == {"v": "Date", "u": "Date", "b": 1, "bg": "#4472c4", "fg": "#ffffff"}
    assert (log["rows"][1][4]["note"], log["rows"][1][4]["link"]) == ("a note", "https://a.example")
    seen = (log["frozenRows"], log["hiddenColumns"], log["hiddenRows"], log["merges"], archive["hidden"])
    assert seen == (1, [3], [2], [[4, 0, 5, 2]], True)


def test_a_saved_workbook_opens_again_as_it_was(sandbox: Running, tmp_path: Path) -> None:
    path = tmp_path / "hours.xlsx"
    workbook().save(path)
    first = opened(sandbox, path)
    saved = requests.get(f"{sandbox.root}/__export/{first['spreadsheetId']}.xlsx", timeout=30)
    path.write_bytes(saved.content)
    second = opened(sandbox, path)
    assert [tab["rows"] for tab in second["tabs"]] == [tab["rows"] for tab in first["tabs"]]
    assert openpyxl.load_workbook(io.BytesIO(saved.content))["Log"]["A2"].value.date() == date(2026, 3, 2)


def test_what_a_formula_came_to_in_excel_is_kept_where_it_is_not_understood_here(
    sandbox: Running, tmp_path: Path
) -> None:
    path = tmp_path / "hours.xlsx"
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = "=VLOOKUP(1,B:C,2)"
    made.save(path)
    _with_result(path, b"<f>VLOOKUP(1,B:C,2)</f><v></v>", b"<f>VLOOKUP(1,B:C,2)</f><v>42</v>")
    assert opened(sandbox, path)["tabs"][0]["rows"] == [[{"v": "42", "u": 42, "f": "=VLOOKUP(1,B:C,2)"}]]


def _with_result(path: Path, old: bytes, new: bytes) -> None:
    """Write what Excel would write: openpyxl saves formulas without their results."""
    import zipfile

    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>").replace(old, new)
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def test_a_workbook_of_the_start_comes_back_with_a_reset(tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text("Hours\n7\n")
    with Running() as own:
        wish = {"path": str(path), "keep": True, "spreadsheetId": "the-start"}
        requests.post(f"{own.root}/__load", json=wish, timeout=30)
        edit = {"spreadsheetId": "the-start", "range": "A2", "value": "8"}
        requests.post(f"{own.root}/__person/edit", json=edit, timeout=30)
        requests.post(f"{own.root}/__reset", timeout=30)
        grid = requests.get(f"{own.root}/__page/grid", params={"spreadsheetId": "the-start"}, timeout=30).json()
    assert values(grid["tabs"][0]) == [["Hours"], [7]]


UNREADABLE = [
    # name, bytes, what is said
    ("empty.csv", b"", "empty.csv is empty: choose a file with rows in it."),
    ("hours.ods", b"x", "hours.ods is neither .xlsx nor .csv: save it as one of them and try again."),
    ("photo.csv", b"\x89PNG\0\0\0", "photo.csv is not a text file: save it as .csv or .xlsx and try again."),
    ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xlsx is locked with a password or an old .xls file"),
    ("torn.xlsx", b"PK\x03\x04", "torn.xlsx cannot be opened as a workbook"),
]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE)
def test_a_file_that_cannot_be_read_ends_in_a_sentence(
    sandbox: Running, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    answer = requests.post(f"{sandbox.root}/__load", json={"path": str(tmp_path / name)}, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(said)
