"""What is said of the rules as a whole: who agreed with them, and how much money hangs on them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.approval import Approval
from service.domain.bill import Bill
from service.domain.check import Level
from service.domain.entry import Entry
from service.domain.finding import Finding, Risk
from service.domain.timesheet import Work
from service.domain.verdict import Status
from service.reports.leakage import leaks, unbilled, unlogged
from service.reports.noise import measured
from service.reports.row import Row
from service.rules.rule import catalogue
from tests.rules.engagement import NOW
from tests.rules.months import facts_of

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


UNBILLED = [
    # status, code and stake of a finding, money written down; kind, identified, recoverable, realised
    (WAITING, "CAT007", "420", "0", ["marked as not billable", "420.00", "420.00", "0.00"]),
    (READY, "CAP002", "300", "280", ["written down at limits", "280.00", "0.00", "280.00"]),
    (WAITING, "RET003", "95", "0", ["paid ahead and about to lapse", "95.00", "95.00", "0.00"]),
]


@pytest.mark.parametrize(("status", "code", "stake", "down", "figures"), UNBILLED)
def test_what_is_left_unbilled_is_told_by_kind(
    status: Status, code: str, stake: str, down: str, figures: list[str]
) -> None:
    drawn = row(status, found(code, stake, Risk.UNBILLED))
    (told,) = unbilled([drawn._replace(bill=Bill(written_down_money=Decimal(down)))], facts_of([]))
    assert [told[key] for key in ("kind", "identified", "recoverable", "realised")] == figures


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
