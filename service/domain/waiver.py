"""A person's decision, with a reason and for a time, that a check does not apply."""

from datetime import date
from typing import NamedTuple

from service.domain.period import Period


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

    def fits(self, day: date | None, row: str, person: str, project: str, line: str, sow: str) -> bool:
        """Whether a row lies in its days and in every scope that it names."""
        if day is None or day not in self.days:
            return False
        wanted = (self.row, self.person, self.project, self.line, self.sow)
        return all(not one or one == own for one, own in zip(wanted, (row, person, project, line, sow), strict=True))

    @property
    def told(self) -> str:
        """The decision in one sentence."""
        return f"Waived until {self.days.last} by {self.by}: {self.reason}."
