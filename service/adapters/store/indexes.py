"""Indexes over some of the rows, written once for each database: SQLAlchemy's own way loads every dialect it names."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler


def index_where(rows: ColumnElement[bool], name: str, *columns: Column[Any], unique: bool = False) -> Index:
    """An index that holds these rows alone; where it is unique, only they have to differ."""
    return Index(name, *columns, unique=unique, info={"rows": rows})


@compiles(CreateIndex)
def _create(create: CreateIndex, compiler: DDLCompiler, **more: Any) -> str:
    made: str = compiler.visit_create_index(create, **more)  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
    rows = create.element.info.get("rows")
    if rows is None:
        return made
    return f"{made} WHERE {compiler.sql_compiler.process(rows, include_table=False, literal_binds=True)}"
