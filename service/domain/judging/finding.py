"""What a rule says about one entry: the reason, the money at stake, and what would clear it."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from service.domain.phrase import Saying
from service.domain.terms.check import Level
from service.domain.terms.waiver import Waiver

AS_WRITTEN = {"sow": "SOW", "sows": "SOWs", "quickbooks": "QuickBooks"}
"""Words of rule names that people write with capitals."""


class Risk(Enum):
    """What may become of the money at stake if nobody looks."""

    WRONG = "could be billed wrongly"
    UNBILLED = "could be left unbilled"
    NONE = "none"


class Flag(NamedTuple):
    """A rule's word before its level is settled: which entry, why, and what would clear it."""

    entry: str
    """A row id; or, where the row is gone or the word is about no row, a name for what it is about."""
    message: Saying
    suggestion: Saying = ""
    stake: Decimal = Decimal(0)
    """Money that goes wrong if nobody looks, in the way that `risk` says."""
    level: Level | None = None
    """Set by rules whose level follows from the numbers; None takes the rule's own."""
    risk: Risk = Risk.WRONG
    numbers: tuple[tuple[str, Decimal], ...] = ()
    """What was measured and what it was held against, each under its name."""
    clause: str = ""
    """The place in a contract that was broken; blank takes the SOW of the row."""
    waiver: Waiver | None = None
    """The waiver of a limit that lets some of the row past it."""
    waived: bool = False
    """Whether it lets past all there is."""
    about: Saying = ""
    """What several rows may break together, such as a limit in one of its windows; blank where it is the row's own."""


class Finding(NamedTuple):
    """A flag with the rule it comes from and the level that holds for this row."""

    code: str
    name: str
    level: Level
    entry: str
    message: Saying
    suggestion: Saying = ""
    stake: Decimal = Decimal(0)
    layer: str = "built-in"
    """Who set the level: built-in, agency, a client, a SOW or a project."""
    clause: str = ""
    """The SOW, and where in it."""
    numbers: tuple[tuple[str, Decimal], ...] = ()
    risk: Risk = Risk.WRONG
    answer: Saying = ""
    """Why it does not hold the row all the same: what stands in Reason about it, or the waiver that fits."""
    waiver: Waiver | None = None
    about: Saying = ""
    """What several rows may break together: one answer holds for all of them."""


def title_of(name: str) -> str:
    """The name of a rule in plain words."""
    return " ".join(AS_WRITTEN.get(word, word) for word in name.split("-"))


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by level, then money at stake, then code."""
    return tuple(sorted(findings, key=lambda finding: (-finding.level, -finding.stake, finding.code)))


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any finding keeps the row off an invoice."""
    return any(finding.level is Level.BLOCK for finding in findings)


def unanswered(findings: Iterable[Finding]) -> bool:
    """Whether any finding asks for a reason that nobody has given."""
    return any(finding.level is Level.ACKNOWLEDGE and not finding.answer for finding in findings)


def needs_reason(findings: Iterable[Finding]) -> bool:
    """Whether any finding asks the approver for a reason."""
    return any(finding.level is Level.ACKNOWLEDGE for finding in findings)
