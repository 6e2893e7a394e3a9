"""One term at a time: what it makes of a few rows."""

from dataclasses import replace
from datetime import date, time

import pytest

from service.domain.category import Category
from service.domain.hours.approval import Billed
from service.domain.period import Period
from service.domain.pricing import price
from service.domain.terms.cap import Cap, ChangeOrder
from service.domain.terms.ratecard import Minimum, Multiplier, RateCard, Rounding, Step, Tier
from service.domain.terms.sow import Sow
from tests.domain.pricing.terms import PLAIN, YEAR, D, figures, sheet_of

MONTH = Cap("month", "sow", D(10), "month", "carry")
ROWS = """
    date       | person | hours | text
    2026-09-07 | Ines   | 8.00  | first
    2026-09-08 | Ines   | 25.00 | second
    2026-10-01 | Ines   | 3.00  | October
    2026-11-02 | Ines   | 2.00  | November
"""


def test_carried_hours_come_first_in_the_next_window_and_go_on_until_there_is_room() -> None:
    carried = ("10.00 on 2026-10-01 = 1000.00", "10.00 on 2026-11-01 = 1000.00", "3.00 on 2026-12-01 = 300.00")
    assert figures(sheet_of(ROWS, replace(PLAIN, caps=(MONTH,)))) == {
        "first": "8.00 = 800.00",
        "second": ", ".join(["2.00 = 200.00", *carried]),
        "October": "0.00 = 0.00, 3.00 on 2026-12-01 = 300.00",
        "November": "0.00 = 0.00, 2.00 on 2026-12-01 = 200.00",
    }


def test_hours_that_no_window_of_the_sow_has_room_for_are_held() -> None:
    short = replace(PLAIN, days=YEAR._replace(last=date(2026, 10, 31)), caps=(MONTH,))
    assert figures(sheet_of(ROWS, short))["second"] == "2.00 + 13.00 held = 200.00, 10.00 on 2026-10-01 = 1000.00"


def test_hours_left_to_a_later_window_go_on_after_the_rest_was_invoiced() -> None:
    billed = {"r_3": Billed("r_3", "", "S", D(2), D(200), "done", "7", rounded=D(25), carried=D(23))}
    later = figures(sheet_of(ROWS, replace(PLAIN, caps=(MONTH,)), billed=billed))["second"]
    assert later.startswith("2.00 = 200.00, 10.00 on 2026-10-01 = 1000.00, 10.00 on 2026-11-01")


def test_hours_past_a_cap_are_billed_at_the_rate_agreed_for_them() -> None:
    cap = Cap("month", "sow", D(10), "month", "rate", over_rate=D(60))
    assert figures(sheet_of(ROWS, replace(PLAIN, caps=(cap,))))["second"] == "25.00 = 1580.00"


@pytest.mark.parametrize(("signed", "told"), [(date(2026, 9, 1), "22.00 + 3.00 down"), (None, "2.00 + 23.00 down")])
def test_a_change_order_raises_a_limit_once_it_is_signed(signed: date | None, told: str) -> None:
    order = ChangeOrder("CO-1", hours=D(20), signed=signed, lifts=("term",))
    sow = replace(PLAIN, caps=(Cap("term", "sow", D(10), "term", "clip"),), change_orders=(order,))
    assert figures(sheet_of(ROWS, sow))["second"].startswith(told)


def test_rows_of_a_change_order_stay_outside_a_maximum_up_to_its_hours() -> None:
    order = ChangeOrder("X1", hours=D(4), signed=date(2026, 9, 1), outside=("most",))
    sow = replace(PLAIN, caps=(Cap("most", "sow", D(5), "term", "clip"),), change_orders=(order,))
    table = """
        date       | person | task | hours | text
        2026-09-07 | Ines   |      | 5.00  | all of it
        2026-09-08 | Ines   | X1   | 6.00  | extra
    """
    assert figures(sheet_of(table, sow)) == {"all of it": "5.00 = 500.00", "extra": "4.00 + 2.00 down = 400.00"}


