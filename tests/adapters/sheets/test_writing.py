"""A write is one look and one batch, hits the rows that were meant, and leaves to people what is theirs."""

from decimal import Decimal

import pytest

from service.domain.hours.reading import Cell, Changes, Report
from tests.adapters.sheets.conftest import LOG, Draw, Spreadsheet, cells_for


def ids(sheet: Spreadsheet) -> dict[object, tuple[object, object]]:
    """Status and Row ID by description, as they stand in the sheet."""
    header, *rows = sheet.rows()
    places = [header.index(name) for name in ("Description", "Status", "Row ID")]
    padded = [[*row, *[""] * len(header)] for row in rows]
    return {row[places[0]]: (row[places[1]], row[places[2]]) for row in padded}


def test_a_first_review_is_one_read_one_look_and_one_write(draw: Draw) -> None:
    sheet = draw(Log=LOG, April=LOG.replace("2026-09", "2026-04"))
    service = sheet.service()
    cells = tuple(cell for entry in service.read().entries for cell in cells_for(entry))
    report = Report("Review", (("To decide", None), ("Port", False)), (0,))
    written = service.write(Changes(cells, (report,), ("Log", "April"), ("pm@agency.example",)))
    assert (written.cells, written.moved) == (24, ())
    assert sheet.calls() == ["read", "look", "write"]


