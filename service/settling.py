"""What was left to a person is looked at again when an approver asks for drafts: put right there, it goes on here.

Looking does no harm: nothing is sent before the books have shown that nothing is there.
"""

from service.dispatch import Dispatch
from service.domain.invoicing.export import Export, State
from service.faults import Fault
from service.handover import Made, kept_of
from service.words import say


def settle(dispatch: Dispatch, book: str) -> int:
    """Look at all that is parked of a spreadsheet; how much of it stands elsewhere by now."""
    parked = [one for one in dispatch.record.exports(State.PARKED) if one.sheet == book]
    return sum(_looked_at(dispatch, export) for export in parked)


def _looked_at(dispatch: Dispatch, export: Export) -> bool:
    """Whether one could be settled; a look that failed settles nothing."""
    books = dispatch.books
    if (export.realm and export.realm != books.realm) or export.doc_type != books.doc_type:
        return False
    try:
        found = books.find(export.marker, export.customer_id, export.created_at or dispatch.record.now(), export.body)
        if found is not None and found.twice:
            return _still(dispatch, export, say("impasse.twice"))
        now_there = None if found is None else books.fetch(found.id, export.body, export.doc_type)
        if now_there is None or now_there.standing.bills_nothing:
            return _gone(dispatch, export)
    except Fault:
        return False
    return _there(dispatch, export, now_there)


def _there(dispatch: Dispatch, export: Export, made: Made) -> bool:
    """One document stands there: it is ours where it is what was meant, and while its rows still are claimed."""
    record = dispatch.record
    if not record.claims(export.id):
        return False
    if (made.marker, made.customer, made.subtotal) != (export.marker, export.customer_id, export.total):
        return _still(dispatch, export, say("impasse.other"))
    return record.confirm(export, kept_of(made), made.flagged, record.now()) is not None


def _gone(dispatch: Dispatch, export: Export) -> bool:
    """Nothing is there: what was never sent goes on, and what was sent long enough ago gives its rows back."""
    record, now = dispatch.record, dispatch.record.now()
    if export.first_attempt_at is None:
        resumed = record.resume(export, now)
        if resumed is not None:
            dispatch.deliver(export.id)
        return resumed is not None
    if now - (export.last_attempt_at or now) < dispatch.timers.proof:
        return False
    told = dispatch.books.changes(export.first_attempt_at)
    there = any(one.document is not None and one.document.marker == export.marker for one in told.seen)
    return not there and told.whole and record.void(export, say("impasse.gone"), now) is not None


def _still(dispatch: Dispatch, export: Export, why: str) -> bool:
    """It goes on waiting for a person, with the sentence that is true now."""
    if export.flag != why:
        dispatch.record.park(export, why, dispatch.record.now())
    return False
