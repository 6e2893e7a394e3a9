"""What the agency and the client usually agree holds where a SOW says nothing; amendments hold from their day on."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from service.adapters.sows import load
from service.domain.hours.attribution import assemble
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts
from service.domain.period import Period
from service.domain.pricing.capping import whose
from service.domain.terms.agency import Agency
from service.domain.terms.cap import Cap, Threshold
from service.domain.terms.sow import Signature, Sow
from service.faults import SowFault
from tests.adapters.sows.folders import AGENCY, CLIENT, SOW, written

QUARTERS, HALVES = "{increment: 0.25, direction: up, scope: entry}", "{increment: 0.5, direction: up, scope: task}"
CEILING = "caps: [{id: ceiling, scope: sow, measure: money, window: term, limit: 60000.00, action: block}]\n"
AMENDED = f"""{SOW}{CEILING}
amendments:
  - {{number: 1, effective_from: 2026-12-01, signed: {{at: 2026-11-20, by: R. Ito}}, reason: Winter,
     changes: {{sow: {{ends: 2027-04-30}}, caps: [{{id: ceiling, limit: 72000.00}}], lines: [{{id: L1, hours: 60}}]}}}}
  - {{number: 2, effective_from: 2027-01-01, signed: {{at: 2026-12-20}},
     changes: {{rates: {{cards: [{{role: developer, rate: 99.00}}]}}, caps: [{{id: ceiling, scope: client}}]}}}}
