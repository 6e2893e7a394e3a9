"""A waiver of a limit lets past it exactly what the client agreed to, and past no other limit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.hours.timesheet import Timesheet
from service.domain.period import Period
from service.domain.pricing import price
from service.domain.terms.cap import Cap
from service.domain.terms.check import Layer
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Sow
from service.domain.terms.waiver import Waiver
from service.rules.judge import judge
from tests.domain.pricing.terms import PLAIN, D, conserved, figures, frozen, sheet_of

LAUNCH = Period(date(2026, 9, 7), date(2026, 9, 13))
WEEK = Cap("senior-week", "role", D(40), "week", "clip", subject="senior_developer")
ROWS = """
    date       | person | hours | text
    2026-09-07 | Ines   | 38.00 | Monday
    2026-09-08 | Ines   | 5.00  | Tuesday
    2026-09-09 | Tomas  | 5.00  | Wednesday
    2026-09-10 | Ines   | 1.00  | Thursday
"""


def waiver(check: str, hours: str = "", **said: object) -> Waiver:
    """A waiver of the launch week, agreed with the client."""
    amount = {"hours": Decimal(hours)} if hours else {}
    usual = Waiver(check, LAUNCH, "owen@row.example", "Launch week", client_approval="mail of 4 Sep", **amount)
    return usual._replace(**said)  # type: ignore[arg-type]  # by name


def under(terms: Sow, *waivers: Waiver, rows: str = ROWS) -> Timesheet:
    return sheet_of(rows, replace(terms, layer=Layer("SOW S", {}, waivers)))


def says(sheet: Timesheet, code: str) -> dict[str, str]:
    """The level of a code by the text of its row; with a star where a waiver answers it."""
    judged = judge(sheet)
    return {
        work.entry.description: f"{found.level}{'*' if found.answer else ''}"
        for work in sheet
        for found in judged.of(work.id)
        if found.code == code
    }


SIX = [
    # waiver, what the week comes to, what CAP002 says
    ((), ["5: 2+3", "5: 0+5", "1: 0+1"], ["warn", "warn", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "6"),), ["5: 5+0", "5: 3+2", "1: 0+1"], ["info*", "warn", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "9"),), ["5: 5+0", "5: 5+0", "1: 1+0"], ["info*", "info*", "info*"]),
    ((waiver("role-hours-past-weekly-cap", "6", person="tomas"),), ["5: 2+3", "5: 5+0", "1: 0+1"],
     ["warn", "info*", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "6", by="INES@row.example"),), ["5: 2+3", "5: 5+0", "1: 0+1"],
     ["warn", "info*", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "6", cap="another"),), ["5: 2+3", "5: 0+5", "1: 0+1"],
     ["warn", "warn", "warn"]),
    ((waiver("role-hours-past-period-cap", "6"),), ["5: 2+3", "5: 0+5", "1: 0+1"], ["warn", "warn", "warn"]),
    ((waiver("role-hours-past-weekly-cap", money=D(600)),), ["5: 2+3", "5: 0+5", "1: 0+1"], ["warn", "warn", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "6", days=Period(date(2026, 9, 9), date(2026, 9, 9))),),
     ["5: 2+3", "5: 5+0", "1: 0+1"], ["warn", "info*", "warn"]),
    ((waiver("role-hours-past-weekly-cap", "3"), waiver("role-hours-past-weekly-cap", "4", reason="More")),
     ["5: 5+0", "5: 4+1", "1: 0+1"], ["info*", "warn", "warn"]),
]  # fmt: skip


@pytest.mark.parametrize(("waivers", "comes_to", "levels"), SIX)
def test_a_waiver_lets_past_what_it_says_and_counts_down(
    waivers: tuple[Waiver, ...], comes_to: list[str], levels: list[str]
) -> None:
    sheet = under(replace(PLAIN, caps=(WEEK,)), *waivers)
    bills = list(price(sheet).values())[1:]
    assert [f"{bill.rounded:.0f}: {bill.billed:.0f}+{bill.written_down:.0f}" for bill in bills] == comes_to
    assert list(says(sheet, "CAP002").values()) == levels
    assert all(conserved(bill) for bill in bills)


def test_a_wider_limit_holds_all_the_same() -> None:
    term = Cap("term", "sow", D(41), "term", "clip")
    sheet = under(replace(PLAIN, caps=(WEEK, term)), waiver("role-hours-past-weekly-cap", "9"))
    assert figures(sheet)["Tuesday"] == "3.00 + 2.00 down = 300.00"
    assert says(sheet, "CAP007") == dict.fromkeys(("Tuesday", "Wednesday", "Thursday"), "warn")


def test_money_past_a_ceiling_is_let_past_to_the_cent_and_the_steps_say_so() -> None:
    ceiling = Cap("ceiling", "sow", D(4000), "term", "clip", measure="money")
    sheet = under(replace(PLAIN, caps=(ceiling,)), waiver("sow-past-ceiling", money=D("650.50")))
    assert [bill.amount for bill in price(sheet).values()] == [D(3800), D(500), D("350.50"), D(0)]
    assert (
        "ceiling: 300.00 EUR let past by a waiver of owen@row.example (mail of 4 Sep), 350.50 EUR left of it: "
        "Launch week." in price(sheet)["r_3"].steps
    )


def test_what_an_invoiced_row_has_used_of_a_waiver_is_used_up() -> None:
    sheet = under(replace(PLAIN, caps=(WEEK,)), waiver("role-hours-past-weekly-cap", "6"))
    assert figures(frozen(sheet, {"r_2", "r_3"}))["Wednesday"] == figures(sheet)["Wednesday"]


RETAINER = """
    date       | person | hours | text
    2026-09-07 | Ines   | 20.00 | covered
    2026-09-08 | Ines   | 4.00  | past it
    2026-09-09 | Ines   | 3.00  | further past it
"""


def test_overage_is_let_past_what_was_agreed_ahead_and_asks_for_no_word_where_the_client_agreed() -> None:
    care = replace(PLAIN, retainer=Retainer(D(20), D(2000), D(125), preapproved=D(5)))
    without = under(care, rows=RETAINER)
    assert figures(without)["further past it"] == "1.00 + 2.00 held = 125.00"
    assert says(without, "RET002") == {"further past it": "block"}
    more = under(care, waiver("overage-past-approved-hours", "2"), waiver("hours-past-retainer", "5"), rows=RETAINER)
    assert figures(more)["further past it"] == "3.00 = 375.00"
    assert says(more, "RET002") == {"further past it": "info*"}
    assert says(more, "RET001") == {"past it": "info*", "further past it": "acknowledge"}
    assert figures(frozen(more, {"r_2", "r_3"}))["further past it"] == "3.00 = 375.00"
