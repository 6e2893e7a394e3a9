"""Whatever a tracker tells, and whatever people do to the rows: a second import changes nothing, and no row is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from service.domain.hours.logged import Additions, Kept, Logged, Told
from service.importing import bring_in

TELL = st.lists(
    st.builds(
        Logged,
        id=st.sampled_from(["", "", "harvest-1", "harvest-2", "harvest-3"]),
        date=st.dates(date(2026, 10, 5), date(2026, 10, 6)),
        person=st.sampled_from(["Mara", "Ben"]),
        project=st.sampled_from(["Website", "App"]),
        description=st.sampled_from(["Hero", "Menu", "Standup"]),
        hours=st.sampled_from([Decimal(1), Decimal("0.5")]),
    ),
    max_size=6,
)
WHOLE = st.booleans()


@dataclass
class Page:
    """A tab in memory, in which people may change a row."""

    rows: list[Kept] = field(default_factory=list)
    writes: int = 0

    def read(self) -> Sequence[Kept]:
        return list(self.rows)

    def write(self, additions: Additions) -> Sequence[int]:
        """As the real ones do it: in place by row, or at the end."""
        self.writes += 1
        for edit in additions.edits:
            place = edit.row.row - 2
            self.rows[place] = Kept(edit.row.row, edit.entry.id, edit.version, edit.state, edit.entry)
        for entry in additions.new:
            self.rows.append(Kept(len(self.rows) + 2, entry.id, entry.version, "", entry))
        return ()

    def types(self, number: int, text: str) -> None:
        """A person changes the text of a row."""
        if self.rows:
            row = self.rows[number % len(self.rows)]
            self.rows[row.row - 2] = row._replace(now=row.now._replace(description=text))


@dataclass
class Teller:
    """A tracker that tells what it was given."""

    entries: list[Logged]
    whole: bool

    def told(self) -> Told:
        return Told("Harvest", tuple(self.entries), date(2026, 10, 1), date(2026, 10, 31), self.whole)


@given(TELL, TELL, WHOLE, st.integers(0, 5), st.sampled_from(["Hero", "typed"]))
def test_a_second_import_changes_nothing(
    first: list[Logged], second: list[Logged], whole: bool, row: int, text: str
) -> None:
    page = Page()
    bring_in(Teller(first, whole), page)
    page.types(row, text)
    before = page.read()
    bring_in(Teller(second, whole), page)
    rows, writes = page.read(), page.writes
    again = bring_in(Teller(second, whole), page)
    assert (page.read(), page.writes) == (rows, writes)
    assert not again.found.new
    assert len(rows) >= len(before), "no row is ever removed"
    assert len({one.id for one in rows}) == len(rows), "each row has an id of its own"


@given(TELL, TELL, WHOLE)
def test_every_entry_and_every_row_is_accounted_for(first: list[Logged], second: list[Logged], whole: bool) -> None:
    page = Page()
    bring_in(Teller(first, whole), page)
    rows = page.read()
    found = bring_in(Teller(second, whole), page).found
    pairs = (*found.edited, *found.settled, *found.clashing, *found.same)
    named = [one.id for one in second if one.id]
    told = len(second) - len(named) + len(set(named))
    assert len(found.new) + len(found.asked) + len(pairs) == told
    doubted = {row.id for _, asked in found.asked for row in asked}
    assert len(pairs) + len(found.gone) + len(found.missing) + len(doubted) == len(rows)


@given(TELL, st.integers(0, 5))
def test_what_a_person_typed_is_never_overwritten(entries: list[Logged], row: int) -> None:
    page = Page()
    bring_in(Teller(entries, whole=True), page)
    page.types(row, "typed")
    bring_in(Teller([one._replace(hours=Decimal(7)) if one.id else one for one in entries], whole=True), page)
    assert not page.rows or any(one.now.description == "typed" for one in page.rows)
