"""Rows that are pasted anew over the old ones, without their ids, are the same rows; nothing is appended blindly."""

from dataclasses import replace

from service.adapters.store.store import Store
from service.domain.hours.reading import Changes
from tests.adapters.sheets.conftest import LOG, Draw, cells_for


def test_an_export_pasted_again_with_an_edited_text_keeps_its_row_ids(draw: Draw) -> None:
    store = Store.at("sqlite://")
    sheet = draw(Log=LOG)
    service = sheet.service()
    service._context = replace(service._context, recall=store.recollection(sheet.id))
    first = service.read()
    service.write(Changes(tuple(cell for entry in first.entries for cell in cells_for(entry)), (), ("Log",)))
    ids = {entry.description: entry.id for entry in first.entries}
    rows = [row[:4] for row in sheet.rows()]
    sheet.person("deleteRows", tab="Log", first=2, last=4).raise_for_status()
    days = {"third": "2026-09-03", "first": "2026-09-01", "second": "2026-09-02"}
    pasted = [
        [days[str(text)], who, hours, str(text).replace("second", "second, edited")]
        for _, who, hours, text in reversed(rows[1:])
    ]
    sheet.person("insertRows", tab="Log", at=2, count=3)
    sheet.person("edit", range="'Log'!A2:D4", values=pasted).raise_for_status()
    again = {entry.description: entry.id for entry in service.read().entries}
    assert again == {"third": ids["third"], "first": ids["first"], "second, edited": ids["second"]}
    store.engine.dispose()
