"""A row made into two, as the sidebar offered it; the review that follows is undone with it."""

from service.adapters.tabs.rowids import mint
from service.desk import Desk
from service.reports.explanation import row_at
from service.reports.offers import halves_of_row
from service.review import consider, review
from service.wiring import Wiring

RUN = "Split a row"
GONE = "The row says something else by now, so nothing was changed. Select it and have it explained again."
DONE = "Two rows stand where one was: look at their hours. Undo last run makes one of them again."


def split(wiring: Wiring, sheet_id: str, desk: Desk, place: tuple[str, int], row_id: str) -> str:
    """Split the row of a tab and review the sheet; what came of it, as a sentence."""
    sheet = wiring.sheet(sheet_id, run=RUN)
    row = row_at(consider(desk, sheet.read()).rows, *place)
    halves = halves_of_row(row) if row is not None and row.work.id == row_id else None
    if halves is None:
        return GONE
    why = sheet.halve(*place, halves, mint())
    if not why:
        review(desk, wiring.sheet(sheet_id))
    return why or DONE
