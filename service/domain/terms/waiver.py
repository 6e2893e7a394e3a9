"""A person's decision, with a reason and for a time, that a check does not apply."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.period import Period
from service.domain.phrase import Phrase, phrase


class Waiver(NamedTuple):
    """One check that does not count on some rows: who decided so, why, and for which days of work."""

    check: str
    """The name of the rule."""
    days: Period
    by: str
    """An e-mail address."""
    reason: str
    source: str = ""
    """The file and line it stands in."""
    row: str = ""
    person: str = ""
    project: str = ""
    line: str = ""
    sow: str = ""
    cap: str = ""
    """The one limit that is meant, by its id, where a row may go past several."""
    hours: Decimal | None = None
    """How much is let past a limit, on all of its days and rows together; None for checks that are no limits."""
    money: Decimal | None = None
    client_approval: str = ""
    """How and when the client agreed to go past a limit."""

    def fits(self, day: date | None, row: str, person: str, project: str, line: str, sow: str) -> bool:
        """Whether a row lies in its days and in every scope that it names."""
        if day is None or day not in self.days:
            return False
        wanted = (self.row, self.person, self.project, self.line, self.sow)
        return all(not one or one == own for one, own in zip(wanted, (row, person, project, line, sow), strict=True))

    @property
    def told(self) -> Phrase:
        """The decision in one sentence."""
        until, by, reason, agreed = self.days.last, self.by, self.reason, self.client_approval
        if not agreed:
            return phrase("Waived until {until} by {by}: {reason}.", until=until, by=by, reason=reason)
        return phrase("Waived until {until} by {by}, the client agreed ({agreed}): {reason}.", until=until, by=by,
                      agreed=agreed, reason=reason)  # fmt: skip
