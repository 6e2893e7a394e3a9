"""Each row of a timesheet is an entry or set aside with a reason; each tab is read or refused with a sentence."""

from datetime import date, time
from decimal import Decimal

import pytest

from service.adapters.cells.grid import Block
from service.domain.hours.reading import SORTED_AWAY, Reading, Shown
from tests.adapters.tabs.drawn import reading, tab, workbook

HEADER = "Date | Person | Client | Project | Description | Hours | Start | End | Billable\n"


def places(read: Reading) -> list[tuple[int, str]]:
    """Each row below the header and what became of it."""
    said = {e.row: "; ".join(f"{p.column}: {p.message} {p.remedy}" for p in e.problems) for e in read.entries}
    entries = [(row, problems or "entry") for row, problems in said.items()]
    return sorted([*entries, *((row.row, row.reason) for row in read.skipped if row.row > 1)])


def test_a_row_becomes_an_entry_with_everything_it_says() -> None:
    read = reading(HEADER + "@2026-09-04 | Ana | Port | App | Fix menu | #1.5 | ~9:00 | ~10:30 | yes")
    (entry,) = read.entries
    assert entry[:14] == (
        "new1", "Log", 2, date(2026, 9, 4), "Ana", "Port", "App", "", "Fix menu", Decimal("1.5"),
        time(9), time(10, 30), True, None,
    )  # fmt: skip
    assert entry.problems == ()


ROWS = [
    # row, what becomes of it
    ("@2026-09-04 | Ana | Port | App | Fix menu | #1.5", "entry"),
    ("@2026-09-04 | | | | | #0", "entry"),
    ("@2026-09-04 | Ana | | | Fix menu | #1 | | | ☐", "entry"),
    ("@2026-09-04 | Ana | | | Fix menu | | 9:00 | 10:30", "entry"),
    (" | Ana | Port | App | Fix menu | #1.5", "date: The date is missing"),
    ("soon | Ana | Port | App | Fix menu | #1.5", "date: “soon” is not a date"),
    ("04/09/2026 | Ana | Port | App | Fix menu | #1.5", "date: “04/09/2026” can be 4 September or 9 April"),
    ("@2026-09-04 | Ana | Port | App | Fix menu |", "hours: The hours are missing"),
    ("@2026-09-04 | Ana | Port | App | Fix menu | some", "hours: “some” is not a length of time"),
    ("@2026-09-04 | Ana | Port | App | Fix menu | !#REF!", "hours: The cell shows “#REF!”"),
    ("@2026-09-04 | Ana | | | x | #1 | soon", "start: “soon” is not a time of day"),
    ("@2026-09-04 | Ana | | | x | #1 | | | maybe", "billable: “maybe” is neither yes nor no"),
    ("31.06.2026 | Ana | | | x | two", "date: “31.06.2026” is a day that does not exist"),
    ("@2026-09-04 | Ana", "a day without hours and without work"),
    (" | | | | Total | #31.5", "a total"),
    ("Total time | | | | | 1204.50", "a total"),
    ("Sum of September: | | | | | #31", "a total"),
    (" | | | | Total redesign of the menu | #2", "date: The date is missing"),
    ("Over by | | | | | -12.4%", "a total"),
    ("----- | ----- | ---", "a separator"),
    ("======", "a separator"),
    (HEADER.strip(), "the header again"),
    ("Week 37", "a heading"),
    (" | [Name 2] | | Feature 07 | [Continue] |", "a template"),
    (" | | | | | | | | | a note to myself", "nothing in the columns that are read"),
    ("# format: day, person", "a comment"),
]


@pytest.mark.parametrize(("row", "place"), ROWS)
def test_a_row_ends_in_one_place(row: str, place: str) -> None:
    ((number, found),) = places(reading(HEADER + row))
    assert number == 2
    assert str(found).startswith(place)


def test_blank_rows_end_nothing_and_are_not_counted() -> None:
    read = reading("Date | Hours\n@2026-09-04 | #1\n\n | \n@2026-09-05 | #2")
    assert [entry.row for entry in read.entries] == [2, 5]
    assert [row.reason for row in read.skipped] == ["the header"]


