"""Whatever a reader says about the texts of a timesheet, not a cent and no approval changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.category import Category
from service.domain.hours.attribution import assemble
from service.domain.hours.bill import Bill
from service.domain.hours.description import Description
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.pricing import price
from tests.rules.engagement import drawn, tables_in

ROWS = """
    date       | person | project      | hours | text                     | expense | finding
    2026-09-03 | Ines   | Booking site | 12.00 | Fare table import        | |
    2026-09-03 | Owen   | Booking site | 13.50 | Pitch deck for phase two | |
    2026-09-04 | Petra  | Booking site | 61.00 | Ferry icons              | |
    2026-09-07 | Ines   | Crew app     | 22.25 | Roster export            | |
    2026-09-08 | Nuria  | Kiosk        | 33.00 | Timesheets and lunch     | 30.00 |
    2026-09-09 | Tomas  | Docks        | 2.00  | PF02 seat plan           | |
"""
PLAIN = drawn(next(tables_in(ROWS))).sheet
IDS = [work.id for work in PLAIN]

words = st.text(max_size=12)
descriptions = st.builds(
    Description,
    category=st.sampled_from(Category), confidence=st.floats(0, 1), second_category=st.sampled_from(Category),
    specific=st.booleans(), tasks=st.tuples(words, words), durations=st.tuples(words), admin=st.booleans(),
    rework=st.booleans(), meeting=st.booleans(), project_hint=st.sampled_from(["", "Crew app", "Login"]),
    project_margin=st.floats(0, 1), scope_hint=words, sensitive=st.booleans(), other_client=words,
    instruction_like=st.booleans(), quote=words, wording=words, source=st.sampled_from(["claude", "memory", "offline"]),
)  # fmt: skip


def figures(sheet: Timesheet) -> dict[str, Bill]:
    """All bills without the mark that says whether a figure may still change once a person has settled the category."""
    return {row: bill._replace(provisional=False) for row, bill in price(sheet).items()}


def told(facts: Facts) -> Timesheet:
    return assemble([work.entry for work in PLAIN], facts)


@given(st.fixed_dictionaries(dict.fromkeys(IDS, descriptions)))
@settings(max_examples=60)
def test_no_word_of_a_reader_changes_a_bill(said: dict[str, Description]) -> None:
    assert figures(told(replace(PLAIN.facts, descriptions=said))) == figures(PLAIN)


def test_a_category_that_a_person_chose_does() -> None:
    chosen = {IDS[1]: Category.SAL}
    assert figures(told(replace(PLAIN.facts, chosen=chosen))) != figures(PLAIN)
