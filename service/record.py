"""What is needed of the ledger to carry exports on: it knows where each of them stands, and what is due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from service.desk import Memory
from service.domain.invoicing.export import Claim, Export, Reserved, Run, State
from service.domain.job import Job


class Record(Memory, Protocol):
    """The ledger of exports. A step gives the export as it stands then, and None where it was overtaken."""

    def now(self) -> datetime:
        """The time by which leases are counted, the same for all processes."""

    def open_run(self, run: Run, now: datetime) -> int:
        """Note that somebody asks for drafts."""

    def run_of(self, export: Export) -> Run | None:
        """The request that an export came from."""

    def reserve(self, wish: Export, claims: Sequence[Claim], now: datetime) -> Reserved:
        """Claim everything for a draft, all or nothing."""

    def take(self, export_id: int, now: datetime, length: timedelta) -> Export | None:
        """The lease on an export; None where it is taken, or nothing is left to do."""

    def release(self, export: Export, due: datetime | None, now: datetime) -> None:
        """Give the lease back, and say when somebody is to come again."""

    def verify(self, export: Export, seen_at: datetime, now: datetime) -> Export | None:
        """Note that its rows stood in the sheet as they are claimed."""

    def shrink(
        self, export: Export, left: Export, kept: Sequence[Claim], why: Mapping[str, str], now: datetime
    ) -> Export | None:
        """Free claims that no longer stand, and take the new body for what is left."""

    def mark(self, export: Export, now: datetime) -> Export | None:
        """Note that a call is about to be made, before it is."""

    def doubt(self, export: Export, now: datetime, flag: str = "") -> Export | None:
        """Note that no clear answer came."""

    def unsent(self, export: Export, before: Export, now: datetime, flag: str) -> Export | None:
        """Take a mark back: it is certain that nothing was carried out."""

    def confirm(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that the books have it."""

    def note_document(self, export: Export, sync_token: str, flag: str, now: datetime) -> Export | None:
        """Note how the document stands by now."""

    def follow(self, export: Export, document: Mapping[str, str], flag: str, now: datetime) -> Export | None:
        """Note that another document has taken the place of the one we made."""

    def park(self, export: Export, why: str, now: datetime) -> Export | None:
        """Leave it to a person; claims stay."""

    def resume(self, export: Export, now: datetime) -> Export | None:
        """Carry on with what was left to a person before anything was sent."""

    def refuse(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note a definite refusal; claims are freed."""

    def cancel(self, export: Export, why: str, now: datetime) -> Export | None:
        """Give up what was never made; claims are freed."""

    def void(self, export: Export, why: str, now: datetime) -> Export | None:
        """Note that the document is dead: claims end, and each row needs a new tick."""

    def export(self, export_id: int) -> Export:
        """One export as it stands."""

    def claims(self, export_id: int) -> Sequence[Claim]:
        """What an export holds."""

    def unfinished(self) -> Sequence[Export]:
        """What somebody has to carry on with."""

    def exports(self, *states: State) -> Sequence[Export]:
        """Exports in these states."""

    def earlier(self, export_key: str) -> int:
        """How often this very draft was begun before."""

    def say_yes(self, export_key: str, who: str, now: datetime) -> frozenset[str]:
        """Note who asks for a draft beyond the usual; everybody who has is given."""

    def leave_out(self, why: Mapping[str, str], now: datetime) -> None:
        """Note by row why nothing came of its approval."""

    def unshown(self) -> Sequence[str]:
        """Spreadsheets that do not show yet what the ledger says."""

    def plan(self, kind: str, subject: str, at: datetime, *, sooner: bool = True) -> Job:
        """See to it that something is done by then."""

    def mark_of(self, name: str) -> datetime | None:
        """How far we have looked through something."""

    def set_mark(self, name: str, at: datetime) -> None:
        """Note how far we have looked."""

    def export_of_document(self, realm: str, doc_type: str, document_id: str) -> Export | None:
        """The export that a document came from."""

    def export_of_marker(self, marker: str) -> Export | None:
        """The export that a marker belongs to."""

    def due(self, now: datetime) -> Sequence[Job]:
        """What is to be done by now."""

    def job(self, job_id: int) -> Job | None:
        """One job."""

    def finish(self, job_id: int, now: datetime) -> None:
        """Note that a job is done."""

    def again(self, job_id: int, at: datetime, now: datetime) -> None:
        """Let a job that is not done come back as another turn."""

    def stranded(self, now: datetime, late: timedelta) -> Sequence[Job]:
        """What is late by so much although others that came later are done, or none are."""

    def planned(self, kind: str) -> Collection[str]:
        """What something of a kind is planned for."""

    def include(self, export: Export, one: Claim, now: datetime) -> bool:
        """Note on an export that stands what comes to nothing; whether it was ours to note."""

    def aside(self, *export_ids: int) -> Memory:
        """The same memory without what these exports claim: their rows are judged as if they were open."""