def test_rows_of_hours_above_a_header_that_was_sorted_away_are_told() -> None:
    read = reading("""
        @2026-09-01 | #2 | Ana | Icons
        @2026-09-02 | #1 | Bo  | Menu
        Date        | Hours | Person | Text
        @2026-09-03 | #3 | Cy  | Fares
    """)
    assert [one.row for one in read.skipped if one.reason == SORTED_AWAY] == [1, 2]
    (told,) = map(str, read.sorted_away())
    assert told.startswith("Log: 2 rows of hours stand above the header and are not read. Move the header to the top")


def test_what_stands_above_the_table_is_set_aside() -> None:
    read = reading("Studio hours\n\nDate | Hours\n@2026-09-04 | #1")
    assert [(row.row, row.reason) for row in read.skipped] == [(1, "above the table"), (3, "the header")]


def test_an_unclear_order_is_asked_on_each_row_and_settled_by_one_day_above_12() -> None:
    asked = reading("Date | Hours\n04/09/2026 | 1\n05/09/2026 | 1")
    assert [entry.date for entry in asked.entries] == [None, None]
    known = reading("Date | Hours\n04/09/2026 | 1\n23/09/2026 | 1")
    assert [entry.date for entry in known.entries] == [date(2026, 9, 4), date(2026, 9, 23)]


def test_sums_between_the_rows_do_not_make_hours_look_like_minutes() -> None:
    days = "\n".join(f"@2026-09-0{day} | #8" for day in range(1, 6))
    read = reading(f"Date | Hours\n{days}\n | #40\n{days}\n | #40")
    assert {entry.hours for entry in read.entries if entry.date} == {Decimal(8)}


def test_two_columns_of_names_are_one_person() -> None:
    read = reading("Date | Hours | First Name | Last Name\n@2026-09-04 | #1 | Ana | Ruiz\n@2026-09-04 | #1 | Bo |")
    assert [entry.person for entry in read.entries] == ["Ana Ruiz", "Bo"]


def test_an_expense_needs_no_hours() -> None:
    read = reading("Date | Hours | Expenses | Description\n@2026-09-04 | | 84.00 | Hosting\n | | #20 | Taxi")
    hosting, taxi = read.entries
    assert (hosting.hours, hosting.expense, hosting.problems) == (None, Decimal(84), ())
    assert [problem.column for problem in taxi.problems] == ["date"]


def test_a_row_below_a_merged_cell_is_asked_about() -> None:
    read = reading("Date | Hours\n@2026-09-04 | #1\n | #2", merges=(Block(1, 3, 0, 1),))
    assert [len(entry.problems) for entry in read.entries] == [0, 1]
    assert "merged with the one in row 2" in str(read.entries[1].problems[0].message)


def test_more_cells_than_the_header_has_are_never_taken_for_hours() -> None:
    read = reading("Date | Hours | Description\n2026-09-08 | 2 | Menu | footer | 1", delimited=True)
    (entry,) = read.entries
    assert entry.hours is None
    assert "more cells than the header" in str(entry.problems[0].message)


OURS = "Date | Hours | Category | Flags | Reason | Approve | Row ID\n"


def test_our_block_is_shown_as_it_stands() -> None:
    read = reading(
        OURS + "@2026-09-04 | #1 | Design | ● TXT002 | asked for | ☑ | r_1\n@2026-09-05 | #1 | | | | ☐ | r_2"
    )
    first, second = read.entries
    assert (first.id, first.category, first.reason, first.ticked) == ("r_1", "Design", "asked for", True)
    assert (second.id, second.category, second.reason, second.ticked) == ("r_2", "", "", False)
    assert read.shown["Log", 2]["flags"] == Shown("● TXT002")
    assert read.shown["Log", 3] == {"approve": Shown(False), "row_id": Shown("r_2")}
    assert read.tabs[0].has_block is False, "the block lacks some of its columns"


TICKS = [("☑", True), ("☐", False), ("", None), ("TRUE", True), ("yes", True), ("x", True), ("later", None)]


@pytest.mark.parametrize(("typed", "ticked"), TICKS)
def test_a_tick_is_a_box_or_a_word(typed: str, ticked: bool | None) -> None:
    assert reading(OURS + f"@2026-09-04 | #1 | | | | {typed} | r_1").entries[0].ticked is ticked


def test_the_copy_of_a_row_gets_an_id_of_its_own() -> None:
    first = tab(
        OURS + "@2026-09-04 | #1 | | | | ☑ | r_1\n@2026-09-04 | #1 | | | | ☑ | r_1\n@2026-09-05 | #1", title="March"
    )
    second = tab(OURS + "@2026-09-04 | #1 | | | | | r_1", title="April")
    read = workbook(first, second).reading
    assert [entry.id for entry in read.entries] == ["r_1", "new1", "new2", "new3"]
    assert read.duplicates == {("March", 3): "r_1", ("April", 2): "r_1"}


