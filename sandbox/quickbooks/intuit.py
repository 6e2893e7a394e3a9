"""The whole of what stands behind the addresses: companies, grants, and who listens to changes."""

from sandbox.quickbooks import seeds
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.grants import Grants
from sandbox.quickbooks.switches import Switches
from sandbox.quickbooks.webhooks import Webhooks


class Intuit:
    """Everything that is remembered, until it is reset."""

    def __init__(self) -> None:
        self.webhooks = Webhooks(self.switches)
        self.reset()

    def reset(self) -> None:
        """Everything is as it was at the start."""
        self.webhooks.clear()
        self.grants = Grants()
        self.companies: dict[str, Company] = seeds.companies()
        for company in self.companies.values():
            company.listeners.append(self.webhooks.hear)

    def switches(self) -> dict[str, Switches]:
        """The switches of every company."""
        return {realm: company.switches for realm, company in self.companies.items()}

    def company(self, realm: str = "") -> Company:
        """A company by its realm; without one, the studio."""
        return self.companies[realm or seeds.REALM]
