"""Rows that are among many: the values travel together as one, so the statement is always the same.

With a place for each value a statement of five hundred places is written, sent and read anew every time; that took
longer than the database did with it.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, String, Text, TypeDecorator, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


def one_of(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column holds one of these values, however many they are."""
    return _Among(column, literal(list(values), _Values()))


class _Values(TypeDecorator[Sequence[str]]):
    """Texts in one parameter: an array where the database has them, JSON elsewhere."""

    impl, cache_ok = Text, True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the database takes."""
        return dialect.type_descriptor(ARRAY(String()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        """The values as the driver takes them."""
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    """A column and the values that it may hold."""

    name, type, inherit_cache = "among", Boolean(), True


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - both are places, not values


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} = ANY ({values})"
