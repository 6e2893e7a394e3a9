"""Jobs carried by DBOS Transact: a queue in the database that several processes work through together.

It only has to wake each job once at least. What a job may do stands in the ledger, which fences every step; so nothing
but the number of a job is ever handed over, and all that is here may be repeated.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, Self

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID, error
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from service.adapters.store.engine import LONGEST_PAUSE
from service.domain.job import Job
from service.faults import SettingFault

log = logging.getLogger(__name__)

QUEUE = "jobs"
AT_ONCE = 3
"""Jobs of the whole company that are worked on at a time: QuickBooks admits so many calls."""
VERSION = "1"
"""Raised by hand when the steps of a job change, and then only after the queue has run dry: what an earlier version
left would wait for ever."""
POOL = 5
ENOUGH = 10 * AT_ONCE
"""Jobs that wait in the queue; those behind them wait in the ledger, where waiting costs nothing."""


BEHIND = (
    "The queue's tables are not those of this release: run `python -m service migrate` with a role that may change "
    "tables, then start again."
)


class Tempo(NamedTuple):
    """How often a process says that it lives, and when it is taken for dead; all in seconds."""

    beat: int = 10
    lost: int = 60
    """Longer than any pause of the database: work of a process that is not heard of so long is given to another."""
    poll: float = 1.0
    sweep: int = 60
    farewell: int = 8
    """How long work that is under way may take to end: Cloud Run kills ten seconds after it has asked to stop."""


USUAL = Tempo()


class Jobs(Protocol):
    """What the ledger says is to be done."""

    def job(self, job_id: int) -> Job | None:
        """One job."""

    def due(self) -> Sequence[Job]:
        """What is to be done by now."""

    def work(self, job_id: int) -> None:
        """Do a job; one that is done already does no harm."""

    def sweep(self) -> object:
        """Plan what nobody has planned."""


class Hearts(Protocol):
    """Who carries work at this moment."""

    def beat(self, who: str) -> None:
        """Say that this process lives."""

    def alive(self, within: int) -> frozenset[str]:
        """Who was heard of in the last so many seconds."""

    def stop(self, who: str) -> None:
        """Say that this process carries nothing any more."""


class _Hands:
    """Whoever works in this process. DBOS knows workflows by their name, so there is one for all runners."""

    work: Callable[[int], None] | None = None


@DBOS.workflow(name="job")
def carry(job_id: int) -> None:
    """One job, by its number alone. A recovered one begins anew, and finds in the ledger how far it had come."""
    if _Hands.work is not None:
        _Hands.work(job_id)


class DbosRunner:
    """A carrier of work for as long as its `with` block lasts; several processes may have one on a database."""

    def __init__(
        self, url: str, jobs: Jobs, hearts: Hearts, revision: str = "", tempo: Tempo = USUAL, migrates: bool = True
    ) -> None:
        self._url, self._jobs, self._hearts, self._tempo, self._migrates = url, jobs, hearts, tempo, migrates
        # Never a name that another process may have: whoever starts under it would run that one's work again.
        self.name = f"{revision or 'here'}-{uuid.uuid4().hex}"
        self._over = threading.Event()
        self._told: set[str] = set()
        self._swept: float | None = None

    def config(self) -> DBOSConfig:
        """How the engine is set."""
        return {
            "name": "tickmark",
            "system_database_url": address_beside(self._url),
            "executor_id": self.name,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "sys_db_pool_size": POOL,
            "sys_db_idle_transaction_timeout_sec": LONGEST_PAUSE,
            "run_migrations": self._migrates,
            "log_level": "WARNING",
        }

    def __enter__(self) -> Self:
        self._hearts.beat(self.name)
        _Hands.work = self._jobs.work
        DBOS(config=self.config())
        try:
            DBOS.launch()
            DBOS.register_queue(
                QUEUE,
                global_concurrency=AT_ONCE,
                polling_interval_sec=self._tempo.poll,
                on_conflict="always_update",
            )
            self.reap()
        except BaseException as problem:
            self._leave(0)
            if isinstance(problem, error.DBOSInitializationError):
                raise SettingFault(BEHIND) from problem
            raise
        self._pulse = threading.Thread(target=self._live, name="heartbeat", daemon=True)
        self._pulse.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave(self._tempo.farewell)

    def _leave(self, patience: int) -> None:
        """Take no more work, let what is under way end, and be heard of no more."""
        self._over.set()
        DBOS.destroy(workflow_completion_timeout_sec=patience)
        self._hearts.stop(self.name)

    def submit(self, job_id: int, kind: str) -> None:
        """See to it that a job is worked on, by whichever process is free."""
        del kind
        job = self._jobs.job(job_id)
        if job is not None and not job.is_done:
            self._enqueue(job)

    def recover(self) -> None:
        """Hand over what is due, longest overdue first; each turn of a job once, however often it is told."""
        for job in self._jobs.due()[:ENOUGH]:
            if workflow_id(job) not in self._told:
                self._enqueue(job)

    def schedule(self) -> None:
        """Sweep where it is time to, hand over what is due, and leave the work to itself for a moment."""
        now = time.monotonic()
        if self._swept is None or now - self._swept >= self._tempo.sweep:
            self._told.clear()
            self._jobs.sweep()
            self._swept = now
        self.recover()
        self._over.wait(min(self._tempo.poll, 1.0))

    def reap(self) -> int:
        """Put back into the queue what processes have left that are not heard of any more; how much that was."""
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        alive = self._hearts.alive(self._tempo.lost)
        left = [one.workflow_id for one in pending if one.executor_id not in alive]
        if left:
            DBOS.resume_workflows(left, queue_name=QUEUE)
            log.info("%d jobs of processes that died are taken up again", len(left))
        return len(left)

    def _enqueue(self, job: Job) -> None:
        with SetWorkflowID(workflow_id(job)):
            DBOS.enqueue_workflow(QUEUE, carry, job.id)
        self._told.add(workflow_id(job))

    def _live(self) -> None:
        """Beat and reap, again and again: a process that cannot is taken for dead, and rightly so."""
        while not self._over.wait(self._tempo.beat):
            try:
                self._hearts.beat(self.name)
                self.reap()
            except (SQLAlchemyError, error.DBOSException) as problem:
                log.warning("No heartbeat: %s", type(problem).__name__)


def migrate(url: str) -> None:
    """Bring the tables of the queue up to date, in a release and not at a start."""
    DBOS.migrate(address_beside(url))


def workflow_id(job: Job) -> str:
    """The name of one turn: a workflow that has ended never runs again, so what comes back later is another one."""
    return f"{job.kind}:{job.subject}:{job.turn}"


def address_beside(url: str) -> str:
    """Where the queue is kept: in the ledger's own PostgreSQL, or in a SQLite file beside the ledger's."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return url
    return f"sqlite:///{str(address.database).removesuffix('.db')}-jobs.db"
