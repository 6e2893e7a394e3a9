"""Every rule keeps the promise that its docstring draws: a hit and a miss at least, each at its level."""

import pytest

from service.domain.terms.check import Level
from service.rules.judge import judge
from service.rules.rule import FAMILIES, Rule, catalogue
from tests.rules.engagement import drawn, examples


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_finds_what_its_docstring_draws(rule: Rule) -> None:
    tables = list(examples(rule))
    assert tables, f"{rule.code} draws no example"
    for settings, rows in tables:
        example = drawn(rows, settings)
        judged = judge(example.sheet)
        found = {
            entry: " ".join(
                finding.code if finding.level is rule.level else f"{finding.code} {finding.level}"
                for finding in judged.of(entry)
                if finding.code == rule.code
            )
            for entry in example.expected
        }
        assert found == example.expected


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_a_rule_draws_a_hit_and_a_miss(rule: Rule) -> None:
    for _, rows in examples(rule):
        cells = [row["finding"] for row in rows]
        assert any(cells)
        assert not all(cells)


def test_the_first_set_has_a_rule_in_every_family() -> None:
    assert {rule.family for rule in catalogue()} == set(FAMILIES)


def test_codes_and_names_are_used_once() -> None:
    codes = [rule.code for rule in catalogue()]
    names = [rule.name for rule in catalogue()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


def test_every_finding_says_why_and_what_would_clear_it() -> None:
    judged = [judge(drawn(rows, settings).sheet) for rule in catalogue() for settings, rows in examples(rule)]
    for finding in (finding for one in judged for findings in one.findings.values() for finding in findings):
        assert str(finding.message).endswith((".", "?")), finding
        assert finding.suggestion, finding
        assert finding.level is not Level.OFF
