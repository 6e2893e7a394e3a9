"""What hangs on a finding is the money that may go wrong, and not all that the row comes to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.terms.check import Layer, Setting
from service.rules.judge import judge
from tests.rules.engagement import PEOPLE, drawn, tables_in

STAKES = [
    # code, the rows of which the last is flagged, what is at stake
    ("TIM006", """
        date       | person | start | end   | hours | text
        2026-09-03 | Ines   | 13:00 | 15:30 | 2.50  | Fare table import
        2026-09-03 | Ines   | 14:45 | 16:00 | 1.25  | Call with harbour
     """, "105.00"),
    ("TIM007", """
        date       | person | start | end   | hours | text
        2026-09-03 | Ines   | 09:00 | 12:30 | 3.00  | Fare table import
     """, "70.00"),
    ("TXT008", """
        date       | person | hours | text
        2026-09-03 | Ines   | 4.00  | call 2h, notes 1h
     """, "140.00"),
    ("RAT002", """
        date       | person | hours | rate   | text
        2026-09-03 | Ines   | 6.00  | 150.00 | Fare table import
     """, "60.00"),
    ("RAT005", """
        date       | person | project    | start | hours | text
        2026-09-03 | Ines   | Lighthouse | 19:00 | 2.00  | Lamp check
     """, "140.00"),
    ("CAT005", """
        date       | person | project | hours | text                 | said
        2026-09-03 | Owen   | Islands | 3.00  | Drive to the harbour | TRV 0.95
     """, "157.50"),
    ("DUP004", """
        date       | person | hours | text              | billed
        2026-09-09 | Ines   | 6.00  | Fare table import | 1043: 4.00
     """, "50.00"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "table", "stake"), STAKES, ids=[code for code, *_ in STAKES])
def test_the_stake_is_what_may_go_wrong(code: str, table: str, stake: str) -> None:
    (rows,) = tables_in(table)
    sheet = drawn([{"finding": "", **row} for row in rows]).sheet
    (found,) = [one for one in judge(sheet).of(sheet.works[-1].id) if one.code == code]
    assert found.stake == Decimal(stake)


SENTENCES = [
    # code, the rows of which the last is flagged, what is said of it
    ("TIM006", """
        date       | person | start | end   | hours | text
        2026-09-03 | Ines   | 13:00 | 14:00 | 1.00  | Fare table import
        2026-09-03 | Ines   | 13:40 | 14:40 | 1.00  | Call with harbour
     """, "0.33 h of this time are also in September, row 2."),
    ("TIM008", """
        date       | person | start | end   | hours | text
        2026-09-03 | Petra  | 23:40 | 00:20 | 0.67  | Fare table import
     """, "23:40 to 00:20: 0.33 h on 2026-09-03, 0.33 h on 2026-09-04. All counts on 2026-09-03."),
    ("TIM004", """
        date       | person | hours | text
        2026-09-03 | Ines   | 22.75 | Fare table import
     """, "22.75 h in one entry; the limit is 10 h."),
    ("TIM005", """
        date       | person | hours | text
        2026-09-03 | Ines   | 16.50 | Fare table import
     """, "Ines has 16.5 h on 2026-09-03 with this row; the limit is 16 h."),
    ("TIM002", """
        date       | person | hours | text
        2026-08-28 | Ines   | 2.00  | Fare table import
     """, "Work of 2026-08-28, 38 days ago, in the run for September 2026."),
    ("DUP001", """
        date       | person | expense | text
        2026-09-03 | Ines   | 12.00   | Parking
        2026-09-03 | Ines   | 12.00   | Parking
     """, "The same 12.00 of expenses stand in September, row 2."),
    ("RAT002", """
        date       | person | hours | rate   | text
        2026-09-03 | Ines   | 6.00  | 560.00 | Fare table import
     """, "The row says 560.00 EUR an hour, PF-003 says 140.00 EUR an hour: 2,520.00 EUR apart over 6 h."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "table", "sentence"), SENTENCES, ids=[code for code, *_ in SENTENCES])
def test_a_sentence_has_the_figures_of_the_row_and_the_limit_it_is_held_against(
    code: str, table: str, sentence: str
) -> None:
    (rows,) = tables_in(table)
    sheet = drawn([{"finding": "", **row} for row in rows]).sheet
    (found,) = [one for one in judge(sheet).of(sheet.works[-1].id) if one.code == code]
    assert found.message == sentence


@pytest.mark.parametrize(("people", "allowed", "codes"), [(1, True, []), (1, False, ["INV002"]), (2, True, ["INV002"])])
def test_only_whoever_is_alone_may_approve_their_own_hours_and_only_where_that_is_said(
    people: int, allowed: bool, codes: list[str]
) -> None:
    (rows,) = tables_in(
        "date | person | hours | text | approved by\n2026-09-03 | Ines | 2.00 | Fares | ines@row.example"
    )
    sheet = drawn([{"finding": "", **row} for row in rows]).sheet
    layer = Layer("agency", {"self-approved-row": Setting(None, {"allow_single_person_agency": allowed})})
    agency = replace(sheet.facts.agency, people=PEOPLE[:people], layer=layer)
    judged = judge(replace(sheet, facts=replace(sheet.facts, agency=agency)))
    assert [one.code for one in judged.of(sheet.works[0].id) if one.code == "INV002"] == codes
