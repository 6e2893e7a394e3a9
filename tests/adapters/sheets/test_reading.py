"""A spreadsheet is read by one request, and as it is meant."""

from datetime import date
from decimal import Decimal

from tests.adapters.sheets.conftest import ACCOUNT, LOG, Draw, Spreadsheet


def test_a_reading_is_one_request(draw: Draw) -> None:
    sheet = draw(Log=LOG, April=LOG.replace("2026-09", "2026-04"), Notes="Ideas")
    read = sheet.service().read()
    assert sheet.calls() == ["read"]
    assert [(entry.tab, entry.row) for entry in read.entries] == [(t, r) for t in ("Log", "April") for r in (2, 3, 4)]
    assert [tab.tab for tab in read.refused] == ["Notes"]
    assert (read.title, read.locale) == ("September", "en_US")


def test_dates_and_durations_are_read_by_their_formats(draw: Draw) -> None:
    drawing = "Date | Hours\n@2026-09-03 | ~7:30\n@2026-09-03 | ~26:00\n@2026-09-03 | #0.1\n@2026-09-03 | @2026-09-04"
    entries = draw(Log=drawing).service().read().entries
    assert [entry.date for entry in entries] == [date(2026, 9, 3)] * 4
    assert [entry.hours for entry in entries] == [Decimal("7.5"), Decimal(26), Decimal("0.1"), None]
    assert "is a date" in str(entries[3].problems[0].message)


def test_what_rows_display_is_read_where_it_is_asked_for(draw: Draw) -> None:
    sheet = draw(Log="Date | Hours | Notes\n@2026-09-03 | ~7:30 | Łódź\n@2026-09-04 | #2 |")
    assert sheet.service().read().displayed == {}
    told = sheet.service(displayed=True).read().displayed
    assert (told["Log", 2][1:], told["Log", 3][1]) == (("7:30", "Łódź"), "2")


def test_an_error_of_the_spreadsheet_is_asked_about(draw: Draw) -> None:
    sheet = draw(Log="Date | Hours\n@2026-09-03 | #1")
    sheet.person("edit", range="Log!B2", value="=1/0").raise_for_status()
    (entry,) = sheet.service().read().entries
    assert entry.problems[0].text == "#DIV/0!"


def test_the_locale_of_the_spreadsheet_settles_an_order(draw: Draw) -> None:
    drawing = "Date | Hours\n04/09/2026 | #1"
    days = {
        locale: draw(locale, Log=drawing).service().read().entries[0].date for locale in ("en_US", "en_GB", "en_CA")
    }
    assert days == {"en_US": date(2026, 4, 9), "en_GB": date(2026, 9, 4), "en_CA": None}


def test_who_may_tick_is_read_without_ourselves(reviewed: Spreadsheet) -> None:
    (tab,) = reviewed.service().read().tabs
    assert tab.has_block
    assert tab.approve_editors == ("pm@agency.example",)
    assert ACCOUNT not in tab.approve_editors


def test_a_protection_that_only_warns_lets_everybody_tick(draw: Draw) -> None:
    sheet = draw(Log="Date | Hours | Approve | Row ID\n@2026-09-03 | #1 | ☐ | r_1")
    sheet.person("protect", range="Log!C:C", warningOnly=True).raise_for_status()
    assert sheet.service().read().tabs[0].approve_editors is None
    sheet.person("protect", range="Log!C:C", editors=["ana@agency.example"], by="bo@agency.example").raise_for_status()
    assert sheet.service().read().tabs[0].approve_editors == ("ana@agency.example", "bo@agency.example")


def test_columns_of_ours_are_found_after_they_were_renamed_and_moved(reviewed: Spreadsheet) -> None:
    reviewed.person("insertColumns", tab="Log", at=1).raise_for_status()
    header = reviewed.rows()[0]
    place = header.index("Category")
    reviewed.person("edit", range=f"Log!{chr(65 + place)}1", value="Kind of work").raise_for_status()
    read = reviewed.service().read()
    assert read.tabs[0].has_block
    assert [entry.category for entry in read.entries] == ["Design"] * 3
