"""A folder of SOW files becomes an agency and its SOWs, to the letter and to the digit."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.adapters.sows import load
from service.domain.category import Category
from service.domain.period import Period
from service.domain.terms.agency import RoleSpan
from service.domain.terms.cap import Cap
from service.domain.terms.check import Level
from service.domain.terms.ratecard import RateCard, Rounding
from service.domain.terms.retainer import Retainer
from service.domain.terms.sow import Invoicing
from tests.adapters.sows.folders import AGENCY, CLIENT, SOW, written

FULL = """\
# yaml-language-server: $schema=../sow.schema.json
sow:
  {id: 2026.10, title: Site, status: active, priority: 7, starts: 2026-09-01, projects: [site], currency: USD,
   signed: {at: 2026-08-20, by: R. Okafor, document_sha256: 12}}
rates:
  cards:
    - {role: developer, rate: 90.10, per: hour, to: 2026-12-31}
    - {person: bo, rate: 1.00, from: 2026-10-01}
    - {scope: sow, rate: 0}
rounding: [{increment: 0.25, direction: nearest, tie: up, scope: entry}]
caps:
  - {id: week, scope: {role: developer}, window: week, limit: 40, action: clip}
  - {id: ceiling, scope: sow, measure: money, window: term, limit: 60000.00, action: block}
  - {id: unlimited, scope: client, window: month, limit: , action: notify}
  - {id: none, scope: {project: site}, window: month, limit: 0, action: acknowledge}
retainer:
  {id: care, name: Care plan, period: month, hours: 20, fee: 2200.00, overage: {rate: 125.00}, rollover: none,
   covers: {projects: [app]}}
non_billable: {categories: [ADM, OFF]}
invoicing:
  {group_by: [project], terms: Net 30,
   quickbooks: {items: {developer: Development, default: Hours, retainer: Care}}}
