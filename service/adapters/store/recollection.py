"""What people decided about tabs, and what rows said when they were last seen."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Column, Engine, Index, String, Table, Text, delete, select

from service.adapters.store.engine import for_reading
from service.adapters.store.ledger import adding_to
from service.adapters.store.listed import one_of
from service.adapters.store.tables import metadata
from service.adapters.tabs.rowids import Known

tab_decision = Table(
    "tab_decision",
    metadata,
    Column("book", String(400), primary_key=True),
    Column("tab", String(200), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("answer", Text, nullable=False),
)
"""Answers to what could not be told from a tab alone, by spreadsheet (or file) and tab."""

row_seen = Table(
    "row_seen",
    metadata,
    Column("scope", String(120), primary_key=True),
    Column("row_id", String(40), primary_key=True),
    Column("key", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Index("row_seen_by_key", "scope", "key"),
)
"""Rows as they were last seen: a digest of what they bill, and their text."""


class Decided:
    """Decisions about tabs."""

    engine: Engine

    def decisions(self, book: str) -> dict[str, dict[str, str]]:
        """What was decided about the tabs of a book: answers by tab and key."""
        found: dict[str, dict[str, str]] = {}
        with for_reading(self.engine).connect() as connection:
            for row in connection.execute(select(tab_decision).where(tab_decision.c.book == book)):
                found.setdefault(row.tab, {})[row.key] = row.answer
        return found

    def decide(self, book: str, decisions: Mapping[str, Mapping[str, str]]) -> None:
        """Keep answers; an empty one forgets what was decided."""
        table = tab_decision
        said = [(tab, key, answer) for tab, answers in decisions.items() for key, answer in answers.items()]
        with self.engine.begin() as connection:
            for tab, key, answer in said:
                one = (table.c.book == book) & (table.c.tab == tab) & (table.c.key == key)
                connection.execute(delete(table).where(one))
                if answer.strip():
                    row = {"book": book, "tab": tab, "key": key, "answer": answer.strip()}
                    connection.execute(adding_to(connection, table).on_conflict_do_nothing(), row)


class Recollection:
    """Rows of earlier readings of one spreadsheet, or of all files."""

    remembers = True

    def __init__(self, engine: Engine, scope: str) -> None:
        self._engine, self._scope = engine, scope

    def rows_like(self, keys: Iterable[str]) -> Sequence[Known]:
        """Rows with one of these keys, in no particular order."""
        query = select(row_seen).where(row_seen.c.scope == self._scope, one_of(row_seen.c.key, keys))
        with for_reading(self._engine).connect() as connection:
            return [Known(row.row_id, row.key, row.text) for row in connection.execute(query)]

    def keep_rows(self, rows: Iterable[Known]) -> None:
        """Remember rows; only what is new or differs is written."""
        wanted = {row.row_id: row for row in rows}
        kept = [row_seen.c.scope, row_seen.c.row_id]
        with self._engine.begin() as connection:
            here = (row_seen.c.scope == self._scope) & one_of(row_seen.c.row_id, wanted)
            known = {
                row.row_id: Known(row.row_id, row.key, row.text)
                for row in connection.execute(select(row_seen).where(here))
            }
            new = [row for row_id, row in wanted.items() if known.get(row_id) != row]
            if new:
                adding = adding_to(connection, row_seen)
                says = {"key": adding.excluded.key, "text": adding.excluded.text}
                rows_now = [{"scope": self._scope, **row._asdict()} for row in new]
                connection.execute(adding.on_conflict_do_update(index_elements=kept, set_=says), rows_now)
