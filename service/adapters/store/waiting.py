"""Rows that a registered spreadsheet holds and no invoice bills yet, kept so that they count in every other one."""

import json
from collections.abc import Collection, Iterable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Engine, String, Table, Text, delete, select

from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim
from service.adapters.store.ledger import adding_to
from service.adapters.store.listed import one_of
from service.adapters.store.tables import metadata
from service.adapters.store.tables import sheet as registered
from service.domain.category import Category
from service.domain.hours.elsewhere import Waiting
from service.domain.hours.entry import Entry
from service.domain.period import Period

row_waiting = Table(
    "row_waiting",
    metadata,
    Column("book", String(400), primary_key=True),
    Column("row_id", String(40), primary_key=True),
    Column("client", String(80), nullable=False, index=True),
    Column("work_day", String(10), nullable=False, index=True),
    Column("facts", Text, nullable=False),
)
"""What the last review of each spreadsheet found in its open rows."""

MOST_REMEMBERED = 8192
"""Rows that a process keeps as they were read; each takes about two kilobytes."""

TEXTS = ("tab", "person", "client", "project", "task", "description", "reason")


class WaitingRows:
    """Open rows of registered spreadsheets."""

    engine: Engine

    def waiting(self, book: str, present: Collection[str], clients: Collection[str], days: Period) -> list[Waiting]:
        """Open rows of other spreadsheets: all of these clients, and whatever was done on these days.

        A workbook that nobody has registered stands alone: it may be a copy of one that is.
        """
        table = row_waiting.c
        known = select(registered.c.spreadsheet_id)
        claimed = select(billing_claim.c.row_id).where(billing_claim.c.active.is_(True))
        on_a_day = table.work_day.between(f"{days.first or date.min}", f"{days.last or date.max}")
        query = select(row_waiting).where(
            table.book != book, table.book.in_(known), known.where(registered.c.spreadsheet_id == book).exists(),
            table.row_id.not_in(claimed), table.client.in_(sorted(clients)) | on_a_day,
        )  # fmt: skip
        with for_reading(self.engine).connect() as connection:
            rows = connection.execute(query.order_by(table.work_day, table.row_id)).all()
        return [_waiting(row.row_id, row.client, row.work_day, row.facts) for row in rows if row.row_id not in present]

    def keep_waiting(self, book: str, rows: Iterable[Waiting], among: Collection[str] | None = None) -> None:
        """Keep what open rows of a spreadsheet say in the place of what they said; of one that nobody registered, none.

        `among` are the rows that were looked at; None means all of the spreadsheet.
        """
        table = row_waiting.c
        here = table.book == book if among is None else (table.book == book) & one_of(table.row_id, among)
        with for_reading(self.engine).connect() as connection:
            if connection.execute(select(registered).where(registered.c.spreadsheet_id == book)).first() is None:
                return
            kept = connection.execute(select(row_waiting).where(here)).mappings().all()
        was = {row["row_id"]: dict(row) for row in kept}
        now = {row.entry.id: _plain(book, row) for row in rows if among is None or row.entry.id in among}
        new = [facts for row, facts in now.items() if was.get(row) != facts]
        old = [row for row in was if was[row] != now.get(row)]
        if new or old:
            with self.engine.begin() as connection:
                gone = one_of(table.row_id, [*old, *(facts["row_id"] for facts in new)])
                connection.execute(delete(row_waiting).where(table.book == book, gone))
                if new:
                    connection.execute(adding_to(connection, row_waiting).on_conflict_do_nothing(), new)


def _plain(book: str, row: Waiting) -> dict[str, str]:
    entry = row.entry
    facts = {name: getattr(entry, name) for name in TEXTS}
    facts |= {"billable": entry.billable, "tags": list(entry.tags), "row": entry.row}
    facts |= {name: "" if value is None else str(value) for name, value in (("hours", entry.hours),
                                                                          ("expense", entry.expense))}  # fmt: skip
    facts |= {name: at.isoformat() if at else "" for name, at in (("start", entry.start), ("end", entry.end))}
    facts["category"] = row.category.code if row.category else ""
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return {"book": book, "row_id": entry.id, "client": row.client, "work_day": str(entry.day), "facts": told}


@lru_cache(MOST_REMEMBERED)
def _waiting(row_id: str, client: str, day: str, told: str) -> Waiting:
    """A row as it was kept. Each look at a sheet asks for the same ones of all others, and few of them have changed."""
    facts: dict[str, Any] = json.loads(told)
    begins, ends = (time.fromisoformat(facts[name]) if facts[name] else None for name in ("start", "end"))
    hours, expense = (Decimal(facts[name]) if facts[name] else None for name in ("hours", "expense"))
    entry = Entry(
        row_id, row=facts["row"], date=date.fromisoformat(day), hours=hours, start=begins, end=ends, expense=expense,
        billable=facts["billable"], tags=tuple(facts["tags"]), **{name: facts[name] for name in TEXTS},
    )  # fmt: skip
    return Waiting(entry, Category[facts["category"]] if facts["category"] else None, client)
