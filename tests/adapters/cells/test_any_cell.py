"""No cell content whatever makes the reading raise, and no row gets lost."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from service.adapters.cells.clock import read_clock
from service.adapters.cells.dates import Order
from service.adapters.cells.grid import EMPTY, Cell, Tab, is_blank
from service.adapters.cells.hours import Notation, read_hours
from service.adapters.tabs.calendars import Calendar
from service.adapters.tabs.context import Context
from service.adapters.tabs.delimited import read_delimited
from service.adapters.tabs.rowids import by_content
from service.adapters.tabs.timesheets import read_workbook
from service.domain.hours.entry import Problem
from tests.adapters.tabs.quirked import everything

HEADERS = (
    "Date", "Person", "Hours", "Hours Rounded", "Start", "End", "End date", "Minutes", "Time range", "Description",
    "Billable", "Expenses", "Project", "Ana", "Total", "Row ID", "Category", "First Name", "Last Name",
    "Duration (h)", "Start Time",
)  # fmt: skip
ANY = st.decimals(allow_nan=False, allow_infinity=False)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6) | ANY
LIKELY = st.sampled_from(
    [
        "04/09/2026",
        "2026-09-04",
        "9 Oct",
        "1:30",
        "8:30-12:00",
        "1,250",
        "Total",
        "-----",
        "[x]",
        "# x",
        "Ana & Bo",
        "KW37",
    ]
) | st.from_regex(r"\A[0-9]{0,3}[-:.,/h ]{0,2}[0-9]{0,4}[-:.,/m ]{0,2}[0-9]{0,4}(am|Z|\+02:00|h)?\Z")
CELLS = st.one_of(
    st.just(EMPTY),
    st.builds(Cell, st.just("text"), st.text(max_size=30) | LIKELY),
    st.builds(Cell, st.sampled_from(("number", "date", "time", "datetime")), NUMBERS),
    st.builds(Cell, st.just("number"), st.integers(0, 90).map(Decimal)),
    st.builds(Cell, st.just("date"), st.integers(46000, 46400).map(Decimal)),
    st.builds(Cell, st.just("bool"), st.booleans()),
    st.builds(Cell, st.just("error"), st.sampled_from(("#REF!", "#DIV/0!", "=1+1"))),
)
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=8)
HEADER = st.lists(st.sampled_from(HEADERS).map(lambda text: Cell("text", text)), max_size=8)
DECIDED = st.dictionaries(
    st.sampled_from(("hours", "date", "header", "people", "dates", "unit", "blank", "read", "year", "who")),
    st.sampled_from(
        ("A", "C", "Hours", "none", "2", "day first", "minutes", "above", "yes", "2026", "Ana, Total", "-")
    ),
    max_size=3,
)
WHERE = ZoneInfo("Europe/Dublin")


@settings(max_examples=300, deadline=None)
@given(HEADER, ROWS, ROWS, DECIDED, st.booleans())
def test_any_tab_is_read_and_each_of_its_rows_is_in_one_place(
    header: list[Cell], above: list[list[Cell]], below: list[list[Cell]], decided: dict[str, str], delimited: bool
) -> None:
    tab = Tab("Sept 2026", [*above[:2], header, *below], delimited=delimited)
    context = Context(zone=WHERE, fresh=by_content, decisions={"Sept 2026": decided})
    read = read_workbook([tab, Tab("Copy", tab.rows)], "Any", context).reading
    found = everything(read, [tab, Tab("Copy", tab.rows)])
    filled = {row for row, cells in enumerate(tab.rows, 1) if not all(map(is_blank, cells))}
    assert {row for _, row in found} == filled
    assert all(len(set(places)) == 1 for places in found.values())
    assert len({entry.id for entry in read.entries}) == len(read.entries)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from(("utf-8", "utf-16", "latin-1")))
def test_any_text_is_a_tab(text: str, encoding: str) -> None:
    tab = read_delimited(text.encode(encoding, errors="replace"), "Any")
    read_workbook([tab], "Any", Context())


@settings(max_examples=500, deadline=None)
@given(CELLS | LIKELY.map(lambda text: Cell("text", text)))
def test_any_cell_is_a_length_a_day_a_time_nothing_or_a_question(cell: Cell) -> None:
    for how in (Notation(), Notation(perhaps_minutes=True), Notation(divisor=60)):
        assert isinstance(read_hours(cell, "hours", how), Decimal | Problem | None)
    for order in (None, *Order):
        calendar = Calendar(order, WHERE, 2026, 9, Order.DAY)
        assert isinstance(calendar.read(cell), date | Problem | None)
    assert isinstance(read_clock(cell, "start", WHERE), time | Problem | None)
