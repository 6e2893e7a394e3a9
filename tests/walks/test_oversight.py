"""What a sheet loses or changes behind the ledger's back is said, and what people let pass is kept with their name."""

from dataclasses import replace

from service.adapters.store.store import Store
from service.approving import Act
from service.domain.hours.reading import Reading
from service.review import review
from tests.walks.desk import PaperBooks, PaperSheet, bill, desk_at

ROWS = """
    date       | person | project      | hours | text
    2026-09-03 | Ines   | Booking site | 2.00  | Fare table import
    2026-09-03 | Ines   | Booking site | 11.00 | Seat map colours
"""
OWEN = Act("owen@row.example", "tick")


class Retitled(PaperSheet):
    """A paper sheet whose hours stand under another header than before."""

    hours = "Hours"

    def read(self) -> Reading:
        read = super().read()
        (tab,) = read.tabs
        return replace(read, tabs=(tab._replace(columns={**tab.columns, "hours": self.hours}),))


def test_another_header_holds_the_whole_tab_until_the_sheet_is_set_up_again(store: Store) -> None:
    sheet = Retitled(ROWS)
    review(desk_at(store), sheet)
    assert "ROW007" not in sheet.says(2, "flags")
    sheet.hours = "Est."
    seen = review(desk_at(store), sheet)
    assert {finding.code for row in seen.rows for finding in row.findings if finding.level == 4} == {"ROW007"}
    assert "stood under “Hours”" in sheet.note(2, "flags") and "read from “Est.”" in sheet.note(3, "flags")
    store.forget_headers("paper")
    review(desk_at(store), sheet)
    assert "ROW007" not in sheet.says(2, "flags")
    review(desk_at(store), sheet)
    assert store.headers("paper")["September"]["hours"] == "Est."


def test_an_invoiced_row_that_is_deleted_is_missed(store: Store) -> None:
    sheet, books = PaperSheet(ROWS), PaperBooks()
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    bill(desk_at(store), sheet, store, books)
    sheet.entries = [one for one in sheet.entries if one.row != 2]
    seen = review(desk_at(store), sheet)
    (missed,) = seen.look.judged.apart()
    assert (missed.code, str(missed.level)) == ("DUP005", "warn")
    assert str(missed.message).startswith("1 row of invoice") and "2 h" in str(missed.message)
    assert any("DUP005" in str(line[0]) for line in sheet.tabs["Review"] if line)


def test_what_an_approver_lets_pass_is_kept_with_name_and_time(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store), sheet)
    sheet.put(3, "reason", "TIM004: launch night, agreed with the client")
    sheet.put(3, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(3, "status") == "Ready"
    row = sheet.says(3, "row_id")
    (kept,) = store.answers([row])
    assert (kept.row_id, kept.check, kept.who) == (row, "overlong-entry", "owen@row.example")
    assert kept.reason == "launch night, agreed with the client"
    review(desk_at(store), sheet)
    assert len(store.answers([row])) == 1
