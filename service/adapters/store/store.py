"""The whole record behind one database address."""

from service.adapters.store.engine import open_database
from service.adapters.store.exports import Exports
from service.adapters.store.ledger import Ledger


class Store(Ledger, Exports):
    """Approvals, memory and exports in one database."""

    @classmethod
    def at(cls, url: str) -> "Store":
        """The record at a database address such as sqlite:///tickmark.db."""
        return cls(open_database(url))
