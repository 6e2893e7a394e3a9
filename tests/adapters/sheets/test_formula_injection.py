"""Texts that would be formulas, in a spreadsheet of Google's: each is a text in cells, notes and tabs of ours."""

from decimal import Decimal

from service.domain.hours.reading import Cell, Changes, Report
from tests.adapters.sheets.conftest import Spreadsheet
from tests.adapters.test_formula_injection import PAYLOADS


def test_each_is_a_text_in_cells_notes_and_tabs_of_ours(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    service.read()
    cells = tuple(Cell("Log", row, "suggestion", text, text) for row, text in enumerate(PAYLOADS[:3], 2))
    service.write(Changes(cells, (Report("Review", tuple((text, Decimal(1)) for text in PAYLOADS)),)))
    told = reviewed.grid("sheets(data(rowData(values(userEnteredValue,note))))")
    rows = [row for sheet in told["sheets"] for data in sheet["data"] for row in data.get("rowData", [])]
    found = [cell for row in rows for cell in row.get("values", [])]
    values = [cell.get("userEnteredValue", {}) for cell in found]
    assert [value for value in values if "formulaValue" in value] == []
    assert set(PAYLOADS) <= {value["stringValue"] for value in values if "stringValue" in value}
    assert set(PAYLOADS[:3]) <= {cell["note"] for cell in found if "note" in cell}
