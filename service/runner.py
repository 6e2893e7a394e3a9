"""Whoever carries work: told of a job by its number alone, as often as it takes, by any process."""

from collections.abc import Callable, Sequence
from typing import Protocol, Self

from service.domain.job import Job


class JobRunner(Protocol):
    """A carrier of work while its `with` block lasts. The ledger knows what is due; a job told twice does no harm."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *how: object) -> None: ...

    def submit(self, job_id: int, kind: str) -> None:
        """See to it that a job is worked on."""

    def recover(self) -> None:
        """Take up what is due, also what a process that died has left."""

    def schedule(self) -> None:
        """Do, or arrange, what is done by the clock."""


class InlineRunner:
    """Works on each job in the moment it hears of it."""

    def __init__(
        self, work: Callable[[int], None], due: Callable[[], Sequence[Job]], sweep: Callable[[], object]
    ) -> None:
        self._work, self._due, self._sweep = work, due, sweep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *how: object) -> None:
        """Nothing is open: all work was done in its moment."""

    def submit(self, job_id: int, kind: str) -> None:
        """Work on it now."""
        del kind
        self._work(job_id)

    def recover(self) -> None:
        """Work on all that is due."""
        for job in self._due():
            self.submit(job.id, job.kind)

    def schedule(self) -> None:
        """Sweep, then work on what that has found."""
        self._sweep()
        self.recover()
