"""What was approved, which categories people chose, what texts say, and who ran what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, insert, select, update

from service.adapters.store import tables
from service.adapters.store.engine import for_reading
from service.adapters.store.listed import one_of
from service.domain.category import Category
from service.domain.hours.approval import Approval, LeftOut
from service.domain.hours.description import Description
from service.domain.memory import Remembered, RunLine

DESCRIBED = frozenset(field.name for field in fields(Description))
AT_ONCE = 500
"""Values in one IN list: SQLite takes 999 variables in older builds."""


class Ledger:
    """Approvals, remembered categories, descriptions and the run log."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def approvals(self, rows: Iterable[str]) -> dict[str, Approval]:
        """The newest word on each of these rows."""
        left, found = tables.left_out.c, dict[str, Approval]()
        query = select(tables.approval, left.why.label("left_why"), left.at.label("left_at"))
        query = query.outerjoin(tables.left_out)
        with for_reading(self.engine).connect() as connection:
            for row in connection.execute(query.where(tables.approval.c.id.in_(newest(rows)))):
                found[row.row_id] = Approval(
                    row.row_id, row.fingerprint, row.who, row.how, row.at, row.kind, row.why, row.terms,
                    LeftOut(row.left_why, row.left_at) if row.left_why else None,
                )  # fmt: skip
        return found

    def say(self, words: Sequence[Approval]) -> None:
        """Append words on rows; none is ever changed."""
        if words:
            with self.engine.begin() as connection:
                connection.execute(insert(tables.approval), [_columns(word) for word in words])

    def leave_out(self, why: Mapping[str, str], now: datetime) -> None:
        """Note by row why nothing came of its approval."""
        if why:
            with self.engine.begin() as connection:
                leave_out(connection, why, now)

    def categories(self, rows: Iterable[str]) -> dict[str, Remembered]:
        """What stood in the Category cell of these rows when we last looked."""
        table = tables.category_shown
        with for_reading(self.engine).connect() as connection:
            found = connection.execute(select(table).where(one_of(table.c.row_id, rows)))
            return {row.row_id: Remembered(row.category, row.chosen) for row in found}

    def remember_categories(self, seen: Mapping[str, Remembered]) -> None:
        """Keep what stands in the Category cells now."""
        known = self.categories(seen)
        new = [{"row_id": row, **now._asdict()} for row, now in seen.items() if known.get(row) != now]
        if new:
            with self.engine.begin() as connection:
                adding = adding_to(connection, tables.category_shown)
                says = {name: adding.excluded[name] for name in Remembered._fields}
                connection.execute(adding.on_conflict_do_update(index_elements=["row_id"], set_=says), new)

    def descriptions(self, keys: Iterable[str]) -> dict[str, Description]:
        """What the texts with these keys were found to say."""
        table = tables.description
        with for_reading(self.engine).connect() as connection:
            found = connection.execute(select(table).where(one_of(table.c.key, keys)))
            return {row.key: _described(json.loads(row.facts)) for row in found}

    def keep_descriptions(self, new: Mapping[str, Description]) -> None:
        """Keep new descriptions; a text described twice keeps its first."""
        table = tables.description
        known = self.descriptions(new)
        rows = [
            {"key": key, "facts": json.dumps(_plain(said)), "model": said.model}
            for key, said in new.items()
            if key not in known
        ]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(adding_to(connection, table).on_conflict_do_nothing(), rows)

    def log_run(self, book: str, title: str, line: RunLine, found: Mapping[str, Any] | None = None) -> None:
        """Append one line to the run log of a workbook, with what the review found."""
        named = {"book": book, "sheet": title}
        with self.engine.begin() as connection:
            for table in (tables.run_log, tables.review_summary):
                by_title = update(table).where(table.c.book == "", table.c.sheet == title)
                connection.execute(by_title.values(book=book))  # an early release knew workbooks by their titles
            connection.execute(insert(tables.run_log).values(**named, **line._asdict()))
            if found is not None:
                kept = {**named, "at": line.at, "facts": json.dumps(found)}
                connection.execute(insert(tables.review_summary).values(**kept))

    def runs(self, book: str, last: int = 200) -> list[RunLine]:
        """The newest lines of a workbook's run log, newest first."""
        table = tables.run_log
        query = select(table).where(table.c.book == book).order_by(table.c.id.desc()).limit(last)
        with for_reading(self.engine).connect() as connection:
            return [RunLine(row.at, row.who, row.what, row.result) for row in connection.execute(query)]

    def register(self, spreadsheet_id: str, who: str, at: datetime) -> None:
        """Remember that a person with rights to a sheet asked us to work on it."""
        if not self.is_registered(spreadsheet_id):
            with self.engine.begin() as connection:
                row = {"spreadsheet_id": spreadsheet_id, "registered_by": who, "at": at}
                connection.execute(adding_to(connection, tables.sheet).on_conflict_do_nothing(), row)

    def registered(self) -> list[str]:
        """Every spreadsheet that somebody has set up."""
        with for_reading(self.engine).connect() as connection:
            return sorted(connection.scalars(select(tables.sheet.c.spreadsheet_id)))

    def is_registered(self, spreadsheet_id: str) -> bool:
        """Whether anybody has set this sheet up."""
        query = select(tables.sheet.c.at).where(tables.sheet.c.spreadsheet_id == spreadsheet_id)
        with for_reading(self.engine).connect() as connection:
            return connection.execute(query).first() is not None


def leave_out(connection: Connection, why: Mapping[str, str], now: datetime) -> None:
    """Note by row why nothing came of its approval, in the transaction of what that hangs on."""
    word = tables.approval.c
    approved = select(word.id, word.row_id).where(word.id.in_(newest(why)), word.kind == "yes")
    for row in connection.execute(approved).all():
        adding = adding_to(connection, tables.left_out)
        told = adding.on_conflict_do_update(index_elements=["approval_id"], set_={"why": why[row.row_id], "at": now})
        connection.execute(told, {"approval_id": row.id, "why": why[row.row_id], "at": now})


def newest(rows: Iterable[str]) -> Select[tuple[int]]:
    """The number of the newest word on each of these rows."""
    word = tables.approval.c
    return select(func.max(word.id)).where(one_of(word.row_id, rows)).group_by(word.row_id)


def chunks(values: Iterable[str]) -> Iterable[list[str]]:
    """Values in lists short enough for one IN."""
    everything = list(values)
    return (everything[at : at + AT_ONCE] for at in range(0, len(everything), AT_ONCE))


def adding_to(connection: Connection, table: Table) -> Any:
    """An INSERT that can be told what becomes of rows that another run has written meanwhile."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)


def _columns(word: Approval) -> dict[str, Any]:
    values = word._asdict()
    del values["left_out"]
    return values


def _plain(said: Description) -> dict[str, Any]:
    facts = asdict(said)
    facts["category"] = said.category.code
    facts["second_category"] = said.second_category.code if said.second_category else None
    return facts


def _described(facts: dict[str, Any]) -> Description:
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items() if name in DESCRIBED
    }
    known["category"] = Category[known["category"]]
    if known.get("second_category"):
        known["second_category"] = Category[known["second_category"]]
    return Description(**known)
