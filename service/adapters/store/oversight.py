"""What was agreed of headers, what people answered to findings, and which invoiced rows a sheet has lost."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Column, Engine, Integer, String, Table, Text, delete, insert, select

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim, invoice_intent
from service.adapters.store.exports import Exports
from service.adapters.store.listed import one_of
from service.adapters.store.moment import Moment
from service.adapters.store.tables import metadata
from service.domain.hours.approval import Billed
from service.domain.hours.reason import Answer

header_agreed = Table(
    "header_agreed",
    metadata,
    Column("book", String(400), primary_key=True),
    Column("tab", String(200), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("header", Text, nullable=False),
)
"""Under which header each of our columns stood when a tab was set up."""

answer_given = Table(
    "answer_given",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row_id", String(40), nullable=False, index=True),
    Column("check", String(60), nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", String(254), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Append only: who let a finding pass on a row, when and why."""


class Oversight(Exports):
    """Headers, answers and lost rows."""

    engine: Engine

    def headers(self, book: str) -> dict[str, dict[str, str]]:
        """The agreed headers of a book, by tab and column."""
        found: dict[str, dict[str, str]] = {}
        with for_reading(self.engine).connect() as connection:
            for row in connection.execute(select(header_agreed).where(header_agreed.c.book == book)):
                found.setdefault(row.tab, {})[row.key] = row.header
        return found

    def agree_headers(self, book: str, tabs: Mapping[str, Mapping[str, str]]) -> None:
        """Take the headers of these tabs for the agreed ones."""
        rows = [
            {"book": book, "tab": tab, "key": key, "header": header}
            for tab, columns in tabs.items()
            for key, header in columns.items()
        ]
        if rows:
            with self.engine.begin() as connection:
                old = (header_agreed.c.book == book) & header_agreed.c.tab.in_(list(tabs))
                connection.execute(delete(header_agreed).where(old))
                connection.execute(insert(header_agreed), rows)

    def forget_headers(self, book: str) -> None:
        """Let the next review agree on the headers as it finds them."""
        with self.engine.begin() as connection:
            connection.execute(delete(header_agreed).where(header_agreed.c.book == book))

    def keep_answers(self, answers: Sequence[Answer]) -> None:
        """Append answers; none is ever changed."""
        if answers:
            with self.engine.begin() as connection:
                connection.execute(insert(answer_given), [answer._asdict() for answer in answers])

    def answers(self, rows: Iterable[str]) -> list[Answer]:
        """What was answered on these rows, the oldest first."""
        query = select(answer_given).where(one_of(answer_given.c.row_id, rows)).order_by(answer_given.c.id)
        with for_reading(self.engine).connect() as connection:
            given = connection.execute(query)
            return [Answer(one.row_id, one.check, one.reason, one.who, one.at) for one in given]

    def lost(self, book: str, present: Collection[str]) -> dict[str, Billed]:
        """Rows that an invoice of this book bills and that do not stand in it any more."""
        claim = billing_claim.c
        query = select(claim.claim_key).join(invoice_intent)
        query = query.where(invoice_intent.c.sheet == book, claim.active.is_(True))
        with for_reading(self.engine).connect() as connection:
            keys = {row.claim_key for row in connection.execute(query)}
        return self.billed([key for key in keys - set(present) if "/" not in key])