"""


@pytest.mark.parametrize(
    ("agency", "client", "sow", "scope"),
    [
        # whose rounding is said, and which of them holds
        ("", "", "", []),
        (QUARTERS, "", "", ["entry"]),
        (QUARTERS, HALVES, "", ["task"]),
        (QUARTERS, "", HALVES, ["task"]),
        (HALVES, QUARTERS, HALVES, ["task"]),
    ],
)
def test_the_most_specific_file_that_says_something_holds(
    tmp_path: Path, agency: str, client: str, sow: str, scope: list[str]
) -> None:
    texts = [
        f"{text}rounding: [{said}]\n" if said else text
        for text, said in ((AGENCY, agency), (CLIENT + "\n", client), (SOW, sow))
    ]
    _, (found,) = load(written(tmp_path, *texts))
    assert [rounding.scope for rounding in found.rounding] == scope


def test_keys_of_a_mapping_are_looked_for_one_by_one(tmp_path: Path) -> None:
    agency = (
        AGENCY
        + "invoicing: {terms: Net 30, quickbooks: {items: {default: Services, developer: Code}}}\n"
        + "default_thresholds: [75]\n"
    )
    sow = SOW + "invoicing: {group_by: [role], quickbooks: {items: {developer: Development}}}\n" + CEILING
    _, (found,) = load(written(tmp_path, agency=agency, sow=sow))
    assert (found.invoicing.terms, found.invoicing.group_by) == ("Net 30", ("role",))
    assert found.invoicing.items == {"default": "Services", "developer": "Development"}
    assert found.caps[0].thresholds == (Threshold(Decimal(75)),)


def test_a_mistake_in_the_usual_terms_is_said_once_where_it_stands(tmp_path: Path) -> None:
    agency = AGENCY + "rounding: [{increment: 0.5, direction: nearest, scope: entry}]\n"
    with pytest.raises(SowFault) as caught:
        load(written(tmp_path, agency=agency, dune__d2=SOW.replace("D-1", "D-2")))
    assert str(caught.value).startswith("sows/agency.yaml, line 6: nearest does not say where an exact half goes")
    assert len(str(caught.value).splitlines()) == 1


def test_a_minimum_has_to_fit_a_rounding_of_another_file(tmp_path: Path) -> None:
    agency = AGENCY + f"rounding: [{QUARTERS}]\n"
    with pytest.raises(
        SowFault, match=r"dune/d-1.yaml, line 6: the minimum of 0.4 h is no multiple of the step of 0.25"
    ):
        load(written(tmp_path, agency=agency, sow=SOW + "minimums: [{hours: 0.4, per: entry}]\n"))


def test_each_amendment_makes_a_version_of_its_own(tmp_path: Path) -> None:
    _, (sow,) = load(written(tmp_path, sow=AMENDED))
    first, second = sow.later
    assert [one.in_force for one in (sow, first, second)] == [
        Period(None, date(2026, 11, 30)), Period(date(2026, 12, 1), date(2026, 12, 31)), Period(date(2027, 1, 1), None),
    ]  # fmt: skip
    assert [one.caps[-1].limit for one in (sow, first, second)] == [Decimal("60000.00"), *[Decimal("72000.00")] * 2]
    assert [one.days.last for one in (sow, first, second)] == [date(2027, 2, 28), *[date(2027, 4, 30)] * 2]
    assert [[card.rate for card in one.rates] for one in (first, second)] == [
        [Decimal("90.10"), Decimal("95.00")], [Decimal("99.00")],
    ]  # fmt: skip
    assert (first.signed, first.reason, first.version) == (Signature(date(2026, 11, 20), "R. Ito"), "Winter", 1)
    assert ([line.id for line in sow.lines], [line.id for line in first.lines]) == ([], ["L1"])


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), 1),
        (date(2027, 1, 1), 2),
        (date(2027, 4, 30), 2),
        (date(2027, 5, 1), None),
    ],
)
def test_a_row_falls_under_the_version_of_its_day(tmp_path: Path, day: date, version: int | None) -> None:
    agency, sows = load(written(tmp_path, sow=AMENDED))
    entry = Entry("r1", "Log", 2, day, person="Ana Reis", client="Dune", project="Site")
    (work,) = assemble([entry], Facts(agency, sows, day, Period(None, None)))
    assert (work.sow.version if work.sow else None) == version


@pytest.mark.parametrize(
    ("changes", "scope"),
    [
        ("{caps: [{id: week, scope: {person: ana}}]}", ("person", "ana", "")),
        ("{caps: [{id: week, limit: 9}]}", ("role", "developer", "")),
    ],
)
def test_a_scope_is_replaced_as_a_whole_or_left_alone(
    tmp_path: Path, changes: str, scope: tuple[str, str, str]
) -> None:
    cap = "caps: [{id: week, scope: {role: developer}, window: week, limit: 8, action: clip}]\n"
    sow = amended(tmp_path, cap, changes)
    assert (sow.caps[0].scope, sow.caps[0].subject, sow.caps[0].role) == scope


def test_a_limit_speaks_of_people_by_their_names(tmp_path: Path) -> None:
    cap = "caps: [{id: week, scope: {person: ana}, window: week, limit: 8, action: clip}]\n"
    assert whose(amended(tmp_path, cap, "{caps: [{id: week, limit: 9}]}").caps[0]) == " for Ana Reis"


def test_a_blank_ends_a_term(tmp_path: Path) -> None:
    sow = amended(tmp_path, f"rounding: [{QUARTERS}]\n{CEILING}", "{rounding: , caps: [{id: ceiling, limit: }]}")
    assert (sow.rounding, sow.caps) == ((), ())


def amended(root: Path, terms: str, changes: str) -> Sow:
    """The version that an amendment with these changes makes."""
    head = "amendments: [{number: 1, effective_from: 2026-12-01, signed: {at: 2026-11-20}, changes: "
    _, (sow,) = load(written(root, sow=f"{SOW}{terms}{head}{changes}}}]\n"))
    return sow.later[0]


CAP = "caps: [{id: all, scope: client, measure: money, window: term, limit: 9.00, action: block}]\n"


def test_limits_over_all_sows_of_a_client_are_the_clients(tmp_path: Path) -> None:
    client = (
        CLIENT.replace("name: Dune Hotels,", "name: Dune Hotels, agreement: M-1,")
        + "\n"
        + CAP.replace("scope: client", "scope: {agreement: M-1}")
    )
    agency, (sow,) = load(written(tmp_path, client=client))
    assert agency.clients[0].caps == (Cap("all", "agreement", Decimal("9.00"), "term", "block", "money", "M-1"),)
    assert sow.agreement == agency.clients[0].agreement == "M-1"
    assert isinstance(agency, Agency)


@pytest.mark.parametrize(
    ("client", "sow", "sentence"),
    [
        (
            CAP,
            SOW.replace("D-1,", "D-2, currency: USD,"),
            "client.yaml, line 3: the SOWs of this client are in EUR and USD",
        ),
        (CAP.replace("scope: client", "scope: sow"), "", "client.yaml, line 3: sow means something within one SOW"),
    ],
)
def test_a_limit_over_several_sows_has_to_mean_something(tmp_path: Path, client: str, sow: str, sentence: str) -> None:
    more = {"dune__d-2": sow} if sow else {}
    with pytest.raises(SowFault, match=sentence):
        load(written(tmp_path, client=f"{CLIENT}{client}", **more))


def test_a_draft_prices_nothing_before_somebody_renames_it(tmp_path: Path) -> None:
    folder = written(tmp_path, **{"dune__d-2.draft": "not: [yet"})
    assert [sow.id for sow in load(folder)[1]] == ["D-1"]


def test_a_waiver_of_a_limit_says_how_much_and_how_the_client_agreed(tmp_path: Path) -> None:
    said = (
        "waive:\n  - {check: role-hours-past-weekly-cap, from: 2026-09-07, until: 2026-09-13, hours: 6.5, cap: senior,"
        " by: mia@kite.example, reason: Launch week, client_approval: mail of 4 Sep}\n"
    )
    _, (found,) = load(written(tmp_path, sow=f"{SOW}{said}"))
    (waiver,) = found.layer.waivers
    assert (waiver.hours, waiver.money, waiver.cap) == (Decimal("6.5"), None, "senior")
    assert waiver.told == "Waived until 2026-09-13 by mia@kite.example, the client agreed (mail of 4 Sep): Launch week."
