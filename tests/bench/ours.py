"""Tickmark's own engine on the same rows, with its rules, its prices and its limits; lists in, lists out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from service.domain.hours.attribution import assemble
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Facts, Timesheet
from service.domain.judging.finding import Finding, blocks
from service.domain.period import ALWAYS, Period, month_of
from service.domain.pricing import price
from service.domain.terms.agency import Agency, Client, Person, Project, RoleSpan
from service.domain.terms.cap import Cap
from service.domain.terms.check import Layer, Level, Setting
from service.domain.terms.ratecard import RateCard
from service.domain.terms.sow import Sow
from service.domain.terms.steps import Steps
from service.rules.rule import Rule, catalogue
from tests.bench import log as terms
from tests.bench.log import Log, Verdict

HOUR = Decimal(60)
BITS = {"TIM004": terms.LONG_ENTRY, "ROW001": terms.NO_PROJECT, "TXT002": terms.SHORT_TEXT, "CAP002": terms.OVER_ROLE,
        "CAP006": terms.OVER_CLIENT, "CAP007": terms.OVER_CEILING, "DUP001": terms.TWICE}  # fmt: skip
"""The rules of the catalogue that are the seven checks."""

STOPPING = ("ROW001", "DUP001")
SETTINGS = {
    "overlong-entry": Setting(None, {"steps": Steps.of((terms.LONG // 60, Level.ACKNOWLEDGE))}),
    "vague-description": Setting(None, {"min_words": terms.WORDS, "exempt_below_hours": Decimal(0)}),
}


def rates() -> tuple[RateCard, ...]:
    """Every role's price, before and from the day on which rates rise."""
    rise = date.fromordinal(terms.RISE + terms.EPOCH)
    spans = Period(None, date.fromordinal(rise.toordinal() - 1)), Period(rise, None)
    return tuple(
        RateCard(Decimal(cents) / 100, span, role=role)
        for role, both in zip(terms.ROLES, terms.RATES, strict=True)
        for cents, span in zip(both, spans, strict=True)
    )


def sow(client: Client) -> Sow:
    """What is agreed with a client: a limit for each role's week and for the month, and a ceiling in money."""
    weeks = (
        Cap(f"week-{role}", "role", Decimal(terms.ROLE_WEEK) / HOUR, "week", "acknowledge", subject=role)
        for role in terms.ROLES
    )
    month = Cap("month", "client", Decimal(terms.CLIENT_MONTH) / HOUR, "month", "acknowledge")
    ceiling = Cap("ceiling", "sow", Decimal(terms.CEILING) / 100, "term", "acknowledge", "money")
    year = Period(terms.FIRST, date(2026, 12, 31))
    return Sow(f"S-{client.id}", f"Work for {client.name}", client.id, year, "USD", rates=rates(),
               caps=(*weeks, month, ceiling))  # fmt: skip


def facts(size: int) -> Facts:
    """The agency that logs so many rows."""
    people = tuple(
        Person(f"p{number}", f"Person {number:04}", roles=(RoleSpan(terms.role_of(number), ALWAYS),))
        for number in range(terms.people(size))
    )
    clients = tuple(
        Client(f"c{number}", f"Client {number:04}", (), tuple(
            Project(f"c{number}-{one}", f"Project {one}", f"c{number}") for one in range(3)
        ))
        for number in range(terms.clients(size))
    )  # fmt: skip
    agency = Agency("Row", people=people, clients=clients, layer=Layer("agency", SETTINGS))
    return Facts(agency, tuple(map(sow, clients)), date(2027, 1, 2), month_of(date(2026, 12, 1)))


def timesheet(log: Log, known: Facts) -> Timesheet:
    """The rows as entries, attributed and in judging order."""
    return assemble(entries(log), known)


def entries(log: Log) -> list[Entry]:
    """The rows as entries, with the exact hours of the numbers in their cells."""
    hours = {number: Decimal(round(number * 60)) / HOUR for number in set(log.hours)}
    days = {serial: date.fromordinal(serial + terms.EPOCH) for serial in set(log.serial)}
    titles = [f"Month {number:02}" for number in range(terms.TABS)]
    return [
        Entry(f"r{at}", titles[tab], at, days[serial], person, client, project, "", text, hours[length])
        for at, (serial, person, _, client, project, text, length, tab) in enumerate(zip(*log, strict=True))
    ]


def judged(log: Log, known: Facts) -> Verdict:
    """What the seven checks say of each row, worked out by the rules and prices of the product."""
    return _verdict(*found(timesheet(log, known)), len(log.serial))


def found(sheet: Timesheet) -> tuple[Timesheet, list[Finding]]:
    """The sheet with its prices, and the findings of the seven rules: what stops a row first, as in a review."""
    stops = [finding for rule in _seven() if rule.code in STOPPING for finding in rule.findings(sheet)]
    stopped = {finding.entry for finding in stops if blocks([finding])}
    priced = sheet.priced(price(sheet, stopped))
    others = [one for rule in _seven() if rule.code not in STOPPING for one in rule.findings(priced)]
    return priced, [*stops, *others]


def _seven() -> Iterable[Rule]:
    return (rule for rule in catalogue() if rule.code in BITS)


def _verdict(sheet: Timesheet, findings: list[Finding], size: int) -> Verdict:
    """Bills and findings as the columns that are compared."""
    said = Verdict(*([0] * size for _ in range(5)), [-1] * size)
    for work in sheet:
        at, bill = int(work.entry.id[1:]), sheet.bills[work.entry.id]
        said.cents[at] = int(bill.amount * 100)
        for over in bill.over:
            into = {"role": said.role_over, "client": said.client_over}.get(over.cap.scope, said.ceiling_over)
            into[at] = int(over.excess * (60 if over.cap.measure != "money" else 100))
    for finding in findings:
        at = int(finding.entry[1:])
        said.flags[at] |= BITS[finding.code]
        if finding.code == "DUP001":
            said.twin[at] = int(str(finding.message).rsplit("row ", 1)[1].rstrip("."))
    return said


def all_rules(sheet: Timesheet, prices: Timesheet) -> list[Finding]:
    """Everything the whole catalogue says of a priced sheet."""
    fresh = replace(sheet, _views={}).priced(prices.bills)
    return [finding for rule in catalogue() for finding in rule.findings(fresh)]
