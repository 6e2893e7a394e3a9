"""What changed in QuickBooks since a moment: made, edited, sent, paid, voided, deleted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from service.adapters.quickbooks.calls import Calls
from service.adapters.quickbooks.created import Created, created_from
from service.adapters.quickbooks.outcomes import unknown
from service.adapters.quickbooks.queries import Row, since
from service.adapters.quickbooks.settings import DOC_TYPES, QuickBooksSettings
from service.domain.bookkeeping import Standing
from service.words import say

FURTHEST = timedelta(days=29)
"""QuickBooks tells of thirty days; a day less, so that its clock and ours need not agree."""
MOST = 1000
GONE = "Deleted"
OVERLAP = timedelta(minutes=5)
"""The next question goes back this far behind the last answer: what was written meanwhile is told twice, never lost."""


class Change(NamedTuple):
    """A document that is not as it was."""

    doc_type: str
    id: str
    standing: Standing
    document: Created | None
    """None where it was deleted."""


class Changes(NamedTuple):
    """What changed, and from when the next question has to ask."""

    seen: tuple[Change, ...]
    until: datetime
    whole: bool
    """False where QuickBooks could not tell everything: then documents that matter are read one by one."""


def changes_since(calls: Calls, settings: QuickBooksSettings, moment: datetime) -> Changes:
    """Every changed invoice and estimate. A part of the answer that cannot be read is a fault and never no change."""
    now = datetime.now(UTC)
    start = max(moment, now - FURTHEST)
    answer = calls.get("cdc", entities=",".join(DOC_TYPES), changedSince=start.isoformat(timespec="seconds"))
    rows = {doc_type: _rows(answer, doc_type) for doc_type in DOC_TYPES}
    whole = start == moment and all(len(found) < MOST for found in rows.values())
    seen = {
        (doc_type, str(row["Id"])): row
        for doc_type, found in rows.items()
        for row in (*found, *(_beyond(calls, doc_type, start) if len(found) >= MOST else ()))
    }
    return Changes(tuple(_change(doc_type, row, settings) for (doc_type, _), row in seen.items()), now - OVERLAP, whole)


def _beyond(calls: Calls, doc_type: str, start: datetime) -> list[Row]:
    """All that changed, page after page: a query has no limit, but it cannot tell of what was deleted."""
    return calls.ask(doc_type, since("MetaData.LastUpdatedTime", start))


def _change(doc_type: str, row: Row, settings: QuickBooksSettings) -> Change:
    if row.get("status") == GONE:
        return Change(doc_type, str(row["Id"]), Standing.DELETED, None)
    document = created_from(row, settings, doc_type=doc_type)
    return Change(doc_type, document.id, document.standing, document)


def _rows(answer: dict[str, Any], doc_type: str) -> list[Row]:
    found = [row for part in _parts(answer) for row in part.get(doc_type, [])]
    if not all(isinstance(row, dict) and row.get("Id") for row in found):
        raise unknown(say("books.oddChanges"))
    return found


def _parts(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = answer.get("CDCResponse")
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise unknown(say("books.noChanges"))
    for one in told:
        yield from one.get("QueryResponse") or []
