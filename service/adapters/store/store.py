"""The whole record behind one database address."""

from service.adapters.store.arrivals import Arrivals
from service.adapters.store.decisions import Decisions
from service.adapters.store.engine import open_database
from service.adapters.store.exports import Exports
from service.adapters.store.ledger import Ledger
from service.adapters.store.reading import Readings
from service.adapters.store.recollection import Decided, Recollection


class Store(Ledger, Exports, Decided, Arrivals, Decisions, Readings):
    """Approvals, memory and exports in one database."""

    @classmethod
    def at(cls, url: str) -> "Store":
        """The record at a database address such as sqlite:///tickmark.db."""
        return cls(open_database(url))

    def recollection(self, scope: str) -> Recollection:
        """What is remembered of the rows of a spreadsheet, or of files."""
        return Recollection(self.engine, scope)
