"""All rules over one timesheet, in the order of the families; and, after an edit, over what the edit can reach."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from service.domain.hours.attribution import edited
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.judging.finding import Finding, blocks, gravest_first
from service.domain.pricing.burning import Burn, burns
from service.domain.pricing.repricing import Priced, price_all
from service.rules.edit import Edit, Said, by_row, differing
from service.rules.reach import own_row, whole_sheet
from service.rules.rule import Rule, catalogue, instead_of

STOPPING = ("ROW", "DUP")
LAST = ("WAI",)
"""Judged when everything else has been said."""


class Judged(NamedTuple):
    """A priced timesheet and what the rules say, gravest first, by row id."""

    sheet: Timesheet
    findings: Mapping[str, tuple[Finding, ...]]
    prices: Priced
    said: Mapping[str, Said] = {}
    """What each rule says, by its code, also of rows that were stopped before it."""

    def of(self, row_id: str) -> tuple[Finding, ...]:
        """The findings of one row."""
        return self.findings.get(row_id, ())

    def burns(self) -> list[Burn]:
        """How far each limit of the month is used up, the fullest first."""
        return burns(self.sheet, self.prices.till)

    def apart(self) -> list[Finding]:
        """Findings about no row that stands in the sheet."""
        return [one for entry, own in self.findings.items() if self.sheet.find(entry) is None for one in own]


def judge(sheet: Timesheet) -> Judged:
    """Read and doubled rows first; what they stop has no price and uses no cap; then all other families."""
    said = {rule.code: by_row(rule.findings(sheet)) for rule in _stopping()}
    stopped = _stopped(said)
    prices = price_all(sheet, stopped)
    priced = sheet.priced(prices.bills)
    said |= {rule.code: by_row(rule.findings(priced)) for rule in _others()}
    whole = _knowing(priced, said)
    said |= {rule.code: by_row(rule.findings(whole)) for rule in _of_last()}
    return Judged(priced, _heard(said, dict.fromkeys(chain.from_iterable(said.values())), stopped), prices, said)


def judge_again(before: Judged, facts: Facts, entries: Iterable[Entry], gone: Iterable[str] = ()) -> Judged:
    """What judging everything would say, where nothing has changed but `entries`, what is known of them, and rows gone.

    A rule looks again at the rows that it has to see beside those, and only what shares a limit is priced again.
    """
    entries, gone = tuple(entries), tuple(gone)
    for reach in {rule.reach for rule in catalogue()} - {own_row, whole_sheet}:
        before.sheet.grouped(reach)  # once: every later edit takes them over
    sheet = edited(before.sheet, facts, entries, gone)
    edit = Edit(before.sheet, sheet, frozenset((*(entry.id for entry in entries), *gone)))
    said = {rule.code: edit.said(rule, before.said[rule.code], sheet) for rule in _stopping()}
    stopped, was = _stopped(said), _stopped(before.said)
    prices, edit = edit.prices(before.prices, stopped, was)
    priced = sheet.priced(prices.bills)
    said |= {rule.code: edit.said(rule, before.said[rule.code], priced) for rule in _others()}
    rows = edit.touched | differing(before.said, said)
    whole, again = _knowing(priced, said), Edit(edit.old, edit.new, frozenset(rows))
    last = {rule.code: again.said(rule, before.said[rule.code], whole) for rule in _of_last()}
    rows, said = rows | differing(before.said, last), said | last
    findings = {entry: own for entry, own in before.findings.items() if entry not in rows}
    return Judged(priced, findings | _heard(said, rows, stopped), prices, said)


def _stopping() -> list[Rule]:
    return [rule for rule in catalogue() if rule.family in STOPPING]


def _others() -> list[Rule]:
    return [rule for rule in catalogue() if rule.family not in (*STOPPING, *LAST)]


def _of_last() -> list[Rule]:
    return [rule for rule in catalogue() if rule.family in LAST]


def _knowing(sheet: Timesheet, said: Mapping[str, Said]) -> Timesheet:
    """The timesheet with what has been found in it: which waivers were needed, and which answers."""
    needed = (finding.waiver for rows in said.values() for findings in rows.values() for finding in findings)
    return replace(sheet, used=frozenset(waiver for waiver in needed if waiver is not None), found=said)


def _stopped(said: Mapping[str, Said]) -> set[str]:
    """Rows that go no further: unreadable, or there twice."""
    return {row for rule in _stopping() for row, findings in said[rule.code].items() if blocks(findings)}


def _heard(said: Mapping[str, Said], rows: Iterable[str], stopped: Collection[str]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each row that has any, gravest first, without those that another one stands for."""
    instead = instead_of()
    heard: dict[str, tuple[Finding, ...]] = {}
    for row in rows:
        rules = _stopping() if row in stopped else catalogue()
        own = [finding for rule in rules for finding in said[rule.code].get(row, ())]
        replaced = {instead[finding.code] for finding in own if finding.code in instead}
        if own:
            heard[row] = gravest_first(finding for finding in own if finding.code not in replaced)
    return heard
