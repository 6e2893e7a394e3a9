"""A row made into two, as the sidebar offered it; the review that follows is undone with it."""

from service.adapters.tabs.rowids import mint
from service.desk import Desk
from service.reports.explanation import row_at
from service.reports.offers import halves_of_row
from service.review import consider, review
from service.wiring import Wiring
from service.words import say


def split(wiring: Wiring, sheet_id: str, desk: Desk, place: tuple[str, int], row_id: str) -> str:
    """Split the row of a tab and review the sheet; what came of it, as a sentence."""
    sheet = wiring.sheet(sheet_id, run=say("explain.splitRun"))
    row = row_at(consider(desk, sheet.read()).rows, *place)
    halves = halves_of_row(row) if row is not None and row.work.id == row_id else None
    if halves is None:
        return say("explain.rowGone")
    why = sheet.halve(*place, halves, mint())
    if not why:
        review(desk, wiring.sheet(sheet_id))
    return why or say("explain.splitDone")
