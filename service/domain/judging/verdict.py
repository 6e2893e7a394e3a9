"""Where a row stands between logged and billed."""

from collections.abc import Sequence
from enum import Enum

from service.domain.hours.timesheet import Facts, Work
from service.domain.judging.finding import Finding, blocks, unanswered


class Status(Enum):
    """The word in the Status cell."""

    NEEDS_FIX = "Needs fix"
    NEEDS_APPROVAL = "Needs approval"
    READY = "Ready"
    DRAFTED = "Drafted"
    CHANGED = "Changed"
    NOT_BILLABLE = "Not billable"
    ERROR = "Error"


DRIFT = {"DUP004", "INV009"}
"""What is found on rows that no longer stand as they were billed."""


def status_of(work: Work, findings: Sequence[Finding], facts: Facts, content: str, terms: str) -> Status:
    """The status of a row whose content has the fingerprint `content`, priced at `terms`."""
    codes = {finding.code for finding in findings}
    if work.id in facts.billed:
        if facts.billed[work.id].state == "parked":
            return Status.ERROR
        return Status.CHANGED if codes & DRIFT else Status.DRAFTED
    if "INV003" in codes:
        return Status.CHANGED
    if blocks(findings):
        return Status.NEEDS_FIX
    if not work.meant_for_billing:
        return Status.NOT_BILLABLE
    approval = facts.approvals.get(work.id)
    if approval is not None and approval.holds_for(content, terms) and not unanswered(findings):
        return Status.READY
    return Status.NEEDS_APPROVAL
