"""What hangs on an invoice: the timesheet behind it, as the client may read it, and the files that are made of it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.money import ZERO


class Worked(NamedTuple):
    """One row behind an invoice. What is not to be shown is blank."""

    day: date
    person: str
    project: str
    description: str
    hours: Decimal


class Enclosed(NamedTuple):
    """The timesheet of one invoice."""

    sow: str
    client: str
    customer: str
    period: str
    rows: tuple[Worked, ...]

    @property
    def hours(self) -> Decimal:
        """All hours together."""
        return sum((row.hours for row in self.rows), ZERO)

    @property
    def names_people(self) -> bool:
        """Whether it says who worked."""
        return any(row.person for row in self.rows)


class Paper(NamedTuple):
    """A file that is to hang on a document."""

    name: str
    content_type: str
    content: bytes
    travels: bool = False
    """Whether it goes along when a person e-mails the document from QuickBooks."""
