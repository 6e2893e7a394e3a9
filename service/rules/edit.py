"""What an edit can reach: the rows that have to be judged and priced again, and no others."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.bill import Bill
from service.domain.finding import Finding
from service.domain.pricing import price
from service.domain.timesheet import Timesheet, Work, place_in_order
from service.rules.reach import Reach, own_client, own_row, whole_sheet
from service.rules.rule import Rule

Said = Mapping[str, Sequence[Finding]]
"""What one rule says, by row id."""

Rows = tuple[frozenset[str], Timesheet]
"""Ids of rows as they were and as they are, and the part of the timesheet that now holds them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A timesheet as it was and as it is, and the rows that make the difference."""

    old: Timesheet
    new: Timesheet
    touched: frozenset[str]
    _reached: dict[Reach, Rows] = field(default_factory=dict, repr=False, compare=False)

    def said(self, rule: Rule, before: Said, sheet: Timesheet) -> Said:
        """What a rule says now; rows that the edit cannot reach keep what was said of them."""
        if rule.reach is whole_sheet:
            return by_row(rule.findings(sheet))
        rows, part = self._reach(rule.reach, sheet)
        fresh = by_row(rule.findings(part))
        if not fresh and before.keys().isdisjoint(rows):
            return before
        return {**{row: findings for row, findings in before.items() if row not in rows}, **fresh}

    def bills(self, stopped: Collection[str], switched: Collection[str]) -> dict[str, Bill]:
        """Every row's bill: the clients whose rows were touched, stopped or let go are priced again."""
        clients = {own_client(work) for work in self._works([*self.touched, *switched])}
        groups = self.new.grouped(own_client)
        parts = [self.new.part(groups[client]) for client in clients if client in groups]
        bills = dict(self.old.bills)
        for part in parts:
            bills.update(price(part, stopped))
        for row in self.touched:
            if self.new.find(row) is None:
                bills.pop(row, None)
        return bills

    def wider(self, switched: Collection[str], bills: Mapping[str, Bill]) -> "Edit":
        """The edit with the rows that it gave another bill, stopped or let go: later families may read all of that."""
        clients = {own_client(work) for work in self._works([*self.touched, *switched])}
        groups = self.new.grouped(own_client)
        works = (work for client in clients for work in groups.get(client, ()))
        repriced = {work.id for work in works if bills[work.id] != self.old.bills.get(work.id)}
        return Edit(self.old, self.new, self.touched | repriced | frozenset(switched))

    def _works(self, rows: Iterable[str]) -> list[Work]:
        """The rows as they were and as they are."""
        found = (sheet.find(row) for row in rows for sheet in (self.old, self.new))
        return [work for work in found if work is not None]

    def _part(self, sheet: Timesheet, works: Iterable[Work]) -> Timesheet:
        """Some works in judging order, on which rules rely."""
        return sheet.part(sorted(works, key=lambda work: place_in_order(work, sheet.facts)))

    def _reach(self, reach: Reach, sheet: Timesheet) -> Rows:
        if reach not in self._reached:
            self._reached[reach] = self._reached_by(reach, sheet)
        return self._reached[reach]

    def _reached_by(self, reach: Reach, sheet: Timesheet) -> Rows:
        touched = self._works(self.touched)
        if reach is own_row:
            now = [work for row in self.touched if (work := sheet.find(row)) is not None]
            return self.touched, self._part(sheet, now)
        keys = {reach(work) for work in touched} - {None}
        before, after = _under(keys, self.old.grouped(reach)), _under(keys, sheet.grouped(reach))
        return frozenset(work.id for work in (*touched, *before, *after)), self._part(sheet, after)


def differing(before: Mapping[str, Said], after: Mapping[str, Said]) -> set[str]:
    """Rows of which some rule says something else than before."""
    rows: set[str] = set()
    for code, said in after.items():
        if said is not before[code]:
            old = before[code]
            rows |= {row for row in old.keys() | said.keys() if old.get(row) != said.get(row)}
    return rows


def by_row(findings: Iterable[Finding]) -> Said:
    """Findings by the row that they are about."""
    rows: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        rows[finding.entry].append(finding)
    return dict(rows)


def _under(keys: Iterable[Hashable], groups: Mapping[Hashable, Sequence[Work]]) -> list[Work]:
    return [work for key in keys for work in groups.get(key, ())]
