"""Taking back a document that is still as we made it. What stands there afterwards decides, not the answer."""

import hashlib
import json
from typing import NamedTuple

from service.adapters.quickbooks.calls import Calls
from service.adapters.quickbooks.outcomes import unknown
from service.adapters.quickbooks.queries import Row
from service.adapters.quickbooks.remarks import standing_of
from service.domain.bookkeeping import Standing
from service.faults import OutcomeUnknown, Rejected
from service.words import say

WAYS = ("delete", "void")
STALE = "5010"
UNTOUCHED = (Standing.OPEN, Standing.PENDING)


class Undone(NamedTuple):
    """What an undo came to."""

    standing: Standing
    """Deleted or voided: it bills nothing any more. Anything else: it was left alone."""
    why: str = ""
    """Why it was left alone."""


def undone(calls: Calls, doc_type: str, document_id: str, way: str) -> Undone:
    """Delete or void a document that nobody has sent, paid or closed. An estimate cannot be voided."""
    if way not in WAYS or (way == "void" and doc_type != "Invoice"):
        raise ValueError(f"An {doc_type.lower()} is not undone by {way!r}.")
    row = calls.document(doc_type, document_id)
    if row is None or not _untouched(row, doc_type):
        return _as_it_stands(row, doc_type)
    try:
        _ask_for_it(calls, doc_type, row, way)
    except OutcomeUnknown:
        pass
    except Rejected as refused:
        if STALE not in refused.codes:
            raise
    after = calls.document(doc_type, document_id)
    if after is not None and _untouched(after, doc_type) and after["SyncToken"] == row["SyncToken"]:
        raise unknown(say("books.notUndoneYet"))
    return _as_it_stands(after, doc_type)


def _untouched(row: Row, doc_type: str) -> bool:
    return standing_of(row, doc_type) in UNTOUCHED and row.get("EmailStatus") != "EmailSent"


def _as_it_stands(row: Row | None, doc_type: str) -> Undone:
    if row is None:
        return Undone(Standing.DELETED)
    standing = standing_of(row, doc_type)
    if standing.bills_nothing:
        return Undone(standing)
    if _untouched(row, doc_type):
        return Undone(standing, say("books.leftChanged"))
    return Undone(standing, say("books.leftAlone", standing=say(f"standing.{standing.name.lower()}")))


def _ask_for_it(calls: Calls, doc_type: str, row: Row, way: str) -> None:
    """The version is part of the wish: a document that somebody changes meanwhile is not the one we looked at."""
    wish = json.dumps({"Id": row["Id"], "SyncToken": row["SyncToken"]})
    seed = f"{calls.realm}/{doc_type}/{row['Id']}/{row['SyncToken']}/{way}"
    calls.write(doc_type, wish, hashlib.sha256(seed.encode()).hexdigest()[:36], operation=way)
