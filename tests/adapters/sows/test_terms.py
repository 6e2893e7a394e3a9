"""Every construct of a contract arrives in the domain as it was written."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.adapters.sows import load
from service.domain.category import Category
from service.domain.period import Period
from service.domain.terms.cap import Cap, ChangeOrder, PurchaseOrder, Threshold
from service.domain.terms.charge import Deposit, Discount, Expenses, ExpenseTerms, Fixed, Milestone, Retention
from service.domain.terms.ratecard import RESOLVE, Minimum, Multiplier, RateCard, Rounding, Step, Tier
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from service.domain.terms.sow import Exemption, ScopeLine, Sow
from tests.adapters.sows.folders import AGENCY, CLIENT, written

HEAD = "sow: {id: D-1, title: Site, starts: 2026-09-01, ends: 2026-12-31}\n"
HALF, ONE, TEN = Decimal("0.5"), Decimal(1), Decimal(10)
START = Period(date(2026, 9, 1), None)
MIDNIGHT, EIGHT, SIX = time(0), time(8), time(18)


def sow_of(root: Path, terms: str, agency: str = AGENCY, client: str = CLIENT) -> Sow:
    """The only SOW of a folder, with these terms."""
    _, (sow,) = load(written(root, agency=agency, client=client, sow=HEAD + terms))
    return sow


CASES: list[tuple[str, str, Any]] = [
    # what the file says, which part of the SOW it becomes, and how it arrives
    ("lines: [{id: A1, name: Set-up, hours: 45}, {id: A2}]", "lines",
     (ScopeLine("A1", "Set-up", Decimal(45)), ScopeLine("A2", "A2"))),
    ("lines: [{id: A1, hours: 45}, {id: A2, hours: 0}, {id: A3, hours: , default: true}]", "caps",
     (Cap("A1", "line", Decimal(45), "term", "notify", subject="A1", kind="estimate"),
      Cap("A2", "line", Decimal(0), "term", "clip", subject="A2"))),
    ("rates: {cards: [{category: TRV, factor: 0.5, requires: approval}]}", "rates",
     (RateCard(Decimal(0), START, category=Category.TRV, factor=HALF, needs_approval=True),)),
    ("rates: {cards: [{role: developer, category: QA, rate: 10, per: day, clause: §4}]}", "rates",
     (RateCard(TEN, START, "developer", category=Category.QA, per="day", clause="§4"),)),
    ("rates: {cards: [{role: developer, category: QA, rate: 10}]}", "resolve", ("role+category", *RESOLVE)),
    ("rates: {resolve: [project+person, sow], cards: [{scope: sow, rate: 10}]}", "resolve", ("person+project", "sow")),
    ("rates: {by_date: invoice_date, hours_per_day: 7.5}", "hours_per_day", Decimal("7.5")),
    ("tiers: [{id: t, window: month, mode: volume, steps: [{up_to: 10, factor: 1}, {factor: 0.5}]}]", "tiers",
     (Tier("t", (Step(TEN, ONE), Step(None, HALF)), mode="volume"),)),
    ("rounding: [{already_rounded: 0.5}]", "rounding", (Rounding(HALF, "nearest", done=True),)),
    ("rounding: [{increment: 0.5, direction: nearest, tie: even, scope: task, place: on_site}]", "rounding",
     (Rounding(HALF, "nearest", "even", "task", "on_site"),)),
    ("minimums: [{hours: 1, per: client_day, place: remote}]", "minimums", (Minimum(ONE, "client_day", "remote"),)),
    ('multipliers: [{id: e, days: [mon, fri], between: ["18:00", "08:00"], applies_to: rate, factor: 10}]',
     "multipliers", (Multiplier("e", TEN, weekdays=frozenset({0, 4}), starts=SIX, ends=EIGHT),)),
    ('multipliers: [{from: "fri 18:00", to: "sun 24:00", applies_to: hours, factor: 10}]', "multipliers",
     (Multiplier("multiplier-1", TEN, "hours", spans=((4, SIX, 0, MIDNIGHT),)),)),
    ('multipliers: [{days: [sun], outside: ["08:00", "18:00"], applies_to: rate, factor: 10}]', "multipliers",
     (Multiplier("multiplier-1", TEN, spans=((6, MIDNIGHT, 6, EIGHT), (6, SIX, 0, MIDNIGHT))),)),
    ("multipliers: [{after: {hours: 10, window: week}, roles: [developer], applies_to: rate, factor: 1}]",
     "multipliers",
     (Multiplier("multiplier-1", ONE, after_hours=TEN, after_window="week", roles=frozenset({"developer"})),)),
    ("non_billable: {categories: [], phrases: [filing], rules: [{category: MTG, until: 2026-10-04}]}", "exemptions",
     (Exemption(phrase="filing"), Exemption(Category.MTG, days=Period(None, date(2026, 10, 4))))),
    ("non_billable: {phrases: [filing]}", "non_billable",
     frozenset({Category.ADM, Category.SAL, Category.TRN, Category.OFF})),
    ("caps: [{id: c, scope: {role: developer, person: ana, category: QA}, window: week, limit: 10, action: clip}]",
     "caps",
     (Cap("c", "person", TEN, "week", "clip", subject="ana", role="developer", only=frozenset({Category.QA})),)),
    ("caps: [{id: c, scope: {role: developer, project: app}, window: week, limit: 10, action: clip}]", "caps",
     (Cap("c", "role", TEN, "week", "clip", subject="developer", projects=("app",)),)),
    ("caps: [{scope: {projects: [site, app]}, window: term, limit: 10, action: clip, order: 3}]", "caps",
     (Cap("site-app-term", "projects", TEN, "term", "clip", projects=("site", "app"), order=3),)),
    ("caps: [{id: c, scope: sow, window: month, limits: {2026-12: 1, default: 10}, funded: 0.5, action: carry}]",
     "caps",
     (Cap("c", "sow", TEN, "month", "carry", limits={"2026-12": ONE}, funded=HALF),)),
    ("caps: [{id: c, scope: sow, window: month, limit: 10, action: rate, over_rate: 1, filter: {without: [TRV]}}]",
     "caps", (Cap("c", "sow", TEN, "month", "rate", over_rate=ONE, without=frozenset({Category.TRV})),)),
    ("caps: [{id: c, scope: sow, window: term, limit: 10, action: notify, thresholds: [75, {at: 125, action: block}]}]",
     "caps",
     (Cap("c", "sow", TEN, "term", "notify",
          thresholds=(Threshold(Decimal(75)), Threshold(Decimal(125), action="block"))),
      Cap("c-125", "sow", Decimal("12.5"), "term", "block"))),
    (("caps:\n- {id: c, scope: sow, window: term, limit: 10, action: notify, "
      "thresholds: [{left_hours: 1, action: block}]}"),
     "caps", (Cap("c", "sow", TEN, "term", "notify", thresholds=(Threshold(left=ONE, action="block"),)),
              Cap("c-1-left", "sow", Decimal(9), "term", "block"))),
    (("default_thresholds: [75]\ncaps: [{id: c, scope: sow, window: term, limit: 10, action: block, "
      "notice: {days_before_reached: 30}}, {id: z, scope: sow, window: term, limit: 0, action: block}]"), "caps",
     (Cap("c", "sow", TEN, "term", "block", thresholds=(Threshold(Decimal(75)),), notice_days=30),
      Cap("z", "sow", Decimal(0), "term", "block"))),
    ("lines: [{id: A1}]\nchange_orders: [{id: X, hours: 10, line: A1, from: 2026-09-01, signed: {at: 2026-09-02}}]",
     "change_orders", (ChangeOrder("X", START, TEN, line="A1", signed=date(2026, 9, 2)),)),
    (("caps: [{id: c, scope: sow, measure: money, window: term, limit: 9, action: block, thresholds: [{at: 50, action: "
      "acknowledge}]}]\nchange_orders: [{id: X, money: 10, lifts: [c]}]"), "change_orders",
     (ChangeOrder("X", money=TEN, lifts=("c", "c-50")),)),
    ("purchase_orders: [{number: 0077, limit: 10, used: 1, projects: [app], required: true}]", "purchase_orders",
     (PurchaseOrder("0077", limit=TEN, used=ONE, projects=("app",)),)),
    (("retainer: {hours: 10, fee: 1, rollover: {share: 0.5, cap_hours: 1, use: oldest_last}, free_band_hours: 1, "
      "deficit: carried, overage: {preapproved_hours: 1, beyond: clip, requires: approval}, "
      "covers: {categories: [SUP]}}"),
     "retainer",
     Retainer(TEN, ONE, categories=frozenset({Category.SUP}), rollover=Rollover(HALF, ONE, oldest_first=False),
              deficit_carried=True, free_band=ONE, preapproved=ONE, beyond="clip", overage_needs_approval=True)),
    ("retainer: {money: 10, period: quarter, billed: in_arrears, prorated: true, opening_hours: 1, rollover: all}",
     "retainer",
     Retainer(None, None, money=TEN, period="quarter", rollover=Rollover(ONE), in_advance=False, prorated=True,
              opening=ONE)),
    ("prepaid: {hours: 10, price: 1, valid_months: 12, thresholds: [{left_hours: 1}]}", "prepaid",
     (Prepaid("prepaid", TEN, ONE, date(2026, 9, 1), date(2027, 8, 31), thresholds=(Threshold(left=ONE),)),)),
    (("prepaid: {price_table: [{hours: 1, rate: 10}, {hours: 10, rate: 0.5}], rest: refund, "
      "blocks: [{id: B, hours: 10, bought: 2026-08-31, billed: true}]}"), "prepaid",
     (Prepaid("B", TEN, Decimal("5.00"), date(2026, 8, 31), rest="refund", billed=True),)),
    (("fixed: {fee: 10, milestones: [{id: M, share: 0.5, trigger: acceptance, met: 2026-10-01}, {id: N, share: 0.5, "
      "trigger: 2026-12-01}]}"), "fixed",
     Fixed(TEN, (Milestone("M", Decimal("5.00"), date(2026, 10, 1), trigger="acceptance"),
                 Milestone("N", Decimal("5.00"), date(2026, 12, 1))))),
    ("deposits: [{id: D, amount: 10, set_off: 0.5}]", "deposits", (Deposit("D", TEN, share=HALF),)),
    ("discounts: [{share: 0.5, applies_to: {role: developer}, condition: early}]", "discounts",
     (Discount("discount-1", share=HALF, on="role", role="developer", condition="early", confirmed=False),)),
    ("retention: {share: 0.5, up_to: 10, release: acceptance, released: 2026-12-01}", "retention",
     Retention(HALF, TEN, date(2026, 12, 1))),
    (("expenses: {categories: [km, travel], markup: 0.5, units: {km: {per: km, rate: 1}}, receipt_above: 10, "
      "terms: {travel: {limit: {window: quarter, money: 10}, item_limit: 1, requires: approval}}}"), "expenses",
     Expenses({"km": ExpenseTerms("km", per="km", rate=ONE, receipt_above=TEN),
               "travel": ExpenseTerms("travel", HALF, item_limit=ONE, limit=TEN, window="quarter", needs_approval=True,
                                      receipt_above=TEN)})),
    ("timezone: America/Denver", "timezone", "America/Denver"),
    ("team: [ana]", "team", frozenset({"ana"})),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "part", "value"), CASES, ids=[case[0][:60] for case in CASES])
def test_a_term_arrives_as_it_is_written(tmp_path: Path, terms: str, part: str, value: Any) -> None:
    assert getattr(sow_of(tmp_path, terms), part) == value


def test_the_terms_of_an_invoice_arrive_as_they_are_written(tmp_path: Path) -> None:
    terms = """\
