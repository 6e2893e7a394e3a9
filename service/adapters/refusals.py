"""Why a tab is not read as a timesheet: one sentence what was found, one what to do."""

from service.adapters.columns import SEARCHED, read_header
from service.adapters.grid import Tab

HIDDEN = "This tab is hidden, so nothing in it is counted. Show it if it holds the hours to be billed."
FOREIGN = (
    "This tab bears the name of one that Tickmark makes but was not made by it, so it is neither read nor written. "
    "Rename it if it holds hours."
)
INVOICES = "These are lines of invoices, not of time. Choose the tab in which people log their hours."
NO_DATE = (
    "This tab has hours but no column with dates, so it looks like a report. "
    "Choose the tab with one row per entry, or give the dates a column called Date."
)
NO_HOURS = (
    "This tab has dates but no column that says how long the work took. "
    "Call that column Hours; where each person has a column, give each entry a row of its own."
)
NO_HEADER = (
    f"None of the first {SEARCHED} rows names the columns of a timesheet. "
    "Put a header above the entries with at least Date and Hours, or leave the tab as it is if it is something else."
)
TWO_TABLES = (
    "Row {row} begins a second table whose columns differ from those of row {first}. "
    "Put it in a tab of its own, or give both the same columns."
)

INVOICE_WORDS = {"invoiceno", "invoice no", "invoice number", "itemamount", "item(product/service)", "itemrate"}


def refusal(tab: Tab) -> str:
    """What to say of a tab in which no table of entries was found."""
    headers = [read_header(index, cells, tab.marks) for index, cells in enumerate(tab.rows[:SEARCHED])]
    if any(INVOICE_WORDS & words_of(tab, row) for row in range(len(headers))):
        return INVOICES
    likely = max(headers, key=lambda layout: len(layout.team), default=None)
    if likely is None or len(likely.team) < 2:
        return NO_HEADER
    if "date" in likely.team:
        return NO_HOURS
    return NO_DATE if likely.has_hours else NO_HEADER


def words_of(tab: Tab, row: int) -> set[str]:
    """The texts of a row as headers are compared."""
    return {cell.value.strip(" *").casefold() for cell in tab.rows[row] if isinstance(cell.value, str)}
