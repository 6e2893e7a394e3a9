"""Whoever works behind the walks, put together from the wiring: exports carried on, jobs, sweeps."""

import threading
from pathlib import Path

from service.desk import Desk, Sheet
from service.dispatch import Dispatch
from service.domain.job import Job
from service.enclosing import Enclosing
from service.runner import InlineRunner, JobRunner
from service.telling import Envelope, tell
from service.verification import Sightings
from service.wiring import Wiring, month_from
from service.workshop import Swept, Workshop


class Backstage:
    """What is done for exports without a person at the other end."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.sightings = Sightings()

    def dispatch(self, book: str = "", sheet: Sheet | None = None) -> Dispatch:
        """Whoever carries exports on. A workbook that is at hand is not opened a second time."""

        def open_sheet(name: str) -> Sheet:
            return sheet if sheet is not None and name == book else self.sheet(name)

        store, books = self.wiring.store, self.wiring.books()
        enclosing = Enclosing(self.wiring.enclosed, store, books)
        return Dispatch(self.desk, open_sheet, store, books, enclosing=enclosing, sightings=self.sightings)

    def desk(self, month: str) -> Desk:
        """The desk for a month written as 2026-10; blank takes the one that most rows lie in."""
        return self.wiring.desk(month_from(month) if month else None)

    def sheet(self, name: str) -> Sheet:
        """A workbook by the name under which the ledger knows it."""
        return self.wiring.workbook(name) if Path(name).exists() else self.wiring.sheet(name)

    def workshop(self) -> Workshop:
        """Jobs and sweeps."""
        wiring = self.wiring
        return Workshop(self.dispatch(), wiring.store.registered, self.sheet, self.desk, wiring.hints)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who reads the digest: those who were named, or else the approvers."""
        return self.wiring.settings.postage.readers or self.wiring.agreed[0].approvers

    def tell(self) -> str:
        """Mail the digest that is due; its name, blank where none is. Raises SettingFault and MailFault."""
        from service.adapters.postbox import Postbox

        wiring, postage = self.wiring, self.wiring.settings.postage.for_sending()
        envelope = Envelope(postage.sender, self.readers)
        return tell(wiring.agreed[0], wiring.store, Postbox(postage.server), envelope, wiring.now())

    def runner(self) -> JobRunner:
        """Whoever is told of jobs: this process by itself, or a queue that all processes share."""
        settings = self.wiring.settings
        if settings.runner == "inline":
            crew = Crew(self)
            return InlineRunner(crew.work, crew.due, crew.sweep)
        from service.adapters.carrier import DbosRunner, Tempo
        from service.adapters.store.heartbeats import Heartbeats

        tempo = Tempo(beat=settings.heartbeat, lost=settings.heartbeat_lost)
        hearts = Heartbeats(self.wiring.store.engine)
        return DbosRunner(settings.database_url, Crew(self), hearts, settings.revision, tempo, settings.migrates)


class Crew:
    """The jobs of the ledger, and whoever works on them: each thread has a workshop of its own."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage
        self._own = threading.local()

    @property
    def _shop(self) -> Workshop:
        shop: Workshop | None = getattr(self._own, "shop", None)
        if shop is None:
            shop = self._own.shop = self._backstage.workshop()
        return shop

    def job(self, job_id: int) -> Job | None:
        """One job."""
        return self._backstage.wiring.store.job(job_id)

    def due(self) -> list[Job]:
        """What is to be done by now, longest overdue first."""
        store = self._backstage.wiring.store
        return store.due(store.now())

    def work(self, job_id: int) -> None:
        """Do a job."""
        self._shop.work(job_id)

    def sweep(self) -> Swept:
        """Plan what nobody has planned."""
        return self._shop.sweep()