@pytest.mark.parametrize(("mode", "total"), [("graduated", "16520.00"), ("volume", "15120.00")])
def test_a_hundred_hours_a_month_at_the_card_and_more_at_ten_percent_less(mode: str, total: str) -> None:
    tier = Tier("volume", (Step(D(100), D(1)), Step(None, D("0.9"))), mode=mode)
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 90.00 | a
        2026-09-08 | Ines   | 30.00 | b
        2026-10-08 | Ines   | 9.00  | next month
    """
    bills = price(sheet_of(table, replace(PLAIN, rates=(RateCard(D(140), YEAR),), tiers=(tier,))))
    assert f"{bills['r_2'].amount + bills['r_3'].amount:.2f}" == total
    assert bills["r_4"].amount == D("1260.00")


@pytest.mark.parametrize(
    ("card", "hours", "told"),
    [
        (RateCard(D("19.50"), YEAR, per="quarter_hour"), "1.25", "1.25 = 97.50"),
        (RateCard(D(800), YEAR, per="day"), "6.00", "6.00 = 600.00"),
        (RateCard(D(250), YEAR, per="fixed"), "3.00", "3.00 = 250.00"),
    ],
)
def test_a_price_may_be_for_another_unit_than_an_hour(card: RateCard, hours: str, told: str) -> None:
    table = f"date | person | hours | text\n2026-09-07 | Ines | {hours} | work"
    assert figures(sheet_of(table, replace(PLAIN, rates=(card,)))) == {"work": told}


SPLIT = """
    date       | person | task | hours | text
    2026-09-07 | Ines   | A    | 0.10  | one
    2026-09-07 | Ines   | A    | 0.10  | two
    2026-09-07 | Tomas  | A    | 0.10  | three
    2026-09-09 | Ines   | A    | 0.10  | four
