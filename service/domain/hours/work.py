"""An entry with whose work it is."""

from typing import NamedTuple

from service.domain.category import Category
from service.domain.hours.entry import Entry
from service.domain.terms.agency import Client, Person, Project
from service.domain.terms.sow import Exemption, Sow


class Work(NamedTuple):
    """An entry with what it was attributed to; None where nothing fits, and a rule will say so."""

    entry: Entry
    person: Person | None = None
    client: Client | None = None
    project: Project | None = None
    sow: Sow | None = None
    rivals: tuple[Sow, ...] = ()
    """SOWs of equal priority that cover the row as well."""
    role: str | None = None
    category: Category | None = None
    """What the row shows: a person's choice, else the proposal."""
    settled: bool = False
    """Whether a person chose the category, or approved the row that shows it: only then may it touch money."""
    line: str = ""
    """The id of the SOW's line that it is booked on."""
    chosen: bool = False
    """Whether a person wrote the category into the row."""

    @property
    def id(self) -> str:
        """The row id."""
        return self.entry.id

    @property
    def meant_for_billing(self) -> bool:
        """Whether anybody is to pay: not marked otherwise, not the agency's own, not excluded by a settled category."""
        if self.entry.billable is False or (self.client is not None and self.client.own):
            return False
        return self.entry.billable is True or self.exemption is None

    @property
    def exemption(self) -> Exemption | None:
        """What the SOW says about work that the client does not pay for, where it fits; of categories, a chosen one.

        Whoever approves a row says that it is to be billed, so no approval makes it unpaid.
        """
        if self.sow is None:
            return None
        category = self.category if self.chosen else None
        return self.sow.exemption_of(category, self.line, self.entry.description, self.entry.date)

    @property
    def sow_pays(self) -> bool:
        """Whether the SOW pays for the category shown; yes where either is unknown."""
        return self.sow is None or self.category is None or self.sow.pays_for(self.category)