tax: {labour: TAX}
checks: {vague-description: {level: block, min_words: 3}, late-entry: off}
"""


def test_every_term_of_a_sow_arrives_as_it_is_written(tmp_path: Path) -> None:
    _, (sow,) = load(written(tmp_path, sow=FULL))
    assert (sow.id, sow.title, sow.client, sow.currency, sow.priority) == ("2026.10", "Site", "dune", "USD", 7)
    assert (sow.days, sow.projects, sow.status) == (Period(date(2026, 9, 1), None), ("site",), "active")
    assert sow.rates == (
        RateCard(Decimal("90.10"), Period(date(2026, 9, 1), date(2026, 12, 31)), role="developer"),
        RateCard(Decimal("1.00"), Period(date(2026, 10, 1), None), person="bo"),
        RateCard(Decimal(0), Period(date(2026, 9, 1), None)),
    )
    assert sow.rounding == (Rounding(Decimal("0.25"), "nearest"),)
    assert sow.caps == (
        Cap("week", "role", Decimal(40), "week", "clip", subject="developer"),
        Cap("none", "project", Decimal(0), "month", "acknowledge", subject="site"),
        Cap("ceiling", "sow", Decimal("60000.00"), "term", "block", measure="money"),
    )
    assert sow.retainer == Retainer(Decimal(20), Decimal("2200.00"), Decimal("125.00"), ("app",), "Care plan")
    assert sow.non_billable == {Category.ADM, Category.OFF}
    items = {"developer": "Development", "default": "Hours", "retainer": "Care"}
    assert sow.invoicing == Invoicing(("project",), "Net 30", items, "TAX")
    assert sow.layer.name == "SOW 2026.10"
    assert sow.layer.settings["vague-description"] == (Level.BLOCK, {"min_words": 3})
    assert sow.layer.settings["late-entry"] == (Level.OFF, {})
    assert sow.source == "sows/dune/d-1.yaml"


def test_what_a_file_leaves_out_takes_the_usual_value(tmp_path: Path) -> None:
    agency, (sow,) = load(written(tmp_path, sow="sow: {id: D-1, title: Site, starts: 2026-09-01}\n"))
    assert (sow.status, sow.priority, sow.currency, sow.projects, sow.rates) == ("active", 0, "EUR", (), ())
    assert sow.non_billable == {Category.ADM, Category.SAL, Category.TRN, Category.OFF}
    assert sow.invoicing == Invoicing()
    assert (agency.week_starts, agency.clients[0].own) == ("monday", False)


def test_the_agency_knows_its_people_clients_and_projects_by_every_name(tmp_path: Path) -> None:
    agency, _ = load(written(tmp_path))
    ana, bo = agency.people
    assert agency.person("a. reis") is ana is agency.person("ANA@kite.example")
    assert bo.roles == (
        RoleSpan("designer", Period(None, date(2026, 6, 30))),
        RoleSpan("developer", Period(date(2026, 7, 1), None)),
    )
    assert agency.client("dune") is agency.clients[0]
    assert [(project.id, project.client) for project in agency.projects()] == [("site", "dune"), ("app", "dune")]
    assert (agency.approvers, agency.timezone) == (("mia@kite.example",), "Europe/Lisbon")


@pytest.mark.parametrize(
    "text", ["off", "no", "on", "true", "1043", "0010", "1.50", "1e3", "0x1F", "2026-09-01", "18:00"]
)
def test_a_name_stays_the_text_it_is_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    agency, _ = load(written(tmp_path, client=CLIENT.replace("[Dune]", f"[{text}]")))
    assert agency.clients[0].aliases == (text,)


@pytest.mark.parametrize(
    ("written_as", "own"),
    [("true", True), ("yes", True), ("on", True), ("false", False), ("no", False), ("off", False)],
)
def test_a_yes_or_no_may_be_written_in_any_way(tmp_path: Path, written_as: str, own: bool) -> None:
    agency, _ = load(written(tmp_path, client=CLIENT.replace("Dune Hotels Ltd", f"x, own: {written_as}")))
    assert agency.clients[0].own is own


@pytest.mark.parametrize("level", ["off", "false", '"off"'])
def test_off_is_a_level_and_no_answer(tmp_path: Path, level: str) -> None:
    agency, _ = load(written(tmp_path, agency=AGENCY + f"checks: {{late-entry: {level}}}\n"))
    assert agency.layer.settings["late-entry"].level is Level.OFF


def test_layers_carry_the_name_of_whoever_speaks(tmp_path: Path) -> None:
    checks = "checks: {late-entry: warn}"
    client = CLIENT.replace("name: Site}", f"name: Site, {checks}}}") + checks
    agency, _ = load(written(tmp_path, agency=AGENCY + checks, client=client))
    layers = [agency.layer, agency.clients[0].layer, agency.clients[0].projects[0].layer]
    assert [layer.name for layer in layers] == ["agency", "client Dune Hotels", "project Site"]
    assert {layer.settings["late-entry"].level for layer in layers} == {Level.WARN}


def test_two_clients_may_each_have_a_project_of_one_name(tmp_path: Path) -> None:
    other = CLIENT.replace("Dune", "Oasis").replace("id: dune", "id: oasis")
    agency, _ = load(written(tmp_path, oasis__client=other))
    assert [project.name for project in agency.projects()] == ["Site", "Guest app"] * 2


def test_prices_may_follow_each_other_day_by_day(tmp_path: Path) -> None:
    _, (sow,) = load(written(tmp_path))
    prices = [sow.rate_on(day, "ana", "developer") for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [price.rate for price in prices if price] == [Decimal("90.10"), Decimal("95.00")]


def test_no_float_is_born(tmp_path: Path) -> None:
    loaded = load(
        written(tmp_path, sow=FULL, agency=AGENCY + "checks: {late-entry: {steps: [{over: 0.1, level: warn}]}}")
    )
    kinds = {type(value) for value in leaves(loaded)}
    assert Decimal in kinds
    assert float not in kinds


def test_a_file_in_utf_8_with_a_mark_at_its_start_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "dune" / "d-1.yaml").write_text("\ufeff" + SOW, encoding="utf-8")
    assert load(folder)[1][0].id == "D-1"


def leaves(value: Any) -> list[Any]:
    """Every value inside a value that holds no others."""
    if is_dataclass(value):
        return [leaf for field in fields(value) for leaf in leaves(getattr(value, field.name))]
    if isinstance(value, dict) or hasattr(value, "items"):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, tuple | list | frozenset):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]
