"""Charts over the cells of a tab: added, drawn otherwise, moved and deleted."""

from __future__ import annotations

from typing import Any

from sandbox.google.batch.kind import Kind, inside
from sandbox.google.batch.tabs import free_id
from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.formats import lean
from sandbox.google.masks import required, written
from sandbox.google.tab import Tab

SIZE = {"widthPixels": 600, "heightPixels": 371}
"""What Google takes where nobody says."""

SORTS = ("basicChart", "pieChart", "bubbleChart", "candlestickChart", "orgChart", "histogramChart", "waterfallChart",
         "treemapChart", "scorecardChart")  # fmt: skip
TYPES = ("BAR", "LINE", "AREA", "COLUMN", "SCATTER", "COMBO", "STEPPED_AREA")


def kept_spec(book: Book, spec: JSON) -> JSON:
    """What is to be drawn, as it reads back; exactly one kind of chart, from cells that exist."""
    kinds = [sort for sort in SORTS if spec.get(sort) is not None]
    if len(kinds) != 1:
        raise invalid("Chart spec must have exactly one chart type set.")
    basic = spec.get("basicChart")
    if basic is not None and basic.get("chartType") not in TYPES:
        raise invalid("basicChart.chartType must be specified.")
    if basic is not None and not basic.get("series"):
        raise invalid("basicChart.series must have at least one series.")
    for area in sources(spec):
        tab = book.tab(area.get("sheetId"))
        if (area.get("startRowIndex") or 0) >= tab.row_count or (area.get("startColumnIndex") or 0) >= tab.column_count:
            raise invalid("Chart source range is outside the grid.")
    kept: JSON = lean(spec)
    return kept


def sources(told: Any) -> list[JSON]:
    """The GridRanges that a spec draws from."""
    if isinstance(told, dict):
        here = (told.get("sourceRange") or {}).get("sources") or []
        return [*here, *(area for value in told.values() for area in sources(value))]
    return [area for value in told for area in sources(value)] if isinstance(told, list) else []


def _place(book: Book, position: JSON) -> tuple[Tab, JSON]:
    """The tab a chart is to lie on, and its position as it reads back."""
    overlay = position.get("overlayPosition")
    if overlay is None:
        raise invalid("Charts on sheets of their own are not supported here: give an overlayPosition.")
    anchor = overlay.get("anchorCell") or {}
    tab = book.tab(anchor.get("sheetId"))
    row, column = anchor.get("rowIndex") or 0, anchor.get("columnIndex") or 0
    if row >= tab.row_count or column >= tab.column_count:
        raise invalid("The anchor cell is outside the grid.")
    cell = {key: value for key, value in (("sheetId", tab.id), ("rowIndex", row), ("columnIndex", column)) if value}
    return tab, {"overlayPosition": {**SIZE, **lean(overlay), "anchorCell": cell}}


def _known(book: Book, number: Any) -> tuple[Tab, int]:
    for tab in book.tabs:
        for at, chart in enumerate(tab.charts):
            if chart["chartId"] == number:
                return tab, at
    raise invalid(f"No embedded object with id: {number}")


def add_chart(book: Book, told: JSON) -> JSON:
    """A chart under an id that nothing has yet."""
    wish = inside(told, "chart")
    taken = {chart["chartId"] for tab in book.tabs for chart in tab.charts}
    own = wish.get("chartId")
    if own in taken:
        raise invalid(f"An embedded object with id {own} already exists.")
    tab, position = _place(book, inside(wish, "position"))
    chart = {
        "chartId": free_id(taken) if own is None else own,
        "spec": kept_spec(book, inside(wish, "spec")),
        "position": position,
    }
    tab.charts.append(chart)
    return {"addChart": {"chart": chart}}


def update_chart_spec(book: Book, told: JSON) -> JSON:
    """Another picture in the place of a chart."""
    tab, at = _known(book, told.get("chartId"))
    tab.charts[at] = {**tab.charts[at], "spec": kept_spec(book, inside(told, "spec"))}
    return {}


def move_object(book: Book, told: JSON) -> JSON:
    """Another place or size for a chart."""
    tab, at = _known(book, told.get("objectId"))
    chart = tab.charts[at]
    wish = inside(inside(told, "newPosition"), "overlayPosition")
    overlay = written(chart["position"]["overlayPosition"], wish, required(told.get("fields")))
    to, position = _place(book, {"overlayPosition": overlay})
    del tab.charts[at]
    to.charts.append({**chart, "position": position})
    return {"updateEmbeddedObjectPosition": {"position": position}}


def delete_object(book: Book, told: JSON) -> JSON:
    """A chart goes."""
    tab, at = _known(book, told.get("objectId"))
    del tab.charts[at]
    return {}


KINDS: dict[str, Kind] = {
    "addChart": add_chart,
    "updateChartSpec": update_chart_spec,
    "updateEmbeddedObjectPosition": move_object,
    "deleteEmbeddedObject": delete_object,
}
