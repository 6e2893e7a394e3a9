"""A column of dates read as one: its order, its year, its zone, and which of its cells cannot be trusted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal

from service.adapters.cells.clock import moment_in
from service.adapters.cells.dates import (
    AS_DAY,
    NO_YEAR,
    ONE_OF_TWO,
    ZONED,
    Order,
    day,
    day_in,
    evidence,
    locale_order,
    read_date,
    settled,
    spoken,
)
from service.adapters.cells.grid import Cell
from service.adapters.cells.plain import Complaint, problem, read_text
from service.adapters.cells.serials import day_of
from service.adapters.tabs.titles import month_in, year_in
from service.domain.hours.entry import Problem
from service.domain.phrase import phrase

SHORT = re.compile(r"(\d{1,2})\s*([./])\s*(\d{1,2})\.?")
FAR = 10
"""Years between a date and its neighbours past which it must be a slip."""

DOUBTFUL = {
    Order.DAY: phrase(
        "{cell} was made a date by the spreadsheet, but texts in this column put the day first, so it may be {other}."
    ),
    Order.MONTH: phrase(
        "{cell} was made a date by the spreadsheet, but texts in this column put the month first, so it may be {other}."
    ),
}
FAR_OFF = Complaint(phrase("{cell} lies more than ten years from the other dates here."), AS_DAY)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the dates of one column are to be read."""

    order: Order | None = None
    zone: tzinfo | None = None
    year: int | None = None
    month: int | None = None
    swapped: Order | None = None
    """The order of the texts, where the spreadsheet read the rest of the column in the other one."""

    def read(self, cell: Cell) -> date | Problem | None:
        """The day in a cell, None for an empty one."""
        if cell.kind == "text":
            return self._read_text(cell)
        if cell.kind == "number" and isinstance(cell.value, Decimal):
            return self._day_of_month(cell.value) or read_date(cell, "date", self.order)
        found = read_date(cell, "date", self.order)
        return self._doubted(cell, found) if self.swapped and isinstance(found, date) else found

    def _read_text(self, cell: Cell) -> date | Problem | None:
        text = read_text(cell).strip()
        if self.zone is not None and ZONED.fullmatch(text):
            moment = moment_in(text)
            return moment.astimezone(self.zone).date() if moment else read_date(cell, "date", self.order)
        short = SHORT.fullmatch(text)
        if short and self.year:
            text = f"{short[1]}{short[2]}{short[3]}{short[2]}{self.year}"
        elif short:
            return problem("date", cell, NO_YEAR)
        elif self.year and text and day_in(text, self.order) is NO_YEAR:
            text = f"{text} {self.year}"
        elif text.isdecimal() and len(text) < 3 and self._day_of_month(Decimal(text)):
            return self._day_of_month(Decimal(text))
        return read_date(cell._replace(value=text), "date", self.order) if text else None

    def _day_of_month(self, number: Decimal) -> date | None:
        """A bare day of the month that the tab is named for."""
        if not (self.year and self.month and 1 <= number <= 31 and number == number.to_integral_value()):
            return None
        return day(self.year, self.month, int(number))

    def _doubted(self, cell: Cell, found: date) -> date | Problem:
        other = day(found.year, found.day, found.month)
        if other is None or other == found or self.swapped is None:
            return found
        said = DOUBTFUL[self.swapped].given(other=spoken(other))
        return problem("date", cell, Complaint(said, ONE_OF_TWO.given(first=found, second=other)))


def calendar_of(
    cells: Sequence[Cell], locale: str, zone: tzinfo | None, title: str, answers: Mapping[str, str]
) -> Calendar:
    """How a column is to be read; `answers` are what a person decided and what its header says."""
    texts = [str(cell.value).strip() for cell in cells if cell.kind == "text"]
    order = next((order for order in Order if order.value == answers.get("dates")), None)
    order = order or settled(cells, locale)
    calendar = Calendar(order, zone, swapped=swapped(cells, texts, locale) if texts else None)
    year, month = answers.get("year", ""), month_in(title)
    titled = int(year) if year.isdecimal() else year_in(title)
    if titled is None and any(SHORT.fullmatch(text) or day_in(text, order) is NO_YEAR for text in texts):
        titled = year_of(calendar, cells)
    return replace(calendar, year=titled, month=month)


def swapped(cells: Sequence[Cell], texts: Iterable[str], locale: str) -> Order | None:
    """The order of texts that the spreadsheet could not read, where no cell it did read shows that it was right.

    A sheet that puts the month first turns 04/09 into 9 April and leaves 23/09 as a text.
    """
    orders = {order for text in texts for order in evidence(text)}
    if len(orders) != 1 or orders == {locale_order(locale)}:
        return None
    days = [
        found
        for cell in cells
        if cell.kind == "date" and isinstance(cell.value, Decimal) and (found := day_of(cell.value))
    ]
    return orders.pop() if days and all(found.day <= 12 for found in days) else None


def year_of(calendar: Calendar, cells: Iterable[Cell]) -> int | None:
    """The one year that the dates of a column lie in; None where there are several or none."""
    years = {found.year for cell in cells if isinstance(found := calendar.read(cell), date)}
    return years.pop() if len(years) == 1 else None


def without_far_ones(days: list[date | Problem | None], cells: Sequence[Cell]) -> list[date | Problem | None]:
    """The days, but for those that lie more than ten years from where most of them lie."""
    years = Counter(found.year for found in set(days) if isinstance(found, date))
    if len(years) < 2:
        return days
    usual = years.most_common(1)[0][0]
    if all(abs(year - usual) <= FAR for year in years):
        return days
    return [
        problem("date", cell, FAR_OFF) if isinstance(found, date) and abs(found.year - usual) > FAR else found
        for found, cell in zip(days, cells, strict=True)
    ]
