"""Our own tabs are made once, then written only where they differ."""

from decimal import Decimal

from service.domain.hours.reading import Changes, Chart, Report
from tests.adapters.sheets.conftest import LOG, Draw, Spreadsheet

REVIEW = Report(
    "Review",
    (("To decide", "Amount", "Generate"), ("Port", Decimal("120.5"), False), ("Mill", Decimal(80), False)),
    (0,),
    links={(1, 0): "https://books.example/1"},
)


def written(sheet: Spreadsheet, *reports: Report) -> list[str]:
    """Write reports after a fresh read; what was asked of Google."""
    service = sheet.service()
    service.read()
    service.write(Changes(reports=reports))
    return sheet.calls()


def test_a_tab_of_ours_is_made_when_it_is_first_needed(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    assert written(sheet, REVIEW, Report("Invoices", (("Invoice",),))) == ["read", "write"]
    found = sheet.grid("sheets(properties(title,index,gridProperties(frozenRowCount)))")["sheets"]
    titles = [(one["properties"]["title"], one["properties"]["gridProperties"].get("frozenRowCount")) for one in found]
    assert titles == [("Review", 1), ("Log", None), ("Invoices", 1)]
    assert sheet.rows("Review") == [["To decide", "Amount", "Generate"], ["Port", 120.5, False], ["Mill", 80, False]]


def test_headings_are_bold_links_lead_somewhere_and_boxes_are_boxes(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    fields = "sheets(data(rowData(values(userEnteredFormat(textFormat),dataValidation(condition),hyperlink))))"
    head, port, _ = sheet.grid(fields)["sheets"][0]["data"][0]["rowData"]
    assert head["values"][0]["userEnteredFormat"]["textFormat"]["bold"]
    assert port["values"][0]["hyperlink"] == "https://books.example/1"
    assert port["values"][2]["dataValidation"]["condition"]["type"] == "BOOLEAN"


def test_a_report_that_stands_there_already_is_not_written(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    assert "write" not in written(sheet, REVIEW)
    assert sheet.service().read().own_tabs["Review"] == REVIEW.rows


def test_only_rows_that_differ_are_sent(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    rows = (*REVIEW.rows[:2], ("Mill", Decimal(90), False), ("Quay", Decimal(10), False))
    assert written(sheet, REVIEW._replace(rows=rows)) == ["read", "look", "write"]
    assert sheet.service().read().own_tabs["Review"] == rows


def test_rows_that_are_gone_leave_nothing_behind(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    written(sheet, REVIEW._replace(rows=REVIEW.rows[:2]))
    assert sheet.rows("Review") == [["To decide", "Amount", "Generate"], ["Port", 120.5, False]]
    cells = sheet.grid("sheets(data(rowData(values(dataValidation))))")["sheets"][0]["data"][0]["rowData"]
    assert len(cells) == 2, "no box stays behind either"


def test_a_box_ticked_meanwhile_stays_ticked_while_its_row_speaks_of_the_same(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    service = sheet.service()
    service.read()
    sheet.person("edit", range="Review!C2", value=True).raise_for_status()
    sheet.person("edit", range="Review!C3", value=True).raise_for_status()
    rows = (REVIEW.rows[0], ("Port", Decimal("120.5"), False, "new"), ("Quay", Decimal(1), False))
    service.write(Changes(reports=(REVIEW._replace(rows=rows),)))
    boxes = [row[2] for row in sheet.rows("Review")[1:]]
    assert boxes == [False, False], "both rows say something new"
    service = sheet.service()
    service.read()
    sheet.person("edit", range="Review!C2", value=True).raise_for_status()
    service.write(Changes(reports=(REVIEW._replace(rows=(REVIEW.rows[0], ("Port", Decimal("120.5"), True, "new"))),)))
    assert sheet.rows("Review")[1][2] is True


def test_a_tab_grows_with_its_report(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    rows = (*REVIEW.rows, *((f"line {n}", Decimal(n)) for n in range(400)))
    written(sheet, REVIEW._replace(rows=rows))
    assert len(sheet.rows("Review")) == 403


def test_a_tab_of_ours_is_known_under_another_name(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, REVIEW)
    sheet.person("renameTab", tab="Review", title="The month").raise_for_status()
    assert "write" not in written(sheet, REVIEW)


def test_a_tab_of_the_team_with_a_name_of_ours_is_left_alone(draw: Draw) -> None:
    sheet = draw(Log=LOG, Review="Reviews of the year | \nGood")
    written(sheet, REVIEW)
    assert sheet.rows("Review") == [["Reviews of the year"], ["Good"]]
    assert sheet.rows("'Review (Tickmark)'")[1] == ["Port", 120.5, False]
    assert "write" not in written(sheet, REVIEW)


def test_an_empty_tab_with_a_name_of_ours_becomes_ours(draw: Draw) -> None:
    sheet = draw(Log=LOG, Review="")
    written(sheet, REVIEW)
    assert sheet.rows("Review")[1] == ["Port", 120.5, False]
    assert "write" not in written(sheet, REVIEW)


def test_a_drawing_stands_as_a_formula_and_a_place_leads_to_its_row(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    rows = (("Tab", "Used %", "Burn"), ("Log", Decimal(75), None))
    drawing = '=SPARKLINE(B2;{TRANSPOSE({"charttype";"bar"});TRANSPOSE({"max";100})})'
    report = Report("Review", rows, formulas={(1, 2): drawing}, places={(1, 0): ("Log", 2)})
    written(sheet, report)
    found = sheet.grid("sheets(properties(sheetId,title),data(rowData(values(userEnteredValue,hyperlink))))")["sheets"]
    (log,) = [one["properties"]["sheetId"] for one in found if one["properties"]["title"] == "Log"]
    cells = found[0]["data"][0]["rowData"][1]["values"]
    assert cells[0]["hyperlink"] == f"#gid={log}&range=A2"
    assert cells[2]["userEnteredValue"] == {"formulaValue": drawing}
    assert "write" not in written(sheet, report), "a drawing has no value that could differ"


ANSWERED = REVIEW._replace(
    rows=(*REVIEW.rows, ("Ask the port", Decimal(3), None)),
    answers=frozenset({(3, 2)}),
    chart=Chart("Amounts", 1, 3, 0, 1),
)


def test_a_chart_is_drawn_once_and_follows_its_cells(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, ANSWERED)
    longer = (*ANSWERED.rows[:1], ("Quay", Decimal(10), False), *ANSWERED.rows[1:])
    for report, last in (
        (ANSWERED, 3),
        (ANSWERED._replace(rows=longer, answers=frozenset(), chart=Chart("Amounts", 1, 4, 0, 1)), 4),
    ):
        written(sheet, report)
        (chart,) = sheet.grid("sheets(charts)")["sheets"][0]["charts"]
        (series,) = chart["spec"]["basicChart"]["series"]
        (area,) = series["series"]["sourceRange"]["sources"]
        assert (area["startRowIndex"], area["endRowIndex"], area["startColumnIndex"]) == (1, last, 1)
        assert chart["position"]["overlayPosition"]["anchorCell"]["columnIndex"] == 3, "beside all that is said"


def test_what_somebody_writes_beside_a_decision_meanwhile_stays(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    written(sheet, ANSWERED)
    service = sheet.service()
    service.read()
    sheet.person("edit", range="Review!C4", value="Agreed by mail")
    rows = (ANSWERED.rows[0], ("Quay", Decimal(1), False), *ANSWERED.rows[2:])
    service.write(Changes(reports=(ANSWERED._replace(rows=rows),)))
    assert sheet.rows("Review")[3] == ["Ask the port", 3, "Agreed by mail"]
