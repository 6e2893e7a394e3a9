"""Questions in QuickBooks' query language, asked to the last page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from service.adapters.quickbooks.client import Client
from service.adapters.quickbooks.outcomes import unknown
from service.faults import Fault
from service.words import say

Row = dict[str, Any]
Ask = Callable[[str, str], list[Row]]
"""Every row of an entity for which a condition holds: ask("Customer", "Id = '58'")."""

PAGE = 1000
"""The most that QuickBooks gives at once; without a word about it, it gives 100."""


def quoted(value: str) -> str:
    """A value as the query language wants it. The backslash goes first, or it would free the quote behind it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def one_of(field: str, values: Iterable[str]) -> str:
    """The condition that a field is one of these values."""
    return f"{field} IN ({', '.join(quoted(value) for value in values)})"


def since(field: str, moment: datetime) -> str:
    """The condition that a time is not before `moment`, which carries its zone."""
    return f"{field} >= {quoted(moment.isoformat(timespec='seconds'))}"


def every_row(client: Client, entity: str, condition: str = "", page: int = PAGE) -> list[Row]:
    """All rows, page after page. A page that cannot be read is a fault and never the end."""
    return list(_pages(client, entity, f" WHERE {condition}" if condition else "", page))


def _pages(client: Client, entity: str, where: str, page: int) -> Iterator[Row]:
    start, more = 1, True
    while more:
        window = f"ORDERBY Id STARTPOSITION {start} MAXRESULTS {page}"
        answer = client.query(f"SELECT * FROM {entity}{where} {window}")  # noqa: S608 - every value went through quoted
        found = answer.get("QueryResponse")
        if not isinstance(found, dict):
            raise _unreadable(client)
        rows = found.get(entity, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("Id") for row in rows):
            raise _unreadable(client)
        yield from rows
        start += len(rows)
        # A short page is the last one, unless QuickBooks says that there are more.
        more = bool(rows) and (len(rows) >= page or start <= int(found.get("totalCount") or 0))


def _unreadable(client: Client) -> Fault:
    return unknown(say("books.oddList"), trace=client.trace)
