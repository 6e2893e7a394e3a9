"""Where a row stands between logged and billed, and what a tick on it comes to."""

from collections.abc import Sequence
from enum import Enum

from service.domain.hours.approval import Approval
from service.domain.hours.timesheet import Facts, Work
from service.domain.judging.finding import Finding, blocks, gravest_first, unanswered


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

UNKNOWN = (
    "Tick taken back: nobody can tell who ticked, and these are an approver's own hours. "
    "Ask another approver to tick here while signed in to a Google account of the agency."
)


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


def why_not(work: Work, findings: Sequence[Finding], approval: Approval, approvers: Sequence[str]) -> str:
    """The sentence with which a tick is taken back; blank where it may stand."""
    grave = gravest_first(findings)
    may = {one.casefold() for one in approvers}
    if approval.who and may and approval.who.casefold() not in may:
        return f"Tick taken back: {approval.who} is not among the approvers."
    if not approval.who and work.person and may & {one.casefold() for one in work.person.emails}:
        return UNKNOWN
    if blocks(grave):
        return f"Tick taken back: {grave[0].code}, {grave[0].message}"
    if unanswered(grave):
        asking = next(finding for finding in grave if unanswered([finding]))
        return f"Tick taken back: {asking.code} needs a few words in Reason first."
    return ""
