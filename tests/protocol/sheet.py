"""A spreadsheet with rows by position, as people and several workers have it under their hands at once."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from service.domain.hours.approval import Imprint, imprint_of
from service.domain.hours.entry import Entry
from service.domain.hours.reading import Cell, Changes, Reading, Shown, Understood, Written
from service.faults import SheetUnreachable

TAB = "September"
OURS = {"category", "billable_hours", "amount", "flags", "suggestion", "reason", "approve", "status", "invoice",
        "row_id"}  # fmt: skip
PEOPLE = {"category", "reason", "approve"}
PROJECTS = {"Booking site": "PF-003", "Kiosk": "PF-007", "Crew app": "PF-004"}


Source = tuple[date, str, str, Decimal, str]
"""What the team typed in a row."""


def work_of(source: Source) -> str:
    """Which work a row is: the number in its text, which stays with it through every edit but one that says so."""
    return source[-1].split()[-1]


@dataclass
class Row:
    """One row: what the team typed, and our cells beside it."""

    day: date
    person: str
    project: str
    hours: Decimal
    text: str
    ours: dict[str, Shown] = field(default_factory=dict)
    tick: tuple[Source, datetime] | None = None
    """What was ticked, and when: known to people only."""

    @property
    def source(self) -> Source:
        return self.day, self.person, self.project, self.hours, self.text

    @property
    def displayed(self) -> tuple[str, ...]:
        """What people see of it."""
        return tuple(map(str, self.source))

    @property
    def imprint(self) -> Imprint:
        """What the script would say of it now."""
        return Imprint(tuple(range(1, len(self.displayed) + 1)), imprint_of(self.displayed))

    def ours_say(self, key: str) -> Any:
        return self.ours.get(key, Shown()).value

    @property
    def id(self) -> str:
        return str(self.ours_say("row_id") or "")

    @property
    def ticked(self) -> bool:
        return bool(self.ours_say("approve"))

    @property
    def work(self) -> str:
        """Which work it is."""
        return work_of(self.source)


class ModelSheet:
    """The spreadsheet itself."""

    def __init__(self, world: Any, name: str = "paper") -> None:
        self.world, self.name = world, name
        self.rows: list[Row] = []
        self.tabs: dict[str, Any] = {}
        self.has_block = False
        self.minted = 0
        self.late: list[tuple[Any, list[tuple[int, Cell]]]] = []
        self.versions: list[list[Row]] = []

    def handle(self) -> "Handle":
        return Handle(self)

    def mint(self) -> str:
        self.minted += 1
        return f"r_{self.name}{self.minted}"

    def apply(self, puts: list[tuple[int, Cell]]) -> None:
        """Cells go to where they were meant to go, whatever stands there by now."""
        for place, cell in puts:
            assert cell.key in OURS, f"{cell.key} is not ours"
            if cell.key == "approve" and cell.value is True:
                self.world.invariants.broken("I10", "a tick was set that no person set")
            if place < len(self.rows):
                row = self.rows[place]
                note = cell.note if cell.note is not None else row.ours.get(cell.key, Shown()).note
                row.ours[cell.key] = Shown(cell.value, note)
        self.world.invariants.sheet_changed(self)

    def pass_time(self) -> None:
        due = [puts for at, puts in self.late if at <= self.world.now]
        self.late = [one for one in self.late if one[0] > self.world.now]
        for puts in due:
            self.apply(puts)


class Handle:
    """One worker's view of the spreadsheet: what it read, and the write that follows."""

    def __init__(self, sheet: ModelSheet) -> None:
        self.sheet, self.world = sheet, sheet.world
        self.seen: list[Row] = []

    def read(self) -> Reading:
        self.world.stage.pause("read")
        if self.world.dice.random() < self.world.sheet_trouble:
            raise SheetUnreachable("Google gave no answer.")
        self.seen = deepcopy(self.sheet.rows)
        entries, copies, shown = [], {}, {}
        taken: set[str] = set()
        for number, row in enumerate(self.seen, 2):
            row_id = row.id if row.id and row.id not in taken else self.sheet.mint()
            if row.id and row.id != row_id:
                copies[TAB, number] = row.id
            taken.add(row_id)
            entries.append(entry_of(row, row_id, number))
            shown[TAB, number] = dict(row.ours)
        self.world.remember(entries)
        block = Understood(TAB, 1, {}, self.sheet.has_block, self.world.agency.approvers)
        return Reading(
            tuple(entries), (block,), shown=shown, own_tabs=dict(self.sheet.tabs), title="Paper", book=self.sheet.name,
            duplicates=copies, displayed={(TAB, number): row.displayed for number, row in enumerate(self.seen, 2)},
        )  # fmt: skip

    def write(self, changes: Changes) -> Written:
        """Look where rows are by now, write by position, read back, put back what went astray."""
        self.world.stage.pause("look")
        now = deepcopy(self.sheet.rows)
        moved: list[str] = []
        puts: list[tuple[int, Cell, str]] = []
        minted = {cell.row: str(cell.value) for cell in changes.cells if cell.key == "row_id"}
        for cell in changes.cells:
            place, row_id = self.place_of(cell.row, now), minted.get(cell.row, self.seen[cell.row - 2].id)
            if place is None:
                moved.append(row_id)
                continue
            read, stands = self.seen[cell.row - 2].ours.get(cell.key, Shown()), now[place].ours.get(cell.key, Shown())
            if not (cell.key in PEOPLE and stands.value != read.value):
                puts.append((place, cell, row_id))
        self.world.stage.pause("write")
        self.send(puts, now)
        self.sheet.has_block = True
        self.sheet.tabs |= {report.title: report.rows for report in changes.reports}
        astray = self.astray(puts, now)
        self.world.stage.pause("written")
        if astray:
            self.put_back(astray, now)
        return Written(len(puts), tuple(dict.fromkeys([*moved, *(row_id for _, _, row_id in astray)])))

    def send(self, puts: list[tuple[int, Cell, str]], now: list[Row]) -> None:
        told = [(place, cell) for place, cell, _ in puts]
        trouble = self.world.dice.random()
        if trouble < self.world.sheet_trouble / 2:
            raise SheetUnreachable("Google gave no answer.")
        if trouble < self.world.sheet_trouble:
            self.sheet.late.append((self.world.now + timedelta(seconds=self.world.dice.randint(0, 170)), told))
            raise SheetUnreachable("Google gave no answer.")
        self.sheet.apply(told)

    def place_of(self, row: int, now: list[Row]) -> int | None:
        """Where a row that was read is by now."""
        read = self.seen[row - 2]
        same = [place for place, one in enumerate(now) if one.id == read.id and (read.id or one.source == read.source)]
        if row - 2 in same and now[row - 2].source == read.source:
            return row - 2
        return same[0] if len(same) == 1 else None

    def astray(self, puts: list[tuple[int, Cell, str]], before: list[Row]) -> list[tuple[int, Cell, str]]:
        """Cells that hit another row than they were meant for."""
        now, lost = self.sheet.rows, []
        stamped = {row_id for _, cell, row_id in puts if cell.key == "row_id"}
        for place, cell, row_id in puts:
            here = now[place] if place < len(now) else None
            if here is None:
                continue
            if row_id in stamped:
                wrong = here.source != before[place].source
            else:
                wrong = here.id != row_id
            if wrong:
                lost.append((place, cell, row_id))
        return lost

    def put_back(self, astray: list[tuple[int, Cell, str]], before: list[Row]) -> None:
        """Each cell as it stood before our write, in the row that stands there now."""
        now, back = self.sheet.rows, []
        for place, cell, _ in astray:
            if place >= len(now):
                continue
            same = [one for one in before if one.source == now[place].source]
            if len(same) == 1:
                stood = same[0].ours.get(cell.key, Shown())
                back.append((place, cell._replace(value=stood.value, note=stood.note)))
        for place, cell in back:
            self.sheet.rows[place].ours[cell.key] = Shown(cell.value, cell.note or "")
        self.world.invariants.sheet_changed(self.sheet)


def entry_of(row: Row, row_id: str, number: int) -> Entry:
    return Entry(
        row_id, TAB, number, row.day, row.person, "Penhallow", row.project, "", row.text, row.hours,
        category=row.ours_say("category") or "", reason=row.ours_say("reason") or "",
        ticked=row.ours_say("approve"),
    )  # fmt: skip
