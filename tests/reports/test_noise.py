"""What is said of the rules as a whole: who agreed with them, and how much money hangs on them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from service.domain.category import Category
from service.domain.hours.approval import Approval
from service.domain.hours.bill import Bill
from service.domain.hours.entry import Entry
from service.domain.hours.reason import Answer
from service.domain.hours.timesheet import Work
from service.domain.judging.finding import Finding, Risk
from service.domain.judging.verdict import Status
from service.domain.pricing import price
from service.domain.terms.charge import Commitment
from service.domain.terms.check import Level
from service.domain.terms.ratecard import Minimum
from service.domain.terms.retainer import Prepaid, Retainer, Rollover
from service.domain.texts.decision import Decision
from service.reports.leakage import leaks, unbilled, unlogged
from service.reports.noise import Kept, measured
from service.reports.row import Row
from service.rules.rule import catalogue
from tests.domain.pricing.terms import PLAIN, D, sheet_of
from tests.rules.engagement import NOW
from tests.rules.months import facts_of, month

FIGURES = ("kind", "identified", "recoverable", "realised")
COUNTED = ("approved_as_it_was", "reason_given", "changed")
READY, WAITING, FIX = Status.READY, Status.NEEDS_APPROVAL, Status.NEEDS_FIX

DECIDED = [
    # status, answer, the tick that was refused, what stands for TXT002: flagged, as it was, reason, changed, agreed
    (WAITING, "", "", (1, 0, 0, 0, None)),
    (READY, "", "", (1, 1, 0, 0, "0.000")),
    (READY, "agreed by mail", "", (1, 0, 1, 0, "0.000")),
    (WAITING, None, "Tick taken back: TXT002, “stuff” does not say", (0, 0, 0, 1, "1.000")),
    (WAITING, "", "Tick taken back: TXT002, “stuff” does not say", (1, 0, 0, 0, None)),
]


@pytest.mark.parametrize(("status", "answer", "refused", "counted"), DECIDED)
def test_what_people_decided_counts_for_or_against_a_rule(
    status: Status, answer: str | None, refused: str, counted: tuple[object, ...]
) -> None:
    own = [] if answer is None else [found("TXT002", "100", Risk.WRONG)._replace(answer=answer)]
    word = Approval("r_1", "", "mia@kite.example", "tick", NOW, "refused", refused) if refused else None
    told = measured([row(status, *own)._replace(approval=word)], catalogue())
    (one,) = told["rules"]
    assert one["code"] == "TXT002"
    assert tuple(one[key] for key in ("flagged", "approved_as_it_was", "reason_given", "changed", "agreed")) == counted


LEAKS = [
    # rows: status and what is at stake; risk, identified, recoverable, realised
    ([(FIX, "100", Risk.WRONG), (READY, "40", Risk.WRONG)], ["could be billed wrongly", "140.00", "100.00", "40.00"]),
    ([(WAITING, "420", Risk.UNBILLED)], ["could be left unbilled", "420.00", "420.00", "0.00"]),
]


@pytest.mark.parametrize(("rows", "figures"), LEAKS)
def test_money_at_stake_is_one_figure_each(rows: list[tuple[Status, str, Risk]], figures: list[str]) -> None:
    drawn = [row(status, found("TXT002", stake, risk), found("CAT003", "5", risk)) for status, stake, risk in rows]
    (told,) = leaks(drawn, facts_of([]))
    assert [told[key] for key in ("risk", "identified", "recoverable", "realised")] == figures


def test_what_is_no_matter_of_money_leaks_nothing() -> None:
    assert leaks([row(FIX, found("TXT009", "100", Risk.NONE))], facts_of([])) == []


KEPT = [
    # what was said of the tick and when, what was answered; how TXT002 counts: as it was, reason, changed; people, last
    ([("refused", "was"), ("yes", "is")], "", (0, 0, 1), 1, "2026-10-05T10:00:00+00:00"),
    ([("refused", "was"), ("yes", "was")], "agreed by mail", (0, 1, 0), 1, "2026-10-05T09:00:00+00:00"),
    ([("refused", "was"), ("yes", "was")], "", (0, 0, 0), None, None),
    (
        [("yes", "was"), ("voided", "is"), ("refused", "is"), ("yes", "new")],
        "",
        (0, 0, 1),
        1,
        "2026-10-05T12:00:00+00:00",
    ),
    ([], "agreed by mail", (0, 1, 0), 1, "2026-10-05T09:00:00+00:00"),
]


@pytest.mark.parametrize(("words", "answer", "counted", "people", "last"), KEPT)
def test_whatever_people_have_ever_said_of_a_row_counts(
    words: list[tuple[str, str]], answer: str, counted: tuple[int, ...], people: int | None, last: str | None
) -> None:
    refused = "Tick taken back: TXT002, “stuff” does not say"
    said = [Approval("r_1", content, "mia@kite.example", "tick", NOW + timedelta(hours=at), kind,
                     refused if kind == "refused" else "") for at, (kind, content) in enumerate(words)]  # fmt: skip
    answers = [Answer("r_1", "vague-description", answer, "mia@kite.example", NOW)] if answer else []
    told = measured([row(Status.DRAFTED)], catalogue(), Kept(said, answers))["rules"]
    found = [(tuple(one[what] for what in COUNTED), one["people"], one["last"]) for one in told]
    assert found == ([(counted, people, last)] if people else [])


def test_a_category_that_was_doubted_counts_by_what_became_of_it() -> None:
    def decided(text: str, now: Category, stated: str) -> Decision:
        return Decision(text, text, "c", "p", now, f"{text}@kite.example", NOW, Category.DEV, Decimal(stated))

    kept = [decided("a", Category.DEV, "0.6"), decided("b", Category.PM, "0.6"), decided("c", Category.PM, "0.9")]
    (one,) = measured([row(READY)], catalogue(), Kept(categories=kept))["rules"]
    assert (one["code"], *(one[what] for what in COUNTED), one["people"]) == ("CAT001", 1, 0, 1, 2)


UNBILLED = [
    # status, code and stake of a finding, money written down; kind, identified, recoverable, realised
    (WAITING, "CAT007", "420", "0", ["marked as not billable", "420.00", "420.00", "0.00"]),
    (READY, "CAP002", "300", "280", ["written down at limits", "280.00", "0.00", "280.00"]),
]


@pytest.mark.parametrize(("status", "code", "stake", "down", "figures"), UNBILLED)
def test_what_is_left_unbilled_is_told_by_kind(
    status: Status, code: str, stake: str, down: str, figures: list[str]
) -> None:
    drawn = row(status, found(code, stake, Risk.UNBILLED))
    (told,) = unbilled([drawn._replace(bill=Bill(written_down_money=Decimal(down)))], month([]))
    assert [told[key] for key in FIGURES] == figures


PAID_AHEAD = [
    # what a row of August and one of September draw; today; kind, identified, recoverable, realised
    ("rolling", "12", "3", "2026-09-25", ["rolled over and about to lapse", "800.00", "500.00", "300.00"]),
    ("rolling", "12", "3", "2026-10-05", ["rolled over and about to lapse", "2800.00", "2000.00", "300.00"]),
    ("rolling", "20", "3", "2026-09-25", None),
    ("block", "12", "3", "2026-09-25", ["paid ahead and about to lapse", "760.00", "475.00", "285.00"]),
]


@pytest.mark.parametrize(("kind", "august", "september", "today", "figures"), PAID_AHEAD)
def test_hours_that_lapse_are_told_with_what_of_them_was_used(
    kind: str, august: str, september: str, today: str, figures: list[str] | None
) -> None:
    rolling = Retainer(D(20), D(2000), D(125), rollover=Rollover(D(1), expires_after_periods=1))
    block = Prepaid("B", D(20), D(1900), date(2026, 8, 1), date(2026, 9, 30))
    terms = replace(PLAIN, retainer=rolling) if kind == "rolling" else replace(PLAIN, prepaid=(block,))
    sheet = sheet_of(
        f"""
        date       | person | hours       | text
        2026-08-10 | Ines   | {august}    | August
        2026-09-10 | Ines   | {september} | September
        """,
        terms,
    )
    priced = sheet.priced(price(sheet))
    told = unbilled([], replace(priced, facts=replace(priced.facts, today=date.fromisoformat(today))))
    assert [[one[key] for key in FIGURES] for one in told] == ([figures] if figures else [])


MINIMUMS = [
    # status of the row; identified, recoverable, realised
    (WAITING, ["added by minimums of hours", "75.00", "75.00", "0.00"]),
    (READY, ["added by minimums of hours", "75.00", "0.00", "75.00"]),
]


@pytest.mark.parametrize(("status", "figures"), MINIMUMS)
def test_what_minimums_add_is_had_once_the_row_is_approved(status: Status, figures: list[str]) -> None:
    sheet = sheet_of(
        """
        date       | person | hours | text
        2026-09-10 | Ines   | 0.25  | short
        2026-09-11 | Ines   | 3.00  | long
        """,
        replace(PLAIN, minimums=(Minimum(D(1)),)),
    )
    priced = sheet.priced(price(sheet))
    rows = [Row(work, status, priced.bills[work.id], (), None) for work in priced]
    (told,) = unbilled(rows, priced)
    assert [told[key] for key in FIGURES] == figures


SPENDS = [
    # hours of September, money made up before; identified, recoverable, realised
    ("6", {}, ["missing to a minimum spend", "400.00", "400.00", "0.00"]),
    ("6", {"trueup/S/least.2026-09/2026-09": D(400)}, ["missing to a minimum spend", "400.00", "0.00", "400.00"]),
    ("10", {}, None),
]


@pytest.mark.parametrize(("hours", "claimed", "figures"), SPENDS)
def test_a_minimum_spend_that_was_not_reached_is_told(
    hours: str, claimed: dict[str, Decimal], figures: list[str] | None
) -> None:
    terms = replace(PLAIN, commitments=(Commitment("least", D(1000)),))
    sheet = sheet_of(f"date | person | hours | text\n2026-09-10 | Ines | {hours} | work", terms)
    told = unbilled([], sheet.priced(price(sheet)), claimed)
    assert [[one[key] for key in FIGURES] for one in told] == ([figures] if figures else [])


HOURS = [
    # expected a week, hours of Ines and of Owen; expected, logged and missing in September, which has 22 workdays
    ("20", "88", "80", ["176", "168", "8"]),
    ("20", "100", "80", ["176", "180", "8"]),
    ("10", "44", "44", ["88", "88", "0"]),
]


@pytest.mark.parametrize(("week", "ines", "owen", "figures"), HOURS)
def test_hours_that_nobody_logged_are_one_figure(week: str, ines: str, owen: str, figures: list[str]) -> None:
    entries = [Entry(name, "Sept", 2, date(2026, 9, 9), name, hours=Decimal(hours)) for name, hours in
               (("Ines", ines), ("Owen", owen))]  # fmt: skip
    facts = facts_of([])
    facts = replace(facts, agency=replace(facts.agency, expected_hours=Decimal(week)))
    rows = [Row(Work(one, facts.agency.person(one.person)), READY, Bill(), (), None) for one in entries]
    told = unlogged(rows, facts)
    assert told is not None
    assert [told[key] for key in ("expected", "logged", "missing")] == figures


def found(code: str, stake: str, risk: Risk) -> Finding:
    return Finding(code, "some-offence", Level.ACKNOWLEDGE, "r_1", "Why.", "What to do.", Decimal(stake), risk=risk)


def row(status: Status, *findings: Finding) -> Row:
    return Row(Work(Entry("r_1", "Sept", 2)), status, Bill(currency="EUR"), findings, None)