"""


@pytest.mark.parametrize(
    ("scope", "hours"),
    [
        ("entry", ["0.25", "0.25", "0.25", "0.25"]),
        ("task", ["0.10", "0.15", "0.25", "0.25"]),
        ("person_day", ["0.10", "0.15", "0.25", "0.25"]),
        ("client_day", ["0.10", "0.10", "0.30", "0.25"]),
        ("person_week", ["0.10", "0.10", "0.25", "0.30"]),
        ("invoice", ["0.10", "0.10", "0.10", "0.20"]),
    ],
)
def test_what_rounding_adds_goes_to_the_last_row_of_what_is_summed_first(scope: str, hours: list[str]) -> None:
    sow = replace(PLAIN, rounding=(Rounding(D("0.25"), "up", scope=scope),))
    assert [str(bill.rounded) for bill in price(sheet_of(SPLIT, sow)).values()] == hours


def test_what_rounding_takes_away_is_taken_backwards() -> None:
    sow = replace(PLAIN, rounding=(Rounding(D("0.25"), "down", scope="client_day"),))
    assert [str(bill.rounded) for bill in price(sheet_of(SPLIT, sow)).values()] == ["0.10", "0.10", "0.05", "0.00"]


@pytest.mark.parametrize(("tags", "hours"), [("on_site", "1.00"), ("remote", "0.25"), ("", "0.25")])
def test_a_minimum_may_hang_on_where_the_work_was_done(tags: str, hours: str) -> None:
    minimums = (Minimum(D(1), place="on_site"), Minimum(D("0.25")))
    table = f"date | person | tags | hours | text\n2026-09-07 | Ines | {tags} | 0.10 | work"
    (bill,) = price(sheet_of(table, replace(PLAIN, minimums=minimums))).values()
    assert str(bill.rounded) == hours


EVENINGS = Multiplier("evenings", D("1.5"), weekdays=frozenset(range(4)), starts=time(17), ends=time(8))
WEEKEND = Multiplier("weekend", D(2), spans=((4, time(17), 0, time(0)),), holidays=True)


@pytest.mark.parametrize(
    ("day", "start", "hours", "amount"),
    [
        ("2026-09-08", "16:00", "3.00", "400.00"),  # a Tuesday: one hour plain, two in the evening
        ("2026-09-11", "16:00", "3.00", "500.00"),  # a Friday: one hour plain, two of the weekend
        ("2026-09-13", "10:00", "1.00", "200.00"),  # a Sunday
        ("2026-09-14", "07:00", "2.00", "200.00"),  # a Monday: Sunday's evening is no evening
        ("2026-09-15", "07:00", "2.00", "250.00"),  # a Tuesday: Monday's evening lasts until eight
        ("2026-12-25", "10:00", "1.00", "200.00"),  # a holiday
    ],
)
def test_hours_are_cut_where_their_price_changes(day: str, start: str, hours: str, amount: str) -> None:
    sow = replace(PLAIN, multipliers=(EVENINGS, WEEKEND), holidays=frozenset({date(2026, 12, 25)}))
    table = f"date | person | start | hours | text\n{day} | Ines | {start} | {hours} | work"
    (bill,) = price(sheet_of(table, sow)).values()
    assert f"{bill.amount:.2f}" == amount


def test_a_premium_waits_for_a_word_about_who_agreed_and_a_missing_start_holds_the_row() -> None:
    sow = replace(PLAIN, multipliers=(EVENINGS._replace(needs_approval=True),))
    table = """
        date       | person | start | hours | reason          | text
        2026-09-08 | Ines   | 18:00 | 2.00  |                 | nobody said
        2026-09-09 | Ines   | 18:00 | 2.00  | mail of 8 Sep   | agreed
        2026-09-10 | Ines   |       | 2.00  |                 | when?
    """
    sheet = sheet_of(table, sow)
    assert figures(sheet) == {
        "nobody said": "2.00 = 200.00",
        "agreed": "2.00 = 300.00",
        "when?": "0.00 + 2.00 held = 0.00",
    }
    assert price(sheet)["r_4"].open == ("S prices hours by the clock (evenings): when did the work begin?",)


def test_overtime_begins_within_a_row() -> None:
    overtime = Multiplier("overtime", D("1.5"), after_hours=D(40), after_window="week", roles=frozenset({"designer"}))
    table = """
        date       | person | hours | text
        2026-09-07 | Petra  | 38.00 | so far
        2026-09-11 | Petra  | 4.00  | across
        2026-09-11 | Ines   | 50.00 | another role
    """
    told = figures(sheet_of(table, replace(PLAIN, multipliers=(overtime,))))
    assert (told["across"], told["another role"]) == ("4.00 = 500.00", "50.00 = 5000.00")


TRAVEL = RateCard(D(0), YEAR, category=Category.TRV, factor=D("0.5"))


@pytest.mark.parametrize(("category", "amount", "provisional"), [("TRV", "50.00", False), ("", "100.00", True)])
def test_only_a_category_that_a_person_chose_touches_the_price(category: str, amount: str, provisional: bool) -> None:
    sow = replace(PLAIN, rates=(*PLAIN.rates, TRAVEL))
    table = f"date | person | category | hours | said | text\n2026-09-07 | Ines | {category} | 1.00 | TRV 0.95 | drive"
    (bill,) = price(sheet_of(table, sow)).values()
    assert (f"{bill.amount:.2f}", bill.provisional) == (amount, provisional)


def test_the_price_may_be_that_of_the_day_of_the_invoice() -> None:
    may = (RateCard(D(100), Period(None, date(2026, 9, 15))), RateCard(D(110), Period(date(2026, 9, 16), None)))
    table = "date | person | hours | text\n2026-09-07 | Ines | 1.00 | work"
    sow: Sow = replace(PLAIN, rates=may, rate_by="invoice_date")
    assert figures(sheet_of(table, sow)) == {"work": "1.00 = 110.00"}
