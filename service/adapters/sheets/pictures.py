"""The chart beside a tab of ours: drawn once, brought along when its cells move, and taken away again by an undo."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.adapters.cells.grid import Tab
from service.adapters.sheets.snapshot import Snapshot
from service.domain.hours.reading import Chart, Report

JSON = dict[str, Any]

FIRST_CHART = 690_413_000
"""Charts have ids of our choice: a request that is repeated then fails instead of drawing a second one."""

BAR_HEIGHT, FRAME, WIDE = 28, 90, 560
"""Pixels: what a bar needs, what title and axis need, and across."""

GAP, MARGIN = 24, 4
ROW_HEIGHT = 21
"""What a row of Google's is tall where nobody has set it otherwise."""


def chart_id(sheet_id: int) -> int:
    """The id of the chart on a tab of ours."""
    return FIRST_CHART + sheet_id % 1000


def drawn(sheet_id: int, report: Report, tab: Tab | None, moved: bool = False) -> Iterator[JSON]:
    """The requests that leave a tab with the chart of its report; nothing where it has that one.

    Where rows have moved above the end of its cells, the chart has gone with them, and is told anew what it draws.
    """
    number = chart_id(sheet_id)
    known = tab.charts.get(number) if tab is not None else None
    if report.chart is None:
        if known is not None:
            yield {"deleteEmbeddedObject": {"objectId": number}}
        return
    spec = spec_of(report.chart, sheet_id)
    if known is None:
        yield {"addChart": {"chart": {"chartId": number, "spec": spec, "position": position(report, sheet_id)}}}
    elif moved or ranges(known) != ranges(spec):
        yield {"updateChartSpec": {"chartId": number, "spec": spec}}


def undrawn(stood: Snapshot, now: Snapshot, moved: bool) -> Iterator[JSON]:
    """The requests that bring our chart back to what it was; one that a person took away stays away."""
    number = chart_id(now.id)
    before, there = stood.charts.get(number), now.charts.get(number)
    if there is not None and before is None:
        yield {"deleteEmbeddedObject": {"objectId": number}}
    elif there is not None and (moved or ranges(before or {}) != ranges(there)):
        yield {"updateChartSpec": {"chartId": number, "spec": before}}


def spec_of(chart: Chart, sheet_id: int) -> JSON:
    """Bars from left to right, each under its name."""
    return {
        "title": chart.title,
        "basicChart": {
            "chartType": "BAR",
            "legendPosition": "NO_LEGEND",
            "domains": [{"domain": _source(sheet_id, chart, chart.labels)}],
            "series": [{"series": _source(sheet_id, chart, chart.values), "targetAxis": "BOTTOM_AXIS"}],
        },
    }


def _source(sheet_id: int, chart: Chart, column: int) -> JSON:
    cells = {"startRowIndex": chart.first, "endRowIndex": chart.last}
    area = {"sheetId": sheet_id, **cells, "startColumnIndex": column, "endColumnIndex": column + 1}
    return {"sourceRange": {"sources": [area]}}


def position(report: Report, sheet_id: int) -> JSON:
    """In the rows that are kept for it, else right of everything the report says: it covers no cell."""
    assert report.chart is not None
    chart = report.chart
    bars = chart.last - chart.first
    right = 0 if chart.rows else max((len(row) for row in report.rows), default=0)
    tall = chart.rows * ROW_HEIGHT - 2 * MARGIN if chart.rows else FRAME + bars * BAR_HEIGHT
    anchor = {"sheetId": sheet_id, "rowIndex": chart.at or 4, "columnIndex": right}
    edge = {"offsetXPixels": MARGIN if chart.rows else GAP, "offsetYPixels": MARGIN if chart.rows else 0}
    return {"overlayPosition": {"anchorCell": anchor, **edge, "widthPixels": WIDE, "heightPixels": tall}}


def ranges(spec: Mapping[str, Any]) -> list[JSON]:
    """The cells that a chart draws, names and bars, as they are compared: what Google leaves out is 0."""
    basic = spec.get("basicChart", {})
    parts = [*(one.get("domain", {}) for one in basic.get("domains", ())),
             *(one.get("series", {}) for one in basic.get("series", ()))]  # fmt: skip
    areas = [area for part in parts for area in part.get("sourceRange", {}).get("sources", ())]
    return [{key: value for key, value in area.items() if value} for area in areas]
