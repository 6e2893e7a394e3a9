"""All rules over one timesheet, in the order of the families."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from service.domain.finding import Finding, blocks, gravest_first
from service.domain.pricing import price
from service.domain.timesheet import Timesheet
from service.rules.rule import Rule, catalogue, instead_of

STOPPING = ("ROW", "DUP")


class Judged(NamedTuple):
    """A priced timesheet and what the rules say, gravest first, by row id."""

    sheet: Timesheet
    findings: Mapping[str, tuple[Finding, ...]]

    def of(self, row_id: str) -> tuple[Finding, ...]:
        """The findings of one row."""
        return self.findings.get(row_id, ())


def judge(sheet: Timesheet) -> Judged:
    """Read and doubled rows first; what they stop has no price and uses no cap; then all other families."""
    rules = catalogue()
    found = _collected(sheet, (rule for rule in rules if rule.family in STOPPING))
    stopped = {row for row, findings in found.items() if blocks(findings)}
    priced = sheet.priced(price(sheet, stopped))
    for row, findings in _collected(priced, (rule for rule in rules if rule.family not in STOPPING)).items():
        if row not in stopped:
            found[row] += findings
    return Judged(priced, {row: gravest_first(_heard(findings)) for row, findings in found.items()})


def _heard(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Findings without those that another one stands for."""
    instead = instead_of()
    replaced = {instead[finding.code] for finding in findings if finding.code in instead}
    return (finding for finding in findings if finding.code not in replaced)


def _collected(sheet: Timesheet, rules: Iterable[Rule]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for rule in rules:
        for finding in rule.findings(sheet):
            found[finding.entry].append(finding)
    return found
