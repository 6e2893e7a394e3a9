"""Which mails went out, and of which limits people have been told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Column, Engine, Integer, String, Table, delete, select, update

from service.adapters.store.engine import for_reading
from service.adapters.store.ledger import adding_to
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata

mail_sent = Table(
    "mail_sent",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("begun_at", Moment, nullable=False),
    Column("sent_at", Moment),
)
"""Mails by name, such as week 2026-W45; one without `sent_at` is on its way, or whoever sent it died."""

limit_told = Table(
    "limit_told",
    metadata,
    Column("limit", String(400), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
)
"""Steps of limits, in percent, that a mail has told: none is told twice."""

LONGEST = timedelta(minutes=15)
"""A mail that has been on its way for longer was lost with its sender."""

m = mail_sent.c


class Mails:
    """What people were told by mail."""

    engine: Engine

    def told(self) -> set[tuple[str, int]]:
        """Steps of limits that a mail has told."""
        with for_reading(self.engine).connect() as connection:
            return {(row.limit, row.step) for row in connection.execute(select(limit_told))}

    def is_mailed(self, name: str) -> bool:
        """Whether a mail of this name went out."""
        with for_reading(self.engine).connect() as connection:
            return connection.execute(select(m.name).where(m.name == name, m.sent_at.is_not(None))).first() is not None

    def begin_mail(self, name: str, now: datetime) -> bool:
        """Take a mail upon us; False where it went out, or somebody is at it."""
        with self.engine.begin() as connection:
            adding = adding_to(connection, mail_sent).on_conflict_do_nothing().returning(m.name)
            if connection.execute(adding, {"name": name, "begun_at": now}).first() is not None:
                return True
            lost = update(mail_sent).where(m.name == name, m.sent_at.is_(None), m.begun_at < now - LONGEST)
            return connection.execute(lost.values(begun_at=now)).rowcount == 1

    def end_mail(self, name: str, told: Collection[tuple[str, int]], now: datetime) -> None:
        """Note that a mail went out, and what it told."""
        with self.engine.begin() as connection:
            connection.execute(update(mail_sent).where(m.name == name).values(sent_at=now))
            if told:
                rows = [{"limit": limit, "step": step, "at": now} for limit, step in sorted(told)]
                connection.execute(adding_to(connection, limit_told).on_conflict_do_nothing(), rows)

    def drop_mail(self, name: str) -> None:
        """Note that a mail did not go out."""
        with self.engine.begin() as connection:
            connection.execute(delete(mail_sent).where(m.name == name, m.sent_at.is_(None)))
