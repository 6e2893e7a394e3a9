"""Why a tab is not read as a timesheet: one sentence what was found, one what to do."""

import re
from types import NoneType

from service.adapters.cells.grid import Tab, is_blank
from service.adapters.tabs.columns import SEARCHED
from service.adapters.tabs.headers import read_header
from service.domain.phrase import Phrase, joined, phrase

HIDDEN = phrase("This tab is hidden, so nothing in it is counted. Show it if it holds the hours to be billed.")
FOREIGN = phrase(
    "This tab bears the name of one that Tickmark makes but was not made by it, so it is neither read nor written. "
    "Rename it if it holds hours."
)
INVOICES = phrase("These are lines of invoices, not of time. Choose the tab in which people log their hours.")
NO_DATE = phrase(
    "This tab has hours but no column with dates, so it looks like a report. "
    "Choose the tab with one row per entry, or give the dates a column called Date."
)
REPORT = phrase(
    "This is a report with totals, not single entries. "
    "Choose the export with one row per entry, which has a date and a duration in each row."
)
RANGES = phrase(
    "The rows of this tab run from one day to a later one, so they are a plan or a report, not single entries. "
    "Choose the tab with one row per entry."
)
TOTALS = phrase(
    "This tab holds totals, not single entries: no date column was found. Choose the tab with one row per entry."
)
ENDS = phrase(
    "These lines give only the end of each piece of work. "
    "Convert them to a table that has a date and the hours of each entry, one row per entry."
)
BULLETS = phrase(
    "This tab lists its work as bullets under each other. Please give one row per entry, with Date and Hours."
)
NO_HOURS = phrase(
    "This tab has dates but no column that says how long the work took. "
    "Call that column Hours; where each person has a column, give each entry a row of its own."
)
NO_HEADER = phrase(
    "None of the first {rows} rows names the columns of a timesheet. "
    "Put a header above the entries with at least Date and Hours, or leave the tab as it is if it is something else.",
    rows=SEARCHED,
)
TWO_TABLES = phrase(
    "Row {row} begins a second table whose columns differ from those of row {first}. "
    "Put it in a tab of its own, or give both the same columns."
)
ONE_OF_TWO = phrase(
    "To read only one of the two, answer with its header row at set-up, or with --columns “TAB:header=ROW”."
)
ANSWER = phrase("Answer at set-up, or with --columns “{tab}:{choice}”.")
RIVALS = phrase(
    "Two columns may hold the hours, “{first}” and “{second}”, and they differ, first in row {row}: {a} and {b}. "
    "Say which of them holds the hours as they were logged."
)
RUNNING = phrase(
    "The hours under “{header}” only ever grow, so they may be running totals, which must not be billed. "
    "Give each row its own hours, or say that these are the hours of each row."
)
PEOPLE = phrase(
    "Each person seems to have a column of hours here: {names}. Say whether these are people. "
    "To have them billed, give each entry a row of its own with Date, Person and Hours."
)
UNNAMED_HOURS = phrase(
    "No column is called Hours, and “{header}” holds numbers that could be. Call it Hours if it is, or say so."
)
HEADLESS = phrase(
    "This tab has no header. Its first rows are {rows}. It looks as if {proposal}. "
    "Put a header above them, or say that this is right."
)
TWICE = phrase(
    "Two tabs hold the same {hours} hours ({first} and {second}), so neither is counted. Choose one of them: "
    "answer at set-up, or with --columns “{first}:read=yes”."
)
OTHER_CHOSEN = phrase("This tab holds the same hours as {other}, which was chosen, so it is not counted.")
NOT_CHOSEN = phrase("This tab is not read because somebody decided so at set-up.")

INVOICE_WORDS = {"invoiceno", "invoice no", "invoice number", "itemamount", "item(product/service)", "itemrate"}


END_STAMP = re.compile(r"\s*\d{4}-\d\d-\d\d \d\d?:\d\d:? .+|\s*\d{1,2}:\d\d:? \S.*")
BULLET = re.compile(r"\s*[-*•]\s+\S.*")


class SecondTable(Exception):
    """A row begins a table with other columns."""

    def __init__(self, message: Phrase) -> None:
        super().__init__(message)
        self.message = message


def asking(question: Phrase, tab: str, choice: str) -> Phrase:
    """A question about a tab, and how it is answered."""
    return joined(" ", (question, ANSWER.given(tab=tab, choice=choice)))


def refusal(tab: Tab) -> Phrase:
    """What to say of a tab in which no table of entries was found."""
    headers = [read_header(index, cells, tab.marks) for index, cells in enumerate(tab.rows[:SEARCHED])]
    if any(INVOICE_WORDS & words_of(tab, row) for row in range(len(headers))):
        return INVOICES
    if said := said_of_lines(tab):
        return said
    likely = max(headers, key=lambda layout: len(layout.team), default=None)
    if likely is None or len(likely.team) < 2:
        return TOTALS if holds_totals(tab) else NO_HEADER
    if "date" in likely.team:
        return NO_HOURS
    return NO_DATE if likely.has_hours else TOTALS if holds_totals(tab) else NO_HEADER


def said_of_lines(tab: Tab) -> Phrase | None:
    """What to say of a tab that is one column of lines; None for any other."""
    filled = [[cell for cell in row if not is_blank(cell)] for row in tab.rows]
    lines = [str(row[0].value) for row in filled if len(row) == 1]
    if len(lines) < 2 or 2 * len(lines) < sum(map(bool, filled)):
        return None
    if 2 * sum(bool(END_STAMP.fullmatch(line)) for line in lines) > len(lines):
        return ENDS
    return BULLETS if 2 * sum(bool(BULLET.fullmatch(line)) for line in lines) > len(lines) else None


def holds_totals(tab: Tab) -> bool:
    """Whether most rows end in a number and none holds a date."""
    rows = [[cell for cell in row if not is_blank(cell)] for row in tab.rows]
    rows = [row for row in rows if row]
    numbers = sum(looks_like_number(row[-1].value) and len(row) < 4 for row in rows)
    dates = any(cell.kind in ("date", "datetime") for row in rows for cell in row)
    return len(rows) > 1 and 2 * numbers > len(rows) and not dates


def looks_like_number(value: object) -> bool:
    """Whether a value is a number, or a text that is one."""
    return not isinstance(value, str | bool | NoneType) or bool(re.fullmatch(r"\d+(?:[.,:]\d+)?", str(value).strip()))


def words_of(tab: Tab, row: int) -> set[str]:
    """The texts of a row as headers are compared."""
    return {cell.value.strip(" *").casefold() for cell in tab.rows[row] if isinstance(cell.value, str)}
