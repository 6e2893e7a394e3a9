"""A kind of work that nobody pays for is never billed in silence, however sure somebody has to be of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from service.domain.terms.check import Layer, Level, Setting
from service.rules.judge import judge
from tests.rules.engagement import drawn, tables_in

UNSURE = "uncertain-category"
GUESSES = [
    # how sure that it is sales, what the agency says of uncertain-category, what is found
    ("0.95", Setting(None, {}), "CAT002 block"),
    ("0.60", Setting(None, {}), "CAT001 acknowledge"),
    ("0.60", Setting(None, {"threshold": Decimal("0.50")}), "CAT002 acknowledge"),
    ("0.60", Setting(Level.OFF, {}), "CAT002 acknowledge"),
    ("0.80", Setting(None, {"threshold": Decimal("0.90")}), "CAT001 acknowledge"),
]


@pytest.mark.parametrize(("sure", "setting", "found"), GUESSES)
def test_a_guess_at_unpaid_work_asks_once_whatever_the_threshold(sure: str, setting: Setting, found: str) -> None:
    (rows,) = tables_in(f"date | person | hours | text | said\n2026-09-03 | Owen | 1.50 | Pitch notes | SAL {sure}")
    sheet = drawn([{"finding": "", **row} for row in rows]).sheet
    agency = replace(sheet.facts.agency, layer=Layer("agency", {UNSURE: setting}))
    (said,) = judge(replace(sheet, facts=replace(sheet.facts, agency=agency))).of(sheet.works[0].id)
    assert f"{said.code} {said.level}" == found
    assert "PF-003 does not pay for sales." in str(said.message)


def test_a_guess_says_why_it_matters() -> None:
    (rows,) = tables_in("date | person | hours | text | said\n2026-09-03 | Owen | 1.00 | Sync notes | PM 0.55/ADM")
    (said,) = judge(drawn([{"finding": "", **row} for row in rows]).sheet).of("r_2")
    assert said.message == (
        "The kind of work is not clear: Project management or Administration? PF-003 does not pay for administration."
    )
