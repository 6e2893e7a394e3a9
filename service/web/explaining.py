"""One row explained for the sidebar: with its history, and with what may be done about it by one click."""

from typing import Any

from service.desk import Desk, Sheet
from service.domain.hours.layers import waivers_of
from service.reports.explanation import explanation, history, row_at
from service.reports.offers import offers
from service.review import consider
from service.wiring import Wiring
from service.words import put


def explained(wiring: Wiring, sheet: Sheet, desk: Desk, tab: str, number: int) -> dict[str, Any]:
    """Everything that is known about a row of a tab."""
    reading = sheet.read()
    row = row_at(consider(desk, reading).rows, tab, number)
    told = explanation(row, tab, number)
    understood = next((one for one in reading.tabs if one.tab == tab), None)
    if row is None or understood is None:
        return told
    zone = desk.now.tzinfo
    events = [event._replace(at=event.at.astimezone(zone)) for event in wiring.store.history(row.work.id)]
    return {
        **told,
        "waivers": [f"{waiver.check}: {put(waiver.told)}" for waiver in waivers_of(row.work, desk.agency)],
        "history": history(events),
        "offers": []
        if understood.why_read_only
        else offers(row, {**understood.columns, **understood.own}, understood.header_row, desk.agency),
    }
