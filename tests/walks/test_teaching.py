"""People teach by changing a category, and by approving one; what they taught is used and changes nothing approved."""

from decimal import Decimal

from service.adapters.store.store import Store
from service.domain.category import Category
from service.domain.hours.description import Description
from service.domain.texts.decision import Decision, is_picked
from service.review import Act, review
from tests.walks.desk import PaperReader, PaperSheet, desk_at

ROWS = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
    2026-09-04 | Tomas  | 3.00  | Fare table import
    2026-09-07 | Ines   | 1.00  | Ferry notes
"""
OWEN = Act("owen@row.example", "tick")
INES = Act("ines@row.example", "tick")


def reader() -> PaperReader:
    return PaperReader(
        {"Fare table import": Description(Category.DEV, 0.8, version="1 small", stated=0.94),
         "Ferry notes": Description(Category.DOC, 0.85, version="1 small", stated=1.0)}
    )  # fmt: skip


def taught(store: Store) -> list[tuple[str, str, str, str, Decimal, str]]:
    return [(one.text, one.proposed.code if one.proposed else "", one.decided.code, one.by, one.stated, one.version)
            for one in store.lessons()]  # fmt: skip


def test_a_changed_category_is_a_decision_once(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(2, "category", "Research")
    for _ in range(3):
        review(desk_at(store, reader()), sheet, OWEN)
    assert taught(store) == [("Fare table import", "DEV", "RES", OWEN.who, Decimal("0.94"), "1 small")]


def test_an_approved_proposal_is_a_decision_as_well(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(4, "approve", True)
    review(desk_at(store, reader()), sheet, OWEN)
    assert taught(store) == [("Ferry notes", "DOC", "DOC", OWEN.who, Decimal("1.0"), "1 small")]


def test_a_tick_that_is_taken_back_teaches_nothing(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(4, "approve", True)
    review(desk_at(store, reader()), sheet, INES)
    assert taught(store) == []


def test_what_was_decided_answers_the_same_text_without_a_question(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(2, "category", "Research")
    review(desk_at(store, reader()), sheet, OWEN)
    other = PaperSheet(ROWS.replace("Ines   | 2.00", "Bram   | 4.00"))
    asking = PaperReader(version="paper 2")
    review(desk_at(store, asking), other)
    assert asking.asked == ["Ferry notes"]
    assert other.says(3, "category") == "Research"
    assert other.note(3, "category") == "From memory: Research, 99 % sure."


def test_the_next_review_gives_the_decision_to_rows_that_say_the_same(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(2, "category", "Research")
    review(desk_at(store, reader()), sheet, OWEN)
    review(desk_at(store, reader()), sheet)
    assert (sheet.says(3, "category"), sheet.note(3, "category")) == ("Research", "From memory: Research, 99 % sure.")
    writes = sheet.writes
    review(desk_at(store, reader()), sheet)
    assert (sheet.writes, sheet.says(3, "category")) == (writes, "Research")


def test_where_people_disagree_the_reader_is_asked(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(2, "category", "Research")
    review(desk_at(store, reader()), sheet, OWEN)
    sheet.put(3, "category", "Testing")
    review(desk_at(store, reader()), sheet, Act("hana@row.example", "tick"))
    fresh, asking = PaperSheet(ROWS), PaperReader(version="paper 2")
    review(desk_at(store, asking), fresh)
    assert "Fare table import" in asking.asked


def test_no_lesson_and_no_new_reading_undoes_an_approval(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(3, "approve", True)
    review(desk_at(store, reader()), sheet, OWEN)
    sheet.put(2, "category", "Research")
    review(desk_at(store, reader()), sheet, Act("hana@row.example", "tick"))
    review(desk_at(store, PaperReader({"Fare table import": Description(Category.SAL, 0.9)}, version="2")), sheet)
    review(desk_at(store, PaperReader(version="3")), sheet)
    assert (sheet.says(3, "status"), sheet.says(3, "category")) == ("Ready", "Development")


def test_a_row_approved_before_anybody_had_read_it_stays_approved(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, PaperReader()), sheet)
    sheet.put(4, "approve", True)
    review(desk_at(store, PaperReader()), sheet, OWEN)
    review(desk_at(store, reader()), sheet)
    assert sheet.says(4, "status") == "Ready"


def test_an_edited_row_is_read_anew_though_it_was_approved(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(4, "approve", True)
    review(desk_at(store, reader()), sheet, OWEN)
    sheet.edit(4, description="Fare table import")
    review(desk_at(store, reader()), sheet)
    assert (sheet.says(4, "status"), sheet.says(4, "category")) == ("Changed", "Development")


def test_decisions_are_about_the_project_of_the_row(store: Store) -> None:
    sheet = PaperSheet(ROWS)
    review(desk_at(store, reader()), sheet)
    sheet.put(2, "category", "Research")
    review(desk_at(store, reader()), sheet, OWEN)
    (one,) = store.lessons()
    assert isinstance(one, Decision)
    assert (one.client, one.project) == ("Penhallow Ferries", "Booking site")


def test_one_sure_row_in_twenty_is_shown_for_confirmation_always_the_same(store: Store) -> None:
    picked = [f"r_{n}" for n in range(2000) if is_picked(f"r_{n}")]
    assert 70 <= len(picked) <= 130
    row = int(picked[0].removeprefix("r_"))
    filler = "".join(f"    2026-09-03 | Ines   | 0.25  | Ferry notes {n}\n" for n in range(row + 1))
    texts = {f"Ferry notes {n}": Description(Category.DOC, 0.9) for n in range(row + 1)}
    sheet = PaperSheet(ROWS.partition("    2026")[0] + filler)
    review(desk_at(store, PaperReader(texts)), sheet)
    assert "picked at random" in sheet.note(row, "category")
    assert sum("picked at random" in sheet.note(n, "category") for n in range(2, row + 2)) == 1
    told = f"Picked at random, is the category right? September, row {row} (Documentation)."
    assert told in str(sheet.tabs["Review"])
    sheet.put(row, "approve", True)
    sheet.put(row, "reason", "Agreed.")
    review(desk_at(store, PaperReader(texts)), sheet, OWEN)
    assert "Picked at random" not in str(sheet.tabs["Review"])