def test_nothing_wanted_is_no_request(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    service.read()
    assert service.write(Changes()).cells == 0
    assert reviewed.calls() == ["read"]


def test_nothing_changed_is_no_write(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    cells = tuple(cell for entry in service.read().entries for cell in cells_for(entry))
    assert service.write(Changes(cells)).cells == 0
    assert reviewed.calls() == ["read", "look"]


def test_only_changed_cells_are_sent_and_neighbours_go_together(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    cells = [
        cell
        for entry in service.read().entries
        for cell in cells_for(entry, billable_hours=Decimal("1.25"), amount=Decimal(100))
    ]
    assert service.write(Changes(tuple(cells))).cells == 6
    (header, *rows) = reviewed.rows()
    place = header.index("Billable h")
    assert [row[place : place + 2] for row in rows] == [[1.25, 100]] * 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "@here", "'quoted", "=IMPORTXML(1)", "TRUE", "1/2"])
def test_a_text_of_ours_stays_a_text(reviewed: Spreadsheet, text: str) -> None:
    service = reviewed.service()
    service.read()
    service.write(Changes((Cell("Log", 2, "suggestion", text),)))
    cells = reviewed.grid("sheets(data(rowData(values(userEnteredValue))))")["sheets"][0]["data"][0]["rowData"][1]
    assert {"userEnteredValue": {"stringValue": text}} in cells["values"]


def test_notes_are_written_changed_and_taken_away(reviewed: Spreadsheet) -> None:
    for note in ("too long", "too long by far", ""):
        service = reviewed.service()
        service.read()
        service.write(Changes((Cell("Log", 2, "flags", "✖ TIM004", note),)))
        assert reviewed.service().read().shown["Log", 2]["flags"].note == note


MOVES = [
    # what a person does between our read and our write
    ("sort", {"range": "Log!A2:N4", "column": 1}),
    ("sort", {"range": "Log!A2:N4", "column": 3, "ascending": False}),
    ("insertRows", {"tab": "Log", "at": 2, "count": 2}),
    ("insertRows", {"tab": "Log", "at": 4, "count": 1}),
]


@pytest.mark.parametrize(("act", "body"), MOVES)
@pytest.mark.parametrize("when", ["before our look", "between look and write"])
def test_rows_that_move_are_written_where_they_are_or_not_at_all(
    reviewed: Spreadsheet, act: str, body: dict[str, object], when: str
) -> None:
    service = reviewed.service()
    read = service.read()
    words = {entry.id: f"about {entry.description}" for entry in read.entries}
    cells = tuple(Cell("Log", entry.row, "status", words[entry.id]) for entry in read.entries)
    if when == "before our look":
        reviewed.person(act, **body).raise_for_status()
    else:
        reviewed.person_between(act, **body)
    written = service.write(Changes(cells))
    for description, (status, row_id) in ids(reviewed).items():
        meant = "Ready" if row_id in written.moved else words.get(str(row_id), "")
        assert (description, status) == (description, meant)
    assert (when == "before our look") <= (written.moved == ())


def test_a_repair_is_the_only_case_with_a_second_write(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    read = service.read()
    reviewed.person_between("sort", range="Log!A2:N4", column=1)
    written = service.write(Changes(tuple(Cell("Log", e.row, "status", e.description) for e in read.entries)))
    assert reviewed.calls() == ["read", "look", "write", "write"]
    assert set(written.moved) == {entry.id for entry in read.entries}
    assert {status for status, _ in ids(reviewed).values()} == {"Ready"}


@pytest.mark.parametrize("when", ["before our look", "between look and write"])
def test_ids_are_never_stamped_on_a_row_they_were_not_meant_for(draw: Draw, when: str) -> None:
    sheet = draw(Log=LOG.replace("Description", "Description | Status | Row ID"))
    service = sheet.service()
    read = service.read()
    meant = {entry.description: entry.id for entry in read.entries}
    cells = [
        Cell("Log", e.row, key, value)
        for e in read.entries
        for key, value in (("status", e.description), ("row_id", e.id))
    ]
    sort = {"range": "Log!A2:F4", "column": 1}
    _ = sheet.person("sort", **sort) if when == "before our look" else sheet.person_between("sort", **sort)
    written = service.write(Changes(tuple(cells)))
    for description, (status, row_id) in ids(sheet).items():
        stands = (description, meant[str(description)]) if when == "before our look" else ("", "")
        assert (status, row_id) == stands
    assert written.moved == (() if when == "before our look" else tuple(meant.values()))


def test_a_deleted_row_is_dropped(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    read = service.read()
    reviewed.person("deleteRows", tab="Log", first=2, last=2).raise_for_status()
    written = service.write(Changes(tuple(Cell("Log", e.row, "status", e.description) for e in read.entries)))
    assert written.moved == (read.entries[0].id,)
    assert {key: status for key, (status, _) in ids(reviewed).items()} == {"first": "first", "second": "second"}


PEOPLES = [
    # our column, what a person puts there meanwhile, what we want there
    ("Category", "Meeting", Cell("Log", 2, "category", "Testing")),
    ("Reason", "agreed on the phone", Cell("Log", 2, "reason", "")),
    ("Approve", True, Cell("Log", 2, "approve", False)),
]


@pytest.mark.parametrize(("header", "typed", "wish"), PEOPLES)
def test_what_a_person_puts_in_meanwhile_is_kept(reviewed: Spreadsheet, header: str, typed: object, wish: Cell) -> None:
    service = reviewed.service()
    service.read()
    place = reviewed.rows()[0].index(header)
    reviewed.person("edit", range=f"Log!{chr(65 + place)}2", value=typed).raise_for_status()
    service.write(Changes((wish,)))
    assert reviewed.rows()[1][place] == typed


def test_a_tick_is_taken_back_when_nobody_touched_it_meanwhile(reviewed: Spreadsheet) -> None:
    place = reviewed.rows()[0].index("Approve")
    reviewed.person("edit", range=f"Log!{chr(65 + place)}2", value=True).raise_for_status()
    service = reviewed.service()
    assert service.read().entries[0].ticked
    service.write(Changes((Cell("Log", 2, "approve", False),)))
    assert reviewed.rows()[1][place] is False
    assert not service.read().entries[0].ticked


def test_a_copy_gets_its_own_id_in_its_own_row(reviewed: Spreadsheet) -> None:
    reviewed.person("copyRow", tab="Log", row=2, to=5).raise_for_status()
    service = reviewed.service()
    read = service.read()
    assert read.duplicates == {("Log", 5): read.entries[0].id}
    service.write(Changes((Cell("Log", 5, "row_id", read.entries[3].id), Cell("Log", 5, "approve", False))))
    again = reviewed.service().read()
    assert [entry.id for entry in again.entries] == [entry.id for entry in read.entries]
    assert not again.duplicates


@pytest.mark.parametrize("act", ["insertColumns", "deleteColumns"])
def test_columns_that_moved_before_our_look_wait_for_the_next_run(reviewed: Spreadsheet, act: str) -> None:
    service = reviewed.service()
    read = service.read()
    where = {"at": 2} if act == "insertColumns" else {"first": 2}
    reviewed.person(act, tab="Log", **where).raise_for_status()
    before = reviewed.rows()
    written = service.write(Changes(tuple(Cell("Log", e.row, "status", "x") for e in read.entries)))
    assert set(written.moved) == {entry.id for entry in read.entries}
    assert reviewed.rows() == before


@pytest.mark.parametrize(
    ("act", "where"),
    [
        ("insertColumns", {"at": 2, "count": 1}),
        ("insertColumns", {"at": 3, "count": 9}),
        ("deleteColumns", {"first": 2}),
        ("insertColumns", {"at": 6}),
    ],
)
def test_columns_that_move_between_look_and_write_lose_nothing(
    reviewed: Spreadsheet, act: str, where: dict[str, int]
) -> None:
    service = reviewed.service()
    read = service.read()
    reviewed.person_between(act, tab="Log", **where)
    cells = [
        Cell("Log", e.row, key, f"{key} {e.row}", note)
        for e in read.entries
        for key, note in (("status", None), ("flags", "why"), ("suggestion", None), ("category", None))
    ]
    written = service.write(Changes(tuple(cells)))
    assert set(written.moved) == {entry.id for entry in read.entries}
    again = reviewed.service().read()
    assert [(e.id, e.hours, e.description, e.category, e.ticked) for e in again.entries] == [
        (e.id, e.hours, e.description, e.category, e.ticked) for e in read.entries
    ]
    assert again.shown == read.shown
    width = len(again.tabs) and len(reviewed.rows()[0])
    assert all(len(row) <= width for row in reviewed.rows()), "nothing stands outside the columns"


def test_the_grid_grows_when_columns_run_out(draw: Draw) -> None:
    header = " | ".join(["Date", "Hours", *(f"own {n}" for n in range(24))])
    sheet = draw(Log=f"{header}\n@2026-09-01 | #1")
    service = sheet.service()
    (entry,) = service.read().entries
    service.write(Changes(cells_for(entry), new_blocks=("Log",)))
    assert sheet.rows()[0][26:] == [
        "Category", "Billable h", "Amount", "Flags", "Suggestion", "Reason", "Approve", "Status", "Invoice", "Row ID"
    ]  # fmt: skip
    assert sheet.service().read().entries[0].id == entry.id
