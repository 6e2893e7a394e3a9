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
