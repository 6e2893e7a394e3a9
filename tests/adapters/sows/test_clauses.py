"""What contracts say can be said in a file, and is said back as it was meant."""

import os
from pathlib import Path

import pytest

from service.adapters.sows import load
from service.adapters.sows.explain import explain
from service.rules.rule import catalogue
from tests.adapters.sows.folders import AGENCY, written
from tests.adapters.sows.test_folder import leaves

HERE = Path(__file__)
PAGE = HERE.parents[3] / "docs" / "contracts.md"
START = "<!-- clauses: written by tests/adapters/sows/test_clauses.py; do not edit by hand -->\n"
END = "<!-- end of clauses -->"
ROLES = "\n  - {id: cy, name: Cy Ito, roles: [{role: engineer, to: 2026-06-30}, {role: engineer-ii, from: 2026-07-01}]}"
PEOPLE = AGENCY.replace("\napprovers", f"{ROLES}\n  - {{id: di, name: Di Roy, roles: [{{role: qa}}]}}\napprovers")
CHECKS = {rule.name: rule.check for rule in catalogue()}
HEAD = "sow: {id: D-1, title: Booking site, starts: 2026-09-01, ends: 2027-02-28}\n"


def clauses() -> list[tuple[str, str]]:
    """Each clause with the lines that say it."""
    _, *blocks = HERE.with_name("clauses.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [(clause, terms) for clause, _, terms in (block.partition("\n") for block in blocks)]


def said(root: Path, terms: str) -> list[str]:
    agency, (sow,) = load(written(root, agency=PEOPLE, sow=f"{HEAD}{terms}\n"), CHECKS)
    return explain(sow, agency)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a file says that says nothing but what it is."""
    return said(tmp_path_factory.mktemp("plain"), "")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, plain: list[str]) -> dict[str, str]:
    """The passage about each clause, as it should stand on the page."""
    passages = {}
    for number, (clause, terms) in enumerate(clauses(), 1):
        sentences = [one for one in said(tmp_path_factory.mktemp("clause"), terms) if one not in plain]
        head = f"### {number}. {clause.rstrip('.')}\n\n```yaml\n{terms}\n```\n\n"
        passages[clause] = head + "\n".join(sentences) + "\n"
    return passages


def test_no_clause_makes_a_float(tmp_path: Path) -> None:
    for number, (_, terms) in enumerate(clauses()):
        found = load(written(tmp_path / str(number), agency=PEOPLE, sow=f"{HEAD}{terms}\n"), CHECKS)
        assert float not in {type(leaf) for leaf in leaves(found)}, terms


def test_every_clause_says_something_back(page: dict[str, str]) -> None:
    assert [clause for clause, passage in page.items() if passage.endswith("```\n\n\n")] == []


def test_the_page_of_contracts_shows_each_clause_and_how_it_is_said_back(page: dict[str, str]) -> None:
    """Run with TICKMARK_WRITE=1 to write the passage afresh."""
    shown = "\n".join(page.values())
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    if os.environ.get("TICKMARK_WRITE"):
        PAGE.write_text(f"{before}{START}\n{shown}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0] == f"\n{shown}\n"