invoicing: {every: half_month, starts_on_days: [1, 15], one_per: purchase_order, group_by: [line], show: [burn],
            net_days: 9, late_fee: {share: 0.02, at_least: 40}, terms: 9 days,
            quickbooks: {terms: Net 9, class: Studio}}
tax: {labour: TAX, expenses: ZERO}
"""
    found = sow_of(tmp_path, terms).invoicing
    assert (found.every, found.starts_on_days, found.one_per, found.group_by, found.show, found.net_days) == (
        "half_month", (1, 15), "purchase_order", ("line",), frozenset({"burn"}), 9,
    )  # fmt: skip
    assert (found.terms, found.quickbooks_class, found.tax_code, found.expense_tax_code) == (
        "Net 9", "Studio", "TAX", "ZERO",
    )  # fmt: skip
    assert found.late_fee == "2 % of what is late or 40.00 EUR, whichever is more"


def test_holidays_are_those_of_the_calendar_and_the_agencys_own(tmp_path: Path) -> None:
    agency = AGENCY + "holidays: {calendar: PT, dates: [2026-12-24]}\n"
    us = sow_of(tmp_path / "us", "multipliers: [{holidays: us, applies_to: rate, factor: 2}]", agency)
    own = sow_of(tmp_path / "own", "multipliers: [{holidays: agency, applies_to: rate, factor: 2}]", agency)
    thanksgiving, republic, eve = date(2026, 11, 26), date(2026, 10, 5), date(2026, 12, 24)
    assert {thanksgiving, republic, eve} <= us.holidays
    assert (thanksgiving in own.holidays, {republic, eve} <= own.holidays) == (False, True)
    assert sow_of(tmp_path / "none", "", agency).holidays == frozenset()


@pytest.mark.parametrize("country", ["no", "NO"])
def test_the_country_no_is_no_answer(tmp_path: Path, country: str) -> None:
    sow = sow_of(tmp_path, f"multipliers: [{{holidays: {country}, applies_to: rate, factor: 2}}]")
    assert date(2027, 5, 17) not in sow.holidays
    assert date(2026, 12, 25) in sow.holidays


def test_people_have_the_hours_that_are_expected_of_them(tmp_path: Path) -> None:
    usual = AGENCY.replace(
        "currency: EUR}", "currency: EUR, expected_hours: 40, hours_decimals: 1, hours_per_day: 7.5}"
    )
    agency, (sow,) = load(
        written(tmp_path, agency=usual.replace("name: Ana Reis", "name: Ana Reis, expected_hours: 32"), sow=HEAD)
    )
    assert [person.expected_hours for person in agency.people] == [Decimal(32), Decimal(40)]
    assert (sow.hours_decimals, sow.hours_per_day) == (1, Decimal("7.5"))
