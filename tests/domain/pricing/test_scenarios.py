"""What went wrong in other people's billing comes out right here, to the cent."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.hours.approval import Billed
from service.domain.pricing import price
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.check import Layer, Setting
from service.domain.terms.ratecard import Minimum, RateCard, Rounding
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from tests.domain.pricing.terms import PLAIN, YEAR, D, figures, frozen, sheet_of

SENIORS = replace(
    PLAIN,
    rates=(RateCard(D(140), YEAR),),
    caps=(Cap("senior-week", "role", D(40), "week", "clip", subject="senior_developer"),),
)


def test_fifty_minutes_are_billed_as_the_figures_that_are_shown() -> None:
    table = """
        date       | person | hours                    | text
        2026-09-07 | Ines   | 0.8333333333333333333333 | fifty minutes
    """
    sheet = sheet_of(table, PLAIN)
    assert figures(sheet) == {"fifty minutes": "0.83 = 83.00"}
    assert sheet.works[0].entry.hours == D("0.8333333333333333333333")


def test_two_quarters_and_one_half_differ_by_the_half_cent_that_rounding_takes() -> None:
    quarter = replace(PLAIN, rates=(RateCard(D("27.50"), YEAR),))
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 0.25  | one quarter
        2026-09-08 | Ines   | 0.25  | another quarter
        2026-09-09 | Ines   | 0.50  | one half
    """
    assert figures(sheet_of(table, quarter)) == {
        "one quarter": "0.25 = 6.88",
        "another quarter": "0.25 = 6.88",
        "one half": "0.50 = 13.75",
    }


WEEK = """
    date       | person | start | hours | text
    2026-09-11 | Tomas  | 10:30 | 3.50  | Friday, later
    2026-09-11 | Ines   | 09:00 | 1.50  | Friday, first
    2026-09-10 | Ines   | 09:00 | 38.00 | by Thursday
"""


def test_the_row_that_crosses_a_cap_is_split_at_the_boundary() -> None:
    sheet = sheet_of(WEEK, SENIORS)
    assert figures(sheet) == {
        "by Thursday": "38.00 = 5320.00",
        "Friday, first": "1.50 = 210.00",
        "Friday, later": "0.50 + 3.00 down = 70.00",
    }
    bills = price(sheet)
    assert sum(bill.amount for bill in bills.values()) == D("5600.00")
    assert sum(bill.written_down_money for bill in bills.values()) == D("420.00")


def test_a_late_row_does_not_push_out_invoiced_ones() -> None:
    table = """
        date       | person | hours | text
        2026-09-10 | Ines   | 38.00 | invoiced
        2026-09-08 | Tomas  | 4.00  | late, dated Tuesday
    """
    billed = {"r_2": Billed("r_2", "", "S", D(38), D(5320), "done", "1043")}
    assert figures(sheet_of(table, SENIORS, billed=billed)) == {
        "invoiced": "38.00 = 5320.00",
        "late, dated Tuesday": "2.00 + 2.00 down = 280.00",
    }


def test_one_week_in_two_months_is_one_week_and_clipped_hours_do_not_reach_the_month() -> None:
    month = Cap("month", "client", D(160), "month", "acknowledge", thresholds=(Threshold(left=D(3)),))
    table = """
        date       | person | hours  | text
        2026-09-14 | Petra  | 130.00 | September so far
        2026-09-28 | Ines   | 27.00  | Monday to Wednesday
        2026-10-01 | Ines   | 16.00  | Thursday to Saturday
        2026-10-31 | Petra  | 144.00 | October
    """
    sheet = sheet_of(table, replace(SENIORS, caps=(*SENIORS.caps, month)))
    assert figures(sheet)["Thursday to Saturday"] == "13.00 + 3.00 down = 1820.00"
    reached = {work.entry.description: price(sheet)[work.id].reached for work in sheet}
    assert [one.used for one in reached["Monday to Wednesday"]] == [D(157)]
    assert [one.used for one in reached["October"]] == [D(157)]


def test_a_new_rate_leaves_the_days_before_it_alone() -> None:
    may = replace(PLAIN, rates=(
        RateCard(D(140), YEAR._replace(last=date(2026, 5, 14))),
        RateCard(D(146), YEAR._replace(first=date(2026, 5, 15))),
    ))  # fmt: skip
    table = """
        date       | person | hours | text
        2026-05-12 | Ines   | 6.00  | corrected later
        2026-05-15 | Ines   | 6.00  | new rate
    """
    assert figures(sheet_of(table, may)) == {"corrected later": "6.00 = 840.00", "new rate": "6.00 = 876.00"}


