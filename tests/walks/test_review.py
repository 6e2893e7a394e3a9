"""The review writes what differs, answers ticks with reasons, and leaves alone what is a person's."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from service.adapters.store.store import Store
from service.approving import Act
from service.desk import Desk
from service.domain.category import Category
from service.domain.hours.description import Description
from service.domain.hours.reading import Shown
from service.review import review
from tests.rules.engagement import SOWS
from tests.walks.desk import TAB, PaperReader, PaperSheet, desk_at

CLEAN = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
    2026-09-04 | Tomas  | 3.00  | Seat map import
"""
FLAGGED = """
    date       | person | start | end   | hours | text
    2026-09-03 | Ines   | 09:00 | 12:30 | 3.00  | Fare table import
"""
BROKEN = """
    date       | person | hours | text
    2026-09-03 | Nobody | 2.00  | Fare table import
"""
OWEN = Act("owen@row.example", "tick")


def test_a_second_review_writes_nothing(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    review(desk_at(store, later=timedelta(hours=1)), sheet)
    assert sheet.writes == 1


def test_a_row_gets_its_figures_a_status_and_a_box(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    shown = {key: cell.value for key, cell in sheet.shown[TAB, 2].items() if cell.value is not None}
    assert shown == {
        "billable_hours": Decimal(2),
        "amount": Decimal(280),
        "status": "Needs approval",
        "approve": False,
        "row_id": "r_2",
    }
    logged, amount = sheet.note(2, "amount").splitlines()
    assert (logged[-13:], amount[-13:]) == ("up to 0.25 h.", "= 280.00 EUR.")


def test_a_text_nobody_has_read_says_so(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store, PaperReader(problem="Claude is switched off.")), sheet)
    assert sheet.note(2, "category") == "Not described. Claude is switched off."


def test_the_same_text_is_asked_about_once(store: Store) -> None:
    reader = PaperReader({"Fare table import": Description(Category.DEV, 0.9)})
    sheet = PaperSheet(CLEAN.replace("Seat map", "Fare table"))
    review(desk_at(store, reader), sheet)
    review(desk_at(store, reader), sheet)
    assert reader.asked == ["Fare table import"]
    assert sheet.says(2, "category") == "Development"
    assert sheet.note(2, "category") == "Claude: Development, 90 % sure."


def test_a_tick_of_an_approver_makes_a_row_ready(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(2, "status") == "Ready"
    assert sheet.note(2, "status") == "Approved by owen@row.example on 5 October 2026."
    writes = sheet.writes
    review(desk_at(store), sheet)
    assert sheet.writes == writes


def test_an_approval_late_in_the_day_bears_the_date_of_the_agency(store: Store) -> None:
    def evening(hours: int) -> Desk:
        desk = desk_at(store, later=timedelta(hours=hours))
        return replace(desk, now=desk.now.astimezone(ZoneInfo("America/New_York")))

    sheet = PaperSheet(CLEAN)
    review(evening(16), sheet)
    sheet.put(2, "approve", True)
    review(evening(16), sheet, OWEN)  # 21:00 in New York, the next day in UTC
    assert sheet.note(2, "status") == "Approved by owen@row.example on 5 October 2026."
    assert sheet.tabs["Run log"][1][0] == "2026-10-06 01:00 UTC"
    writes = sheet.writes
    review(evening(17), sheet)
    assert sheet.writes == writes


def test_a_tick_on_a_row_that_must_be_fixed_is_taken_back_with_a_sentence(store: Store) -> None:
    sheet = PaperSheet(BROKEN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(2, "approve") == "False"
    assert sheet.note(2, "status").startswith("Tick taken back: ROW005, Nobody on the people list is called “Nobody”.")
    writes = sheet.writes
    review(desk_at(store), sheet)
    assert sheet.writes == writes


def test_a_flag_that_asks_for_a_reason_gets_its_tick_with_one(store: Store) -> None:
    sheet = PaperSheet(FLAGGED)
    review(desk_at(store), sheet)
    assert sheet.says(2, "flags") == "▲ TIM007 hours disagree with start and end"
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert "TIM007 needs a few words in Reason first" in sheet.note(2, "status")
    sheet.put(2, "reason", "Half an hour of lunch")
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(2, "status") == "Ready"


def test_an_edit_after_approval_takes_the_tick_back_until_a_new_one(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    sheet.edit(2, hours=Decimal("2.5"))
    review(desk_at(store), sheet)
    assert (sheet.says(2, "status"), sheet.says(2, "approve")) == ("Changed", "False")
    assert "INV003" in sheet.says(2, "flags")
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(2, "status") == "Ready"


def test_nobody_approves_their_own_hours(store: Store) -> None:
    sheet = PaperSheet(CLEAN.replace("Ines ", "Owen "))
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert sheet.says(2, "status") == "Needs fix"
    assert "INV002" in sheet.says(2, "flags")
    assert sheet.says(2, "approve") == "False"


def test_a_tick_of_nobody_known_on_an_approvers_own_hours_does_not_count(store: Store) -> None:
    def desk() -> Desk:
        usual = desk_at(store)
        people = [replace(one, emails=tuple(map(str.title, one.emails))) for one in usual.agency.people]
        approvers = (*usual.agency.approvers, "ruth@row.example")
        return replace(usual, agency=replace(usual.agency, people=tuple(people), approvers=approvers))

    sheet = PaperSheet(CLEAN.replace("Ines ", "Owen "))
    review(desk(), sheet)
    sheet.put(2, "approve", True)
    review(desk(), sheet)
    assert sheet.note(2, "status") == (
        "Tick taken back: nobody can tell who ticked, and these are an approver's own hours. "
        "Ask another approver to tick here while signed in to a Google account of the agency."
    )


def test_a_stranger_cannot_approve(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, Act("ines@row.example", "tick"))
    assert sheet.note(2, "status") == "Tick taken back: ines@row.example is not among the approvers."


def test_ticks_do_not_count_where_anybody_can_tick(store: Store) -> None:
    sheet = PaperSheet(CLEAN, editors=None)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    assert "not protected" in sheet.note(2, "status")


def test_an_untick_withdraws_the_approval(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    sheet.put(2, "approve", False)
    review(desk_at(store), sheet)
    assert sheet.says(2, "status") == "Needs approval"
    assert store.approvals(["r_2"])["r_2"].kind == "withdrawn"


def test_a_category_that_a_person_picks_stays_and_decides(store: Store) -> None:
    reader = PaperReader({"Fare table import": Description(Category.DEV, 0.9)})
    sheet = PaperSheet(CLEAN)
    review(desk_at(store, reader), sheet)
    sheet.put(2, "category", "Administration")
    review(desk_at(store, reader), sheet)
    assert sheet.says(2, "category") == "Administration"
    assert sheet.note(2, "category") == "Chosen by a person."
    assert sheet.says(2, "status") == "Not billable"
    writes = sheet.writes
    review(desk_at(store, reader), sheet)
    assert sheet.writes == writes


def test_the_review_tab_lists_decisions_dearest_first(store: Store) -> None:
    sheet = PaperSheet(FLAGGED + "    2026-09-04 | Tomas  | 09:00 | 12:30 | 9.00  | Seat map import\n")
    review(desk_at(store), sheet)
    told = [str(row[0]) for row in sheet.tabs["Review"] if row and str(row[0]).startswith("   ")]
    assert told == [f"   {TAB}, row 3 · 9 h · 770.00 EUR", f"   {TAB}, row 2 · 3 h · 70.00 EUR"]


def test_what_is_not_ours_is_never_written(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    sheet.shown[TAB, 2] = {"reason": Shown("mine")}
    review(desk_at(store), sheet)
    assert sheet.says(2, "reason") == "mine"


def test_sorting_a_sheet_changes_no_bill(store: Store) -> None:
    sheet = PaperSheet("""
        date       | person | hours | text
        2026-09-07 | Ines   | 38.00 | Fare table import
        2026-09-07 | Tomas  | 3.00  | Seat map import
    """)
    review(desk_at(store), sheet)
    before = {one.id: sheet.says(one.row, "amount") for one in sheet.entries}
    first, second = sheet.entries
    sheet.entries = [second._replace(row=2), first._replace(row=3)]
    sheet.shown = {(TAB, 5 - row): cells for (_, row), cells in sheet.shown.items()}
    writes = sheet.writes
    review(desk_at(store), sheet)
    assert {one.id: sheet.says(one.row, "amount") for one in sheet.entries} == before
    assert [cell for row in (2, 3) for cell in (sheet.says(row, "row_id"),)] == ["r_3", "r_2"]
    assert sheet.writes - writes <= 1  # the Review tab names rows by their place


def test_a_new_rate_takes_the_tick_back(store: Store) -> None:
    sheet = PaperSheet(CLEAN)
    review(desk_at(store), sheet)
    sheet.put(2, "approve", True)
    review(desk_at(store), sheet, OWEN)
    dearer = tuple(replace(sow, rates=tuple(card._replace(rate=card.rate + 6) for card in sow.rates)) for sow in SOWS)
    review(replace(desk_at(store), sows=dearer), sheet)
    assert (sheet.says(2, "status"), sheet.says(2, "approve")) == ("Changed", "False")
    assert sheet.note(2, "status").startswith("Tick taken back: it was given at 140.00 EUR, and the SOW now says")
    sheet.put(2, "approve", True)
    review(replace(desk_at(store), sows=dearer), sheet, OWEN)
    assert (sheet.says(2, "status"), sheet.says(2, "amount")) == ("Ready", "292.00")
