"""What people write about a finding counts: in the Reason cell, or in a waiver of a SOW file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.domain.hours.attribution import assemble
from service.domain.hours.entry import Entry
from service.domain.hours.reason import read_reason
from service.domain.judging.finding import Finding, unanswered
from service.domain.period import Period
from service.domain.terms.check import Level
from service.domain.terms.waiver import Waiver
from service.rules.judge import Judged, judge
from tests.rules.engagement import AGENCY
from tests.rules.months import facts_of

REASONS = [
    # Reason cell, plain, by check
    ("agreed by mail, 12 March", "agreed by mail, 12 March", {}),
    ("TIM005: agreed by mail, 12 March", "", {"tim005": "agreed by mail, 12 March"}),
    ("tim005 : launch; TXT002: see ticket", "", {"tim005": "launch", "txt002": "see ticket"}),
    ("vague-description: see ticket\nand agreed", "and agreed", {"vague-description": "see ticket"}),
    ("TIM005:", "", {}),
    ("call at 10:30, agreed", "call at 10:30, agreed", {}),
]


@pytest.mark.parametrize(("text", "plain", "by_check"), REASONS)
def test_a_reason_is_about_everything_or_about_the_check_it_names(
    text: str, plain: str, by_check: dict[str, str]
) -> None:
    assert read_reason(text) == (plain, by_check)


ANSWERED = [
    # text of the row, Reason, code, level that holds, whether the row still lacks a reason
    ("Pitch deck", "", "CAT002", "block", False),
    ("Pitch deck", "agreed", "CAT002", "block", False),
    ("Pitch deck", "CAT002: part of the offer they pay for", "CAT002", "acknowledge", False),
    ("Stuff", "", "TXT002", "acknowledge", True),
    ("Stuff", "agreed with the client", "TXT002", "acknowledge", False),
    ("Stuff", "TIM005: agreed with the client", "TXT002", "acknowledge", True),
    ("Stuff", "TXT002: agreed with the client", "TXT002", "acknowledge", False),
]


@pytest.mark.parametrize(("text", "reason", "code", "level", "lacks"), ANSWERED)
def test_a_reason_answers_what_it_is_about(text: str, reason: str, code: str, level: str, lacks: bool) -> None:
    judged = month(row(text, reason))
    assert str(finding(judged, code).level) == level
    assert unanswered(judged.of("r_1")) is lacks


def test_a_fixed_check_and_a_limit_are_never_answered_away() -> None:
    nobody = month(row("Fare table import", "ROW005: he is new")._replace(person="Nobody"))
    assert finding(nobody, "ROW005").level is Level.BLOCK
    past = month(row("Fare table import", "CAP007: agreed")._replace(project="Kiosk", hours=Decimal(31)))
    assert finding(past, "CAP007").level is Level.BLOCK


WAIVERS = [
    # check, scope, until, by, level that holds
    ("vague-description", {}, "2026-09-30", "owen@row.example", "info"),
    ("vague-description", {"person": "ines"}, "2026-09-30", "owen@row.example", "info"),
    ("vague-description", {"row": "r_1", "sow": "PF-003"}, "2026-09-30", "owen@row.example", "info"),
    ("vague-description", {"person": "tomas"}, "2026-09-30", "owen@row.example", "acknowledge"),
    ("vague-description", {"project": "kiosk"}, "2026-09-30", "owen@row.example", "acknowledge"),
    ("vague-description", {}, "2026-09-08", "owen@row.example", "acknowledge"),
    ("vague-description", {}, "2026-09-30", "INES@row.example", "acknowledge"),
    ("late-entry", {}, "2026-09-30", "owen@row.example", "acknowledge"),
]


@pytest.mark.parametrize(("check", "scope", "until", "by", "level"), WAIVERS)
def test_a_waiver_counts_for_its_check_rows_and_days_and_never_on_ones_own_rows(
    check: str, scope: dict[str, str], until: str, by: str, level: str
) -> None:
    days = Period(date(2026, 9, 1), date.fromisoformat(until))
    judged = month(row("Stuff"), Waiver(check, days, by, "Launch week", "a.yaml, line 3", **scope))
    found = finding(judged, "TXT002")
    assert str(found.level) == level
    assert ("Launch week" in str(found.answer)) is (level == "info")


def month(entry: Entry, *waivers: Waiver) -> Judged:
    """One row judged under some waivers of the agency's."""
    facts = facts_of([entry])
    layer = AGENCY.layer._replace(waivers=waivers)
    return judge(assemble([entry], replace(facts, agency=replace(AGENCY, layer=layer))))


def row(text: str, reason: str = "") -> Entry:
    return Entry("r_1", "Sept", 2, date(2026, 9, 9), "Ines", "Penhallow", "Booking site", "", text, Decimal(2),
                 reason=reason)  # fmt: skip


def finding(judged: Judged, code: str) -> Finding:
    return next(one for one in judged.of("r_1") if one.code == code)