def test_prepaid_hours_cover_projects_in_judging_order() -> None:
    prepaid = replace(PLAIN, rates=(RateCard(D(110), YEAR),), prepaid=(
        Prepaid("fifty", D(50), D(5000), date(2026, 9, 1), date(2026, 9, 30)),
    ))  # fmt: skip
    table = """
        date       | person | project      | hours | text
        2026-09-07 | Ines   | Booking site | 24.00 | A
        2026-09-08 | Ines   | Crew app     | 20.00 | B
        2026-09-09 | Ines   | Kiosk        | 13.00 | C
        2026-10-01 | Ines   | Kiosk        | 1.00  | too late
    """
    assert figures(sheet_of(table, prepaid)) == {
        "A": "0.00 + 24.00 fee = 0.00",
        "B": "0.00 + 20.00 fee = 0.00",
        "C": "7.00 + 6.00 fee = 770.00",
        "too late": "1.00 = 110.00",
    }


@pytest.mark.parametrize(
    ("deficit", "october", "november"),
    [
        (True, "0.00 + 60.00 fee = 0.00", "5.00 + 30.00 fee = 500.00"),
        (False, "10.00 + 50.00 fee = 1000.00", "0.00 + 35.00 fee = 0.00"),
    ],
)
def test_unused_hours_roll_over_and_a_deficit_does_where_it_was_agreed(
    deficit: bool, october: str, november: str
) -> None:
    terms = Retainer(D(40), D(4000), rollover=Rollover(D(1)), deficit_carried=deficit)
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 30.00 | September
        2026-10-07 | Ines   | 60.00 | October
        2026-11-07 | Ines   | 35.00 | November
    """
    told = figures(sheet_of(table, replace(PLAIN, retainer=terms, days=YEAR._replace(last=date(2026, 11, 30)))))
    assert (told["October"], told["November"]) == (october, november)


def test_thirty_small_rows_announce_each_threshold_once() -> None:
    rows = "\n".join(f"2026-09-{day:02} | Ines | 0.50 | row {day}" for day in range(1, 31))
    table = f"date | person | hours | text\n2026-08-31 | Ines | 85.00 | before\n{rows}"
    marks = (Threshold(D(90)), Threshold(D(100)))
    sheet = sheet_of(table, replace(PLAIN, caps=(Cap("all", "sow", D(100), "term", "notify", thresholds=marks),)))
    reached = [(one.threshold.at, one.used) for bill in price(sheet).values() for one in bill.reached]
    assert reached == [(D(90), D("90.00")), (D(100), D("100.00"))]
    after = frozen(sheet, {work.id for work in sheet.works[:11]})
    assert [one.threshold.at for bill in price(after).values() for one in bill.reached] == [D(100)]


def test_a_row_at_rate_zero_needs_no_budget() -> None:
    full = Cap("project", "project", D(20000), "term", "block", "money", subject="booking-site")
    free = replace(PLAIN, rates=(RateCard(D(10000), YEAR), RateCard(D(0), YEAR, role="designer")), caps=(full,))
    table = """
        date       | person | hours | text
        2026-09-07 | Ines   | 2.00  | uses it up
        2026-09-08 | Petra  | 2.00  | free
    """
    sheet = sheet_of(table, free)
    assert figures(sheet)["free"] == "2.00 = 0.00"
    assert price(sheet)["r_3"].over == ()


def test_not_billable_is_nothing_and_uses_no_cap() -> None:
    table = """
        date       | person | billable | hours | text
        2026-09-07 | Ines   | no       | 39.00 | unpaid
        2026-09-08 | Tomas  |          | 3.00  | paid
    """
    sheet = sheet_of(table, SENIORS)
    assert figures(sheet) == {"unpaid": "0.00 = 0.00", "paid": "3.00 = 420.00"}
    assert sheet.works[0].entry.hours == 39


@pytest.mark.parametrize(
    ("belongs_to", "told"), [("start_day", "0.33 = 33.00"), ("split", "0.17 = 17.00, 0.16 on 2026-10-01 = 16.00")]
)
def test_an_entry_across_midnight_counts_where_it_was_agreed_and_is_rounded_once(belongs_to: str, told: str) -> None:
    layer = Layer("SOW S", {"entry-crossing-midnight": Setting(None, {"belongs_to": belongs_to})})
    table = """
        date       | person | start | end   | hours                    | text
        2026-09-30 | Ines   | 23:50 | 00:10 | 0.3333333333333333333333 | midnight
    """
    assert figures(sheet_of(table, replace(PLAIN, layer=layer))) == {"midnight": told}


def test_sixteen_minutes_become_half_an_hour() -> None:
    half = replace(PLAIN, rounding=(Rounding(D("0.5"), "up"),), minimums=(Minimum(D("0.25")),))
    table = """
        date       | person | hours  | text
        2026-09-07 | Ines   | 0.2667 | sixteen minutes
        2026-09-07 | Ines   | 0      | nothing
    """
    assert figures(sheet_of(table, half)) == {"sixteen minutes": "0.50 = 50.00", "nothing": "0.00 = 0.00"}
