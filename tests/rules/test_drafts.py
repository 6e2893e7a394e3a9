"""Every rule about drafts finds what its docstring draws, and is answered where rows are answered."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from service.domain.invoicing.invoice import DraftInvoice, Line, Share
from service.domain.judging.case import Case, Left
from service.domain.judging.finding import Finding
from service.domain.period import month_of
from service.domain.terms.cap import PurchaseOrder
from service.domain.terms.check import Layer, Level, Setting
from service.domain.terms.sow import Sow
from service.rules.draftrule import DraftRule
from service.rules.rule import promises
from tests.rules.engagement import AGENCY, SOWS, examples

D = Decimal
RULES = [rule for rule in promises() if isinstance(rule, DraftRule)]
DAY = date(2026, 9, 30)


class Made(NamedTuple):
    sow: str
    period: str
    total: Decimal
    number: str = "INV-1"
    order_number: str = ""
    part: str = ""


def figure(text: str) -> Decimal:
    return D(text.replace(",", ""))


def lines(row: dict[str, str]) -> tuple[Line, ...]:
    if row.get("line"):
        quantity, price = row["line"].split(" x ")
        return (Line("Work", D(quantity), figure(price), "Services", DAY, (Share("r_1", "f", D(1), D(1)),)),)
    total = figure(row.get("total") or "1,000.00")
    return (Line("Work", None, None, "Services", DAY, (Share("r_1", "f", D(1), total),), total),)


def left(row: dict[str, str]) -> tuple[Left, ...]:
    found = re.fullmatch(r"(\d+) x ([\d.]+) h, ([\d,.]+)", row.get("left behind", ""))
    return tuple(Left("September, row 9", D(found[2]), figure(found[3])) for _ in range(int(found[1]))) if found else ()


def earlier(row: dict[str, str]) -> tuple[Made, ...]:
    said = [one.strip() for one in row.get("made before", "").split(";") if one.strip()]
    months = [Made("PF-003", one, D(500)) for one in said if "-" in one]
    return (*months, *(Made("PF-003", f"2026-0{8 - n}", figure(one)) for n, one in enumerate(said) if "-" not in one))


def case(row: dict[str, str], layer: Layer | None = None, reasons: tuple[str, ...] = ()) -> Case:
    """A draft as a row draws it, under the invented engagement."""
    limit, order = row.get("limit"), row.get("order", "")
    orders = (PurchaseOrder(order, limit=figure(limit) if limit else None),) if order else ()
    terms: Sow = replace(SOWS[0], purchase_orders=orders, purchase_order_required=row.get("required") == "yes",
                         layer=layer or SOWS[0].layer)  # fmt: skip
    draft = DraftInvoice("PF-003", "penhallow", "Penhallow", "EUR", month_of(DAY), DAY, lines(row), order=order)
    return Case(draft, terms, left(row), earlier(row), figure(row.get("used") or "0"), reasons)


def told(rule: DraftRule, findings: list[Finding]) -> str:
    return " ".join(one.code if one.level is rule.level else f"{one.code} {one.level}" for one in findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_finds_what_its_docstring_draws(rule: DraftRule) -> None:
    drawn = [(row, layer) for layer, rows in examples(rule) for row in rows]
    found = [told(rule, list(rule.findings(case(row, layer), AGENCY))) for row, layer in drawn]
    assert found == [row["finding"] for row, _ in drawn]
    assert any(found) and not all(found)


def test_there_is_a_rule_for_all_that_can_be_wrong_with_a_draft() -> None:
    assert {rule.code for rule in RULES} == {"INV001", "INV004", "INV005", "INV006", "INV007", "CAP011", "CAP012"}


OVER = {"order": "PO-7", "limit": "10,000.00", "used": "9,400.00", "total": "1,200.00"}


def exceeded(one: Case) -> Finding:
    rule = next(rule for rule in RULES if rule.code == "CAP012")
    (finding,) = rule.findings(one, AGENCY)
    return finding


def test_a_question_about_a_draft_is_answered_in_the_reason_of_its_rows() -> None:
    assert exceeded(case(OVER)).message == (
        "1,200.00 EUR is 600.00 EUR more than what is left on PO-7: 600.00 EUR of 10,000.00 EUR."
    )
    assert exceeded(case(OVER)).answer == ""
    assert exceeded(case(OVER, reasons=("All right.", "CAP012: R. Tamblyn, by mail"))).answer == "R. Tamblyn, by mail"
    assert exceeded(case(OVER, reasons=("TIM005: a long day",))).answer == ""


def test_a_sow_may_say_how_loud_a_rule_about_drafts_is() -> None:
    loud = Layer("SOW PF-003", {"purchase-order-exceeded": Setting(Level.BLOCK, {})})
    assert (exceeded(case(OVER, loud)).level, exceeded(case(OVER, loud)).layer) == (Level.BLOCK, "SOW PF-003")
    never = Layer("SOW PF-003", {"figures-not-adding-up": Setting(Level.OFF, {})})
    rule = next(rule for rule in RULES if rule.code == "INV004")
    assert [one.level for one in rule.findings(case({"line": "8.3333333 x 1,000.00"}, never), AGENCY)] == [Level.BLOCK]
