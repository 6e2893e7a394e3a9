"""What people have decided about a finding: in the Reason cell of the row, or in a waiver of a SOW file."""

from service.domain.hours.layers import waivers_of
from service.domain.hours.reason import read_reason
from service.domain.hours.timesheet import Work
from service.domain.judging.finding import Finding
from service.domain.terms.agency import Agency
from service.domain.terms.check import Level
from service.domain.terms.waiver import Waiver


def answered(finding: Finding, work: Work, agency: Agency, waivable: bool) -> Finding:
    """The finding with the answer that somebody gave.

    A waiver makes a note of it. A reason that names the check turns a block into something to acknowledge, so that an
    approver's tick decides; a plain reason answers whatever asks for one, and lifts no block.
    """
    waiver = _waiver(finding, work, agency) if waivable else None
    if waiver is not None:
        return finding._replace(level=Level.INFO, answer=waiver.told, waiver=waiver)
    if not work.entry.reason or finding.level < Level.ACKNOWLEDGE:
        return finding
    reason = read_reason(work.entry.reason)
    named = reason.for_check(finding.code, finding.name)
    if finding.level is Level.BLOCK:
        return finding._replace(level=Level.ACKNOWLEDGE, answer=named) if named and waivable else finding
    return finding._replace(answer=named or reason.plain)


def _waiver(finding: Finding, work: Work, agency: Agency) -> Waiver | None:
    return next((one for one in waivers_of(work, agency) if one.check == finding.name), None)
