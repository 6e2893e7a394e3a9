"""Work that is due: written with the thing it is about, and told to whoever carries it as often as it takes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, select, update

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import job
from service.adapters.store.ledger import adding_to
from service.adapters.store.watch_tables import watermark
from service.domain.job import SHOW, Job

LATE_WRITES = timedelta(seconds=180)
"""How long Google may still carry out a write that it has not answered."""


class Jobs:
    """The jobs of this deployment."""

    engine: Engine

    def now(self) -> datetime:
        """The time by which jobs are due."""
        raise NotImplementedError

    def job(self, job_id: int) -> Job | None:
        """One job; None where there is none."""
        found = self._jobs(job.c.id == job_id)
        return found[0] if found else None

    def due(self, now: datetime) -> list[Job]:
        """What is to be done by now, longest overdue first."""
        return self._jobs(job.c.done_at.is_(None) & (job.c.due_at <= now))

    def stranded(self, now: datetime, late: timedelta) -> list[Job]:
        """What is late by so much although work goes on past it, or although none goes on at all.

        In a long queue the last ones are late too, and nobody has lost them: another turn of each would only make it
        longer.
        """
        open_ones = job.c.done_at.is_(None) & (job.c.due_at <= now - late)
        with for_reading(self.engine).connect() as connection:
            front: datetime | None = connection.scalar(select(func.max(job.c.due_at)).where(job.c.done_at > now - late))
        return self._jobs(open_ones if front is None else open_ones & (job.c.due_at < front - late))

    def planned(self, kind: str) -> set[str]:
        """What something of a kind is planned for."""
        query = select(job.c.subject).where(job.c.kind == kind, job.c.done_at.is_(None))
        with for_reading(self.engine).connect() as connection:
            return set(connection.scalars(query))

    def next_due(self) -> datetime | None:
        """When the next job is due; None where there is nothing to do."""
        query = select(func.min(job.c.due_at)).where(job.c.done_at.is_(None))
        with for_reading(self.engine).connect() as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def plan(self, kind: str, subject: str, at: datetime, *, sooner: bool = True) -> Job:
        """See to it that something is done by then; what is planned already may only be brought forward."""
        with self.engine.begin() as connection:
            planned = select(job).where(job.c.kind == kind, job.c.subject == subject, job.c.done_at.is_(None))
            row = connection.execute(planned).first()
            if row is None:
                add_next(connection, kind, subject, at)
                row = connection.execute(planned).one()
            elif sooner and row.due_at > at:
                connection.execute(update(job).where(job.c.id == row.id).values(due_at=at))
        return Job(row.id, row.kind, row.subject, row.turn)

    def doubt_sheet(self, sheet: str) -> None:
        """See to it that a spreadsheet is looked at once nothing can come any more of a write without an answer."""
        self.plan(SHOW, sheet, self.now() + LATE_WRITES, sooner=False)

    def finish(self, job_id: int, now: datetime) -> None:
        """Note that a job is done."""
        with self.engine.begin() as connection:
            connection.execute(update(job).where(job.c.id == job_id, job.c.done_at.is_(None)).values(done_at=now))

    def again(self, job_id: int, at: datetime, now: datetime) -> None:
        """Let a job that is not done come back as another turn; whoever carries it takes each turn once."""
        with self.engine.begin() as connection:
            closed = update(job).where(job.c.id == job_id, job.c.done_at.is_(None)).values(done_at=now)
            if connection.execute(closed).rowcount:
                turn = connection.execute(select(job).where(job.c.id == job_id)).one()
                add_next(connection, turn.kind, turn.subject, at)

    def mark_of(self, name: str) -> datetime | None:
        """How far we have looked through something; None where we never did."""
        with for_reading(self.engine).connect() as connection:
            found: datetime | None = connection.scalar(select(watermark.c.at).where(watermark.c.name == name))
        return found

    def set_mark(self, name: str, at: datetime) -> None:
        """Note how far we have looked."""
        with self.engine.begin() as connection:
            adding = adding_to(connection, watermark)
            moved = adding.on_conflict_do_update(index_elements=["name"], set_={"at": adding.excluded.at})
            connection.execute(moved, {"name": name, "at": at})

    def _jobs(self, which: object) -> list[Job]:
        query = select(job).where(which).order_by(job.c.due_at, job.c.id)  # type: ignore[arg-type]  # a condition
        with for_reading(self.engine).connect() as connection:
            return [
                Job(row.id, row.kind, row.subject, row.turn, row.done_at is not None)
                for row in connection.execute(query)
            ]


def add(connection: Connection, kind: str, subject: str, turn: int, due: datetime) -> None:
    """Write a job down, in the transaction of what it is about."""
    values = {"kind": kind, "subject": subject, "turn": turn, "due_at": due}
    connection.execute(adding_to(connection, job).on_conflict_do_nothing(), values)


def add_next(connection: Connection, kind: str, subject: str, due: datetime) -> None:
    """Write the next turn of a thing down; a turn that was is never opened again."""
    last = connection.scalar(select(func.max(job.c.turn)).where(job.c.kind == kind, job.c.subject == subject))
    add(connection, kind, subject, 0 if last is None else last + 1, due)


def close(connection: Connection, kind: str, subject: str, now: datetime) -> None:
    """Note that all that was due for a thing is done."""
    open_ones = (job.c.kind == kind) & (job.c.subject == subject) & job.c.done_at.is_(None)
    connection.execute(update(job).where(open_ones).values(done_at=now))