def test_a_row_with_nothing_but_our_own_cells_is_no_entry() -> None:
    read = reading(OURS + " | | | | | ☐ | r_1")
    assert [row.reason for row in read.skipped] == ["the header", "only our own columns are filled"]


TABS = [
    # drawing, what is said of the tab
    ("Client | Hours | Month\nPort | #31 | May", "looks like a report"),
    (
        "Date | Ana | Bo | Task\n@2026-09-07 | #0.5 | #0.5 | Stand-up",
        "Each person seems to have a column of hours here: Ana, Bo",
    ),
    ("*InvoiceNo | *Customer | ItemAmount\n1 | Port | 100", "lines of invoices"),
    ("14/09/2026 | Fix menu | 90 | see ticket", "None of the first 50 rows"),
    ("Ideas for the party", "None of the first 50 rows"),
    ("Person | Date | Hours\nAna | @2026-09-04 | #1\nDate | Hours\n@2026-09-04 | #1", "Row 3 begins a second table"),
    ("Date | Hours\n@2026-09-04 | #1\nPerson | Date | Hours\nAna | @2026-09-04 | #1", "Row 3 begins a second table"),
]


@pytest.mark.parametrize(("drawing", "said"), TABS)
def test_a_tab_that_is_no_timesheet_is_refused_with_a_sentence(drawing: str, said: str) -> None:
    read = reading(drawing)
    assert said in str(read.refused[0].message)
    assert not read.entries
    assert not read.skipped


def test_hidden_tabs_are_refused_and_empty_ones_say_nothing() -> None:
    hidden = tab("Date | Hours\n@2026-09-04 | #1", title="Raw", hidden=True)
    read = workbook(hidden, tab("", title="Sheet1")).reading
    assert [(tab.tab, str(tab.message)[:18]) for tab in read.refused] == [("Raw", "This tab is hidden")]


def test_our_own_tabs_are_never_read_as_timesheets() -> None:
    ours = tab("Review | \nDate | Hours\n@2026-09-04 | #1", title="Review")
    marked = type(ours)("Review", [[ours.rows[0][0]._replace(note="Written by Tickmark: …")], *ours.rows[1:]])
    read = workbook(marked, tab("", title="Invoices")).reading
    assert read.own_tabs["Review"][0] == ("Review",)
    assert read.own_tabs["Invoices"] == ()
    assert not read.entries


def test_a_tab_of_the_team_that_bears_a_name_of_ours_is_left_alone() -> None:
    read = workbook(tab("Date | Hours\n@2026-09-04 | #1", title="Invoices")).reading
    assert "was not made by it" in str(read.refused[0].message)
    assert not read.own_tabs


def test_several_tags_in_a_cell_are_several_tags() -> None:
    rows = "Date | Hours | Tags\n@2026-09-04 | #1 | Client call, Call ; Meeting,\n@2026-09-05 | #1 |"
    assert [entry.tags for entry in reading(rows).entries] == [("Client call", "Call", "Meeting"), ()]


BREAKS = [
    # hours, break, hours of the entry, its break
    ("#8", "0:30", "8", "0.5"),
    ("", "0:30", "8", "0.5"),
    ("", "#45", "7.75", "0.75"),
    ("", "#1", "7.5", "1"),
    ("", "", "8.5", None),
    ("#8", "lunch", "8", None),
    ("", "lunch", None, None),
]


@pytest.mark.parametrize(("hours", "pause", "worked", "break_of"), BREAKS)
def test_a_break_is_no_part_of_the_hours_from_start_to_end(
    hours: str, pause: str, worked: str | None, break_of: str | None
) -> None:
    (entry,) = reading(f"""
        Date        | Person | Description | Hours   | Start | End   | Break
        @2026-09-04 | Ana    | x           | {hours} | 9:00  | 17:30 | {pause}
    """).entries
    assert (entry.hours, entry.pause) == tuple(None if one is None else Decimal(one) for one in (worked, break_of))
    told = [f"{problem.message} {problem.remedy}" for problem in entry.problems]
    assert told == ([] if worked else ["“lunch” is not a length of time. Write hours as 1.5 or 1:30."])
