"""What an edit can reach: the rows that have to be judged and priced again, and no others."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from service.domain.hours.timesheet import Timesheet, Work, place_in_order
from service.domain.judging.finding import Finding
from service.domain.pricing.repricing import Edited, Priced, price_again
from service.rules.reach import Reach, own_row, whole_sheet
from service.rules.rule import Rule

Said = Mapping[str, Sequence[Finding]]
"""What one rule says, by row id."""

Reached = tuple[frozenset[Hashable], Timesheet]
"""The keys of what the edit reaches, and the part of the timesheet that now lies under them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A timesheet as it was and as it is, and the rows that make the difference."""

    old: Timesheet
    new: Timesheet
    touched: frozenset[str]
    _reached: dict[Reach, Reached] = field(default_factory=dict, repr=False, compare=False)

    def said(self, rule: Rule, before: Said, sheet: Timesheet) -> Said:
        """What a rule says now; rows that the edit cannot reach keep what was said of them."""
        if rule.reach is whole_sheet:
            return by_row(rule.findings(sheet))
        keys, part = self._reach(rule.reach, sheet)
        fresh = by_row(rule.findings(part))
        kept = {row: findings for row, findings in before.items() if not self._is_within(row, rule.reach, keys)}
        return {**kept, **fresh} if fresh or len(kept) < len(before) else before

    def _is_within(self, row: str, reach: Reach, keys: frozenset[Hashable]) -> bool:
        """Whether the edit has reached a row where it was."""
        if row in self.touched or reach is own_row:
            return row in self.touched
        work = self.old.find(row)
        return work is not None and reach(work) in keys

    def prices(self, before: Priced, stopped: Collection[str], was: Collection[str]) -> tuple[Priced, "Edit"]:
        """What every row comes to now; and the edit with the rows of which that is something else, stopped or let go.

        Later families may read all of that.
        """
        rows = self.touched | (frozenset(stopped) ^ frozenset(was))
        prices, repriced = price_again(before, Edited(self.old, self.new, was, stopped), rows)
        return prices, Edit(self.old, self.new, rows | repriced)

    def _works(self, rows: Iterable[str]) -> list[Work]:
        """The rows as they were and as they are."""
        found = (sheet.find(row) for row in rows for sheet in (self.old, self.new))
        return [work for work in found if work is not None]

    def _reach(self, reach: Reach, sheet: Timesheet) -> Reached:
        if reach not in self._reached:
            self._reached[reach] = self._reached_by(reach, sheet)
        return self._reached[reach]

    def _reached_by(self, reach: Reach, sheet: Timesheet) -> Reached:
        if reach is own_row:
            rows = [[work] for row in self.touched if (work := sheet.find(row)) is not None]
            return frozenset(self.touched), _together(sheet, rows)
        keys = frozenset(key for work in self._works(self.touched) if (key := reach(work)) is not None)
        groups = sheet.grouped(reach)
        return keys, _together(sheet, [groups[key] for key in keys if key in groups])


def _together(sheet: Timesheet, groups: Sequence[Sequence[Work]]) -> Timesheet:
    """The rows of some groups as a timesheet, in judging order, on which rules rely."""
    if len(groups) == 1:
        return sheet.part(groups[0])
    return sheet.part(sorted(chain.from_iterable(groups), key=lambda work: place_in_order(work, sheet.facts)))


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
