"""A bar chart as the page draws it: where it lies, and each bar with its name and length."""

from __future__ import annotations

from sandbox.google.batch.charts import sources
from sandbox.google.blocks import JSON, Block
from sandbox.google.book import Book
from sandbox.google.results import display, effective, number_format_of
from sandbox.google.tab import Tab


def plots(book: Book, tab: Tab) -> list[JSON]:
    """Every bar chart on a tab."""
    return [_plot(book, chart) for chart in tab.charts if "basicChart" in chart["spec"]]


def _plot(book: Book, chart: JSON) -> JSON:
    overlay, spec = chart["position"]["overlayPosition"], chart["spec"]
    names = _cells(book, spec["basicChart"].get("domains", []))
    lengths = _cells(book, spec["basicChart"]["series"])
    return {
        "row": overlay["anchorCell"].get("rowIndex", 0),
        "column": overlay["anchorCell"].get("columnIndex", 0),
        "x": overlay.get("offsetXPixels", 0),
        "y": overlay.get("offsetYPixels", 0),
        "width": overlay["widthPixels"],
        "height": overlay["heightPixels"],
        "title": spec.get("title", ""),
        "bars": [
            {"name": str(name[1]), "length": length[0] if isinstance(length[0], int | float) else 0}
            for name, length in zip(names, lengths, strict=False)
        ],
    }


def _cells(book: Book, parts: list[JSON]) -> list[tuple[object, str]]:
    """Value and text of each cell of the first source."""
    area = next(iter(sources(parts)), None)
    if area is None:
        return []
    tab = book.tab(area.get("sheetId"))
    block: Block = tab.block(area)
    values = [(place, effective(book, tab, place, block.left)) for place in range(block.top, block.bottom)]
    return [(value, display(book, value, number_format_of(_format(tab, place, block.left)))) for place, value in values]


def _format(tab: Tab, row: int, column: int) -> JSON | None:
    cells = tab.row(row, column, column + 1)
    return cells[0].format if cells and cells[0] is not None else None
