"""How the tab of an import is laid out: its headers, where they stand by now, and a row as it is read back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple, TypeVar

from service.adapters.cells.grid import Cell, Tab, at
from service.adapters.cells.plain import read_yes, shown
from service.adapters.cells.serials import SECONDS, day_of, seconds_of, serial_of, time_of
from service.adapters.tabs.block import title_in
from service.domain.hours.logged import Kept, Logged
from service.domain.hours.reading import Value
from service.faults import WorkbookFault
from service.names import header_names
from service.words import everywhere

T = TypeVar("T")

KEYS = (
    "date", "person", "client", "project", "task", "description", "hours", "start", "end", "billable",
    "state", "id", "version",
)  # fmt: skip
"""Our key of each column, in the order in which a new tab has them."""

WORDS = ("person", "client", "project", "task", "description")
HIDDEN = ("id", "version")
FORMATS = {"date": ("DATE", "yyyy-mm-dd"), "start": ("TIME", "hh:mm"), "end": ("TIME", "hh:mm")}
DECIMALS, DURATION = ("NUMBER", "0.00"), ("TIME", "[h]:mm:ss")
"""Hours are shown as decimals where two of them say all, else as a duration: 0:50 has no end as a decimal."""

SEARCHED = 20
FOREIGN = (
    "The tab {title} is there already and was not made by an import: it has no columns {missing}. "
    "Name another tab with --tab."
)
OURS = "{title} is the name of a tab that Tickmark makes itself. Name another tab with --tab."


class Look(NamedTuple):
    """A value to be written, and the number format that makes it readable."""

    value: Value
    form: tuple[str, str] | None = None


class Place(NamedTuple):
    """Where the table of an import stands in its tab: the header row and each column by key, from 0."""

    header: int
    columns: Mapping[str, int]


START = Place(0, {key: column for column, key in enumerate(KEYS)})


def headers() -> list[str]:
    """The headers of a new tab, in the order of the keys."""
    return [names_of(key)[0] for key in KEYS]


def names_of(key: str) -> tuple[str, ...]:
    """The header of a column in each language: some are those of every timesheet, and three are of imports alone."""
    return header_names(key) or everywhere(f"imports.{key}")


def find(tabs: Sequence[Tab], title: str) -> Tab | None:
    """The tab of this title, None where there is none. Raises WorkbookFault for a title of our own tabs."""
    if title_in(title):
        raise WorkbookFault(OURS.format(title=title))
    return next((tab for tab in tabs if tab.title.casefold() == title.casefold()), None)


def place_in(tab: Tab) -> Place:
    """Where the columns of an import stand in a tab; people may have moved them. Raises WorkbookFault."""
    best: dict[str, int] = {}
    header = 0
    for index, cells in enumerate(tab.rows[:SEARCHED]):
        found = dict(named(cells))
        if len(found) > len(best):
            header, best = index, found
    missing = [names_of(key)[0] for key in KEYS if key not in best]
    if missing:
        raise WorkbookFault(FOREIGN.format(title=tab.title, missing=", ".join(missing)))
    return Place(header, best)


def named(cells: Sequence[Cell]) -> Iterator[tuple[str, int]]:
    """The columns that a row names, the first of each name."""
    words = [shown(cell).strip().casefold() for cell in cells]
    for key in KEYS:
        places = (words.index(name.casefold()) for name in names_of(key) if name.casefold() in words)
        if (place := next(places, None)) is not None:
            yield key, place


def rows_of(tab: Tab, place: Place) -> Iterator[Kept]:
    """The rows that an import has written; people's own rows have no id and are passed over."""
    for index, cells in enumerate(tab.rows[place.header + 1 :], place.header + 1):
        here = {key: at(cells, column) for key, column in place.columns.items()}
        if row_id := shown(here["id"]).strip():
            yield Kept(index + 1, row_id, shown(here["version"]).strip(), shown(here["state"]).strip(), read(here))


def read(cells: Mapping[str, Cell]) -> Logged:
    """A row as it stands in its cells; what cannot be read there was changed by somebody."""
    billable = read_yes(cells["billable"], "billable")
    person, client, project, task, description = (shown(cells[key]) for key in WORDS)
    return Logged(
        id=shown(cells["id"]).strip(),
        date=moment(cells["date"], ("date", "datetime"), day_of),
        person=person,
        client=client,
        project=project,
        task=task,
        description=description,
        hours=hours(cells["hours"]),
        start=moment(cells["start"], ("time",), time_of),
        end=moment(cells["end"], ("time",), time_of),
        billable=billable if isinstance(billable, bool) else None,
    )


def moment(cell: Cell, kinds: Sequence[str], reading: Callable[[Decimal], T | None]) -> T | None:
    """A day or a time of day, None for anything else."""
    return reading(cell.value) if cell.kind in kinds and isinstance(cell.value, Decimal) else None


def hours(cell: Cell) -> Decimal | None:
    """A number of hours, or a duration as hours."""
    if not isinstance(cell.value, Decimal) or cell.kind not in ("number", "time"):
        return None
    return cell.value if cell.kind == "number" else Decimal(seconds_of(cell.value)) / 3600


def looks(entry: Logged) -> dict[str, Look]:
    """The cells of the team for an entry, by key."""
    return {
        "date": day_look(entry.date),
        **{key: Look(getattr(entry, key) or None) for key in WORDS},
        "hours": hours_look(entry.hours),
        "start": time_look(entry.start),
        "end": time_look(entry.end),
        "billable": Look(None if entry.billable is None else "Yes" if entry.billable else "No"),
    }


def day_look(day: date | None) -> Look:
    """A day as a serial."""
    return Look(None if day is None else serial_of(day), FORMATS["date"])


def hours_look(worked: Decimal | None) -> Look:
    """Hours as they are read most easily, and always exactly."""
    if worked is None or worked == round(worked, 2):
        return Look(worked, DECIMALS)
    return Look(Decimal(round(worked * 3600)) / SECONDS, DURATION)


def time_look(clock: time | None) -> Look:
    """A time of day as part of a day."""
    if clock is None:
        return Look(None, FORMATS["start"])
    return Look(Decimal(clock.hour * 3600 + clock.minute * 60 + clock.second) / SECONDS, FORMATS["start"])


def beside(row_id: str, version: str, state: str) -> dict[str, Look]:
    """The cells that are the import's own."""
    return {"id": Look(row_id), "version": Look(version), "state": Look(state or None)}
