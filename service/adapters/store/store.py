"""The whole record behind one database address."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Engine, select

from service.adapters.store.arrivals import Arrivals
from service.adapters.store.clock import epoch
from service.adapters.store.decisions import Decisions
from service.adapters.store.enclosures import Enclosures
from service.adapters.store.engine import for_reading
from service.adapters.store.histories import Histories
from service.adapters.store.jobs import Jobs
from service.adapters.store.keys import Keys
from service.adapters.store.mails import Mails
from service.adapters.store.members import Members
from service.adapters.store.months import Months
from service.adapters.store.opening import open_database
from service.adapters.store.oversight import Oversight
from service.adapters.store.pens import Pens
from service.adapters.store.progress import Progress
from service.adapters.store.questions import Questions
from service.adapters.store.reading import Readings
from service.adapters.store.recollection import Decided, Recollection
from service.adapters.store.traces import Traces
from service.adapters.store.waiting import WaitingRows
from service.domain.hours.approval import Billed
from service.domain.hours.elsewhere import Elsewhere
from service.domain.period import Period


class Store(
    Members, Progress, Jobs, Keys, Decided, Arrivals, Decisions, Readings, Enclosures, Oversight, Traces, Histories,
    Months, Mails, Questions, WaitingRows, Pens,
):  # fmt: skip
    """Approvals, memory and exports in one database."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__(engine)
        self._clock = clock

    @classmethod
    def at(cls, url: str, clock: Callable[[], datetime] | None = None, migrates: bool = True) -> "Store":
        """The record at a database address such as sqlite:///tickmark.db; without a clock, the database's is asked."""
        return cls(open_database(url, migrates), clock)

    def now(self) -> datetime:
        """The time by which leases are counted, the same for all processes."""
        if self._clock is not None:
            return self._clock()
        with for_reading(self.engine).connect() as connection:
            return datetime.fromtimestamp(connection.execute(select(epoch())).scalar_one(), UTC)

    def aside(self, *export_ids: int) -> "Store":
        """The same memory without what these exports claim: their rows are judged as if they were open."""
        return Aside(self, export_ids)

    def recollection(self, scope: str) -> Recollection:
        """What is remembered of the rows of a spreadsheet, or of files."""
        return Recollection(self.engine, scope)


class Aside(Store):
    """The record as it would be if some exports had claimed nothing."""

    def __init__(self, store: Store, export_ids: Collection[int]) -> None:
        super().__init__(store.engine, store.now)
        self._but = export_ids

    def billed(self, rows: Iterable[str], but: Collection[int] = ()) -> dict[str, Billed]:
        """Which of these rows others claim."""
        return super().billed(rows, but or self._but)

    def billed_as(self, fingerprints: Iterable[str], but: Collection[int] = ()) -> dict[str, Billed]:
        """Which of these contents others claim."""
        return super().billed_as(fingerprints, but or self._but)

    def elsewhere(
        self, present: Collection[str], clients: Collection[str], days: Period, but: Collection[int] = ()
    ) -> list[Elsewhere]:
        """What others claim of rows that are not at hand."""
        return super().elsewhere(present, clients, days, but or self._but)

    def fees(self, but: Collection[int] = ()) -> dict[str, Decimal]:
        """What others claim beside whole rows."""
        return super().fees(but or self._but)
