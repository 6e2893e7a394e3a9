"""The table of a tab is found wherever it stands, and its columns by their headers."""

import pytest

from service.adapters.cells.grid import Cell, Tab
from service.adapters.tabs.columns import declared, our_columns, our_tabs
from service.adapters.tabs.headers import find_layout
from tests.adapters.tabs.drawn import reading, tab


def columns(header: str) -> dict[str, str]:
    """What was understood of a header row written with commas."""
    layout = find_layout(tab(header.replace(",", "|")))
    return dict(layout.written) if layout and layout.is_timesheet else {}


EXPORTS = [
    # header as the program writes it, what it means by key
    (
        ("Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,"
        "Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL"),
        {"date": "Date", "client": "Client", "project": "Project", "task": "Task", "description": "Notes",
         "hours": "Hours", "billable": "Billable?", "person": "First Name + Last Name", "rate": "Billable Rate",
         "price": "Billable Amount", "currency": "Currency"},
    ),
    (
        ("Date,Client,Project,Project Code,Task,First name,Last name,Note,Hours,Hours rounded,Invoiced,Approved,"
        "Department,Billable,Hourly rate,Cost,Currency,Currency symbol"),
        {"date": "Date", "client": "Client", "project": "Project", "task": "Task", "description": "Note",
         "hours": "Hours", "billable": "Billable", "person": "First name + Last name", "rate": "Hourly rate",
         "price": "Cost", "currency": "Currency"},
    ),
    (
        ("User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,"
        "Amount (USD)"),
        {"date": "Start date", "person": "User", "client": "Client", "project": "Project", "task": "Task",
         "description": "Description", "billable": "Billable", "start": "Start time", "end": "End time",
         "hours": "Duration", "end_date": "End date", "tags": "Tags", "price": "Amount (USD)"},
    ),
    (
        ("Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
        "Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD)"),
        {"date": "Start Date", "person": "User", "client": "Client", "project": "Project", "task": "Task",
         "description": "Description", "billable": "Billable", "start": "Start Time", "end": "End Time",
         "hours": "Duration (h)", "end_date": "End Date", "tags": "Tags", "rate": "Billable Rate (USD)",
         "price": "Billable Amount (USD)"},
    ),
    (
        "date,person,hours,description,todo,company,project",
        {"date": "date", "person": "person", "hours": "hours", "description": "description", "task": "todo",
         "client": "company", "project": "project"},
    ),
    (
        "Datum,Von,Bis,Dauer,Währung,Preis,Benutzer,Kunde,Projekt,Tätigkeit,Beschreibung",
        {"date": "Datum", "start": "Von", "end": "Bis", "hours": "Dauer", "person": "Benutzer", "client": "Kunde",
         "project": "Projekt", "task": "Tätigkeit", "description": "Beschreibung", "price": "Preis",
         "currency": "Währung"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("header", "meaning"), EXPORTS, ids=lambda value: str(value)[:30])
def test_headers_of_exports_are_known_without_set_up(header: str, meaning: dict[str, str]) -> None:
    assert columns(header) == meaning


SPELLINGS = [
    ("DATE,hours", {"date", "hours"}),
    ("\ufeffDate , Hours:", {"date", "hours"}),
    ("Work\u00a0date,Hours   worked", {"date", "hours"}),
    ("Date *,Hours *", {"date", "hours"}),
    ("Date,Hours,Descripton", {"date", "hours", "description"}),
    ("Date,Start,End", {"date", "start", "end"}),
    ("Date,Hours,Employee?", {"date", "hours"}),
    ("Date,Hours,Hourly rate,Projection", {"date", "hours", "rate"}),
    ("Date,Hours,Budgeted hours,Cost", {"date", "hours"}),
    ("Date,Person,Client", set()),
    ("Hours,Person,Client", set()),
    ("14/09/2026,Fix menu,90", set()),
]


@pytest.mark.parametrize(("header", "keys"), SPELLINGS)
def test_spelling_decides_what_a_header_means(header: str, keys: set[str]) -> None:
    assert columns(header).keys() == keys


TABLES = [
    # what stands above the table, the row of the header
    ("", 1),
    ("Studio export v3.2 – 4 May\n\nHOURS\n\n", 5),
    ("Total | #31.5 |\nDate of export | 4 May\n", 3),
    ("KLee - Member - Designer\nMQuist - Member - Developer\nReport\n", 4),
    ("x\n" * 49, 50),
    ("x\n" * 50, None),
]


@pytest.mark.parametrize(("above", "row"), TABLES)
def test_the_header_is_found_in_the_first_fifty_rows(above: str, row: int | None) -> None:
    read = reading(above + "Date | Hours | Person\n@2026-09-04 | #1 | Ana")
    assert [tab.header_row for tab in read.tabs] == ([row] if row else [])


def test_of_two_rows_that_name_columns_the_fuller_one_is_the_header() -> None:
    layout = find_layout(tab("Date | Hours\nDate | Hours | Person | Client"))
    assert layout is not None
    assert layout.header == 1


BLOCKS = [
    # header, our columns by place
    ("Date | Hours | Status | Category", {}),
    ("Date | Hours | Category | Status | Row ID", {"category": 2, "status": 3, "row_id": 4}),
    ("Date | Status | Hours | Category | Status | Row ID", {"category": 3, "status": 4, "row_id": 5}),
    ("Row ID | Date | Hours", {"row_id": 0}),
]


@pytest.mark.parametrize(("header", "places"), BLOCKS)
def test_our_block_is_known_by_its_row_id_column(header: str, places: dict[str, int]) -> None:
    layout = find_layout(tab(header))
    assert layout is not None
    assert layout.ours == places


def test_marks_find_our_columns_whatever_they_are_called_by_now() -> None:
    row = [Cell("text", text) for text in ("Date", "Hours", "Kind of work", "Key", "Status")]
    layout = find_layout(Tab("Log", [row], marks={"category": 2, "row_id": 3}))
    assert layout is not None
    assert layout.ours == {"category": 2, "row_id": 3, "status": 4}
    assert not layout.has_block
    assert "status" not in layout.team


def test_the_schema_declares_every_column_once() -> None:
    keys = [column.key for column in declared()]
    assert len(keys) == len(set(keys))
    assert [column.header for column in our_columns()][-1] == "Row ID"
    assert our_tabs() == ("Review", "Invoices", "Run log", "Proposed entries")
